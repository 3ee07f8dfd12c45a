/// The YAML between `---` lines at the very top of a notebook.
struct FrontMatter {
  /// The YAML's lines; empty when there is no front matter.
  private(set) var source = SourceText()
  /// The number of the file's first lines that are the front matter.
  private(set) var lineCount = 0

  /// - Parameter lines: the file's lines.
  init(_ lines: [[UInt8]], diagnostics: Diagnostics) {
    guard let first = lines.first, Self.isRule(first) else {
      FrontMatterLookalike.report(lines, diagnostics: diagnostics)
      return
    }
    let close = lines.indices.dropFirst().first { Self.isRule(lines[$0]) || Self.isDots(lines[$0]) }
    let body: Range<Int>
    if let close {
      body = 1..<close
      guard Self.isFrontMatter(lines[body]) else {
        FrontMatterLookalike.report(lines, diagnostics: diagnostics)
        return
      }
      lineCount = close + 1
    } else {
      guard lines.count > 1, Self.isEntry(lines[1]) else {
        FrontMatterLookalike.report(lines, diagnostics: diagnostics)
        return
      }
      diagnostics.error(
        "the front matter is not closed: a second '---' is missing", at: SourceLocation(line: 1, column: 1))
      body = 1..<(lines.indices.dropFirst().first { lines[$0].isBlank } ?? lines.count)
      lineCount = body.upperBound
    }
    for index in body { source.appendLine(lines[index], at: SourceLocation(line: index + 1, column: 1)) }
  }

  /// The lines with the front matter's emptied, so that no line moves.
  func removed(from lines: [[UInt8]]) -> [[UInt8]] {
    Array(repeating: [], count: lineCount) + lines.dropFirst(lineCount)
  }

  static func isRule(_ line: [UInt8]) -> Bool {
    line.trimmingTrailingBlanks.elementsEqual("---".utf8)
  }
  private static func isDots(_ line: [UInt8]) -> Bool {
    line.trimmingTrailingBlanks.elementsEqual("...".utf8)
  }

  /// Whether YAML follows a `---`, and not prose below a thematic break.
  private static func isFrontMatter(_ body: ArraySlice<[UInt8]>) -> Bool {
    guard let first = body.first else { return true }
    if isEntry(Array(first.drop { $0 == UInt8(ascii: " ") })) { return true }
    return !first.isBlank && body.contains { isEntry($0) || $0.first == UInt8(ascii: "#") }
  }

  /// Whether a line begins with `key:`.
  static func isEntry(_ line: [UInt8]) -> Bool {
    let name = line.prefix { $0 != UInt8(ascii: ":") }
    guard name.count < line.count, !name.isEmpty else { return false }
    let word = name.trimmingTrailingBlanks
    let isWord = word.allSatisfy { $0.isIdentifier || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    return isWord && (name.count + 1 == line.count || line[name.count + 1].isSpaceOrTab)
  }
}
