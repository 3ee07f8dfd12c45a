/// Puts the lines of included files into a notebook's text:
///
///     {{< include _data.md >}}
///
/// The path is relative to the file with this line, and the file must be in the notebook's folder or below it.
struct IncludeReader {
  /// A text with the numbers by which places name its lines.
  struct Text {
    var lines: [[UInt8]]
    var numbers: [Int]
  }

  /// A file whose text is being read.
  private struct Source {
    /// Without links.
    var path: String
    /// The path from the notebook's folder to the file's folder; empty if it is the same.
    var folder: String
  }

  /// The most files inside each other.
  private static let depthLimit = 8
  /// The most bytes of all files together.
  private static let sizeLimit = 8 << 20

  let diagnostics: Diagnostics
  /// The notebook's folder as messages name it, and without links.
  private let folder, realFolder: String
  private var open: [Source]
  private var size = 0

  init(diagnostics: Diagnostics) {
    self.diagnostics = diagnostics
    folder = Path.folder(of: diagnostics.file)
    realFolder = Path.canonical(folder)
    open = [Source(path: Path.canonical(diagnostics.file), folder: "")]
  }

  /// The notebook's lines with those of the files that they include.
  mutating func text(_ lines: [[UInt8]]) -> Text {
    spliced(lines, numbers: Array(1..<lines.count + 1))
  }

  private mutating func spliced(_ lines: [[UInt8]], numbers: [Int]) -> Text {
    guard lines.contains(where: IncludeLine.mayInclude) else { return Text(lines: lines, numbers: numbers) }
    let code = CodeLines(of: lines)
    var text = Text(lines: [], numbers: [])
    for (row, line) in lines.enumerated() {
      let isInclude = !code.contains(row) && IncludeLine.mayInclude(line)
      text.lines.append(isInclude ? [] : line)
      text.numbers.append(numbers[row])
      guard isInclude, let found = included(line, isAlone: isAlone(row, in: lines), number: numbers[row])
      else { continue }
      text.lines += found.lines
      text.numbers += found.numbers
    }
    return text
  }

  private func isAlone(_ row: Int, in lines: [[UInt8]]) -> Bool {
    let (before, after) = (row - 1, row + 1)
    return (before < 0 || lines[before].isBlank) && (after >= lines.count || lines[after].isBlank)
  }

  /// The text that a line includes; `nil` if there is none, which has been reported.
  private mutating func included(_ line: [UInt8], isAlone: Bool, number: Int) -> Text? {
    let include = IncludeLine(line)
    if let mistake = include.mistake {
      return refused(mistake.text, at: SourceLocation(line: number, column: mistake.column))
    }
    guard let (path, column) = include.path else { return nil }
    let place = SourceLocation(line: number, column: column)
    if !isAlone {
      return refused(
        "an include needs an empty line above and below it", at: SourceLocation(line: number, column: 1))
    }
    if Path.isAbsolute(path) || path.contains("://") {
      return refused("the path of an include must be relative to this file's folder", at: place)
    }
    let parent = open.last?.folder ?? ""
    let relative = Path.normalized(parent.isEmpty ? path : "\(parent)/\(path)")
    if Path.parts(of: relative).first == ".." {
      return refused("'\(path)' is outside of the notebook's folder", at: place)
    }
    return text(of: relative, written: path, at: place)
  }

  private mutating func text(of relative: String, written path: String, at place: SourceLocation) -> Text? {
    let name = Path.joined(folder, relative)
    diagnostics.included.noteSearch(for: name)
    let real = Path.canonical("\(realFolder)/\(relative)")
    if !Path.isInside(realFolder, real) {
      return refused("'\(path)' is a link that leads out of the notebook's folder", at: place)
    }
    if open.contains(where: { $0.path == real }) {
      let isSame = open.last?.path == real
      let way = isSame ? "includes itself" : "includes this file, so the include would never end"
      return refused("'\(path)' \(way)", at: place)
    }
    if open.count > Self.depthLimit {
      return refused("more than \(Self.depthLimit) includes inside each other", at: place)
    }
    if diagnostics.included.files.count >= IncludedFiles.limit {
      return refused("more than \(IncludedFiles.limit) includes in a notebook", at: place)
    }
    let bytes: [UInt8]
    do {
      bytes = try OrdinaryFile.read(name, limit: Self.sizeLimit, for: diagnostics.file)
    } catch {
      return refused("'\(path)' cannot be included: \(error.explanation)", at: place)
    }
    size += bytes.count
    if size > Self.sizeLimit {
      return refused("the included files have more than \(Self.sizeLimit >> 20) MB together", at: place)
    }
    let source = Source(
      path: real, folder: Path.parts(of: relative).count > 1 ? Path.folder(of: relative) : "")
    open.append(source)
    defer { open.removeLast() }
    return text(of: SourceLines(bytes), name: name, folder: source.folder, at: place)
  }

  private mutating func text(
    of source: SourceLines, name: String, folder: String, at place: SourceLocation
  ) -> Text? {
    let shift = diagnostics.included.add(
      .init(name: name, folder: folder, place: place, lines: source.lines.map(\.string)))
    func moved(_ place: SourceLocation) -> SourceLocation {
      SourceLocation(line: place.line + shift, column: place.column)
    }
    if let place = source.firstInvalid { diagnostics.error("this byte is not UTF-8", at: moved(place)) }
    if let place = source.firstNUL { diagnostics.error("a NUL byte", at: moved(place)) }
    PageCharacter.check(source.lines, diagnostics: diagnostics, above: shift)
    let frontMatter = FrontMatter(source.lines, diagnostics: Diagnostics(file: name))
    if frontMatter.lineCount > 0 {
      diagnostics.error(
        "an included file has no front matter of its own; the notebook's is in its place",
        at: moved(SourceLocation(line: 1, column: 1)))
    }
    let lines = frontMatter.removed(from: source.lines)
    let text = spliced(lines, numbers: lines.indices.map { $0 + 1 + shift })
    guard let row = Self.openRow(of: text.lines) else { return text }
    return refused(
      "this is not closed, so it would go on below the include",
      at: SourceLocation(line: text.numbers[row], column: 1))
  }

  /// The first line of a block that doesn't end with the text: a fence or HTML that is not closed.
  private static func openRow(of lines: [[UInt8]]) -> Int? {
    let code = CodeLines(of: lines + [[], Array("x".utf8)])
    guard code.contains(lines.count + 1) else { return nil }
    return lines.indices.reversed().prefix { code.contains($0) }.last ?? lines.indices.last
  }

  private func refused(_ message: String, at place: SourceLocation) -> Text? {
    diagnostics.error(message, at: place)
    return nil
  }
}
