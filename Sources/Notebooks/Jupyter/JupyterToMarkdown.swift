/// Makes a Markdown file of a Jupyter notebook.
package struct JupyterToMarkdown {
  /// The file's bytes.
  package private(set) var text: [UInt8] = []
  /// The files that belong into the folder beside it.
  package private(set) var files: [KeptOutputs.File] = []
  /// The cells of text that isn't shown as Markdown, by their indices: it would become another cell, take in others, or lose empty
  /// lines.
  package private(set) var quoted: [Int] = []

  /// - Parameter folder: the name of the folder for files.
  package init(_ notebook: JupyterNotebook, folder: String) {
    guard let marks = notebook.metadata["lectern"]?.object else {
      let foreign = ForeignNotebook(notebook, folder: folder)
      (text, files, quoted) = (Array(foreign.text.utf8), foreign.files, foreign.quoted)
      return
    }
    let indices = notebook.cells.indices.filter { !ReferencesCell.isOne(notebook.cells[$0]) }
    for index in indices {
      let cell = OwnCell(
        notebook.cells[index], isFirst: index == indices.first, isLast: index == indices.last)
      text += cell.bytes
      if cell.isQuoted { quoted.append(index) }
      files += Self.files(of: notebook.cells[index])
    }
    let ending = marks["lines"]?.text.flatMap { LineEnding(rawValue: $0) } ?? .lf
    text = (marks["bom"] == .truth(true) ? [0xEF, 0xBB, 0xBF] : []) + ending.applied(to: text)
  }

  /// The kept outputs of a cell in another language, if it has some.
  private static func files(of cell: JupyterCell) -> [KeptOutputs.File] {
    guard let after = cell.metadata["lectern"]?["after"]?.text,
      let path = after.split(separator: "\n").lazy.compactMap({ OutputMarker.file(Array($0.utf8)) }).first
    else { return [] }
    let parts = Path.parts(of: path)
    guard parts.count == 2, path.hasSuffix(".json") else { return [] }
    let stem = String(parts[1].dropLast(5))
    guard stem.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }) else { return [] }
    return StaticOutputs(cell.outputs, stem: stem, folder: parts[0]).files
  }
}

/// A cell of a notebook that was made of a Markdown file, on its way back.
private struct OwnCell {
  private let cell: JupyterCell
  private let isFirst: Bool
  private let isLast: Bool
  private let marks: JSONValue?
  /// Whether its text and what is around it are the file's as they are.
  private let isVerbatim: Bool
  /// A text as the file has it; `nil` if it can't be among others as it is.
  private let restored: [UInt8]?

  /// What Jupyter's editors note beside a cell for themselves, and what the file's options say in any case.
  private static let ignored: Set = [
    "lectern", "jupyter", "collapsed", "scrolled", "trusted", "execution", "ExecuteTime", "vscode",
  ]

  init(_ cell: JupyterCell, isFirst: Bool, isLast: Bool) {
    (self.cell, self.isFirst, self.isLast) = (cell, isFirst, isLast)
    marks = cell.metadata["lectern"]
    isVerbatim = marks?["verbatim"] == .truth(true)
    restored =
      cell.kind != .markdown || isVerbatim
      ? nil : ProseRestoration.source(of: Array(cell.source.utf8), isLast: isLast)
  }

  var bytes: [UInt8] {
    switch cell.kind {
    case .markdown: prose
    case .raw where isFirst && isFrontMatter && marks?["before"] == nil:
      plain(cell.source, after: PieceDefaults.after(false, source: [], isLast: isLast))
    case .raw, .code: fenced
    }
  }

  /// Whether it is text that the file doesn't show as Markdown.
  var isQuoted: Bool {
    cell.kind == .markdown && !isVerbatim && !Array(cell.source.utf8).isBlank && restored == nil
  }

  private var isFrontMatter: Bool {
    let pieces = PieceReader.pieces(of: Array((cell.source + "\n").utf8))
    return pieces.count == 1 && pieces[0].kind == .frontMatter
  }

  /// The metadata that the file has to have.
  private var metadata: [String: JSONValue] {
    cell.metadata.filter { !Self.ignored.contains($0.key) }
  }

  /// The marker of a cell that Jupyter's users have given tags or other metadata.
  private func marker(_ fields: [String: JSONValue] = [:]) -> String {
    var fields = fields
    if !metadata.isEmpty { fields["metadata"] = .object(metadata) }
    if cell.kind == .code, !fields.isEmpty { fields["type"] = "code" }
    return fields.isEmpty ? "" : CellMarker(fields).line + "\n"
  }

  /// The text above the cell's own in the file that it came from, with the marker renewed if the metadata have changed.
  private func before(_ usual: [UInt8]) -> [UInt8] {
    guard let text = marks?["before"]?.text else { return Array(marker().utf8) + usual }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let index = lines.firstIndex(where: { CellMarker(Array($0.utf8)) != nil }),
      let found = CellMarker(Array(lines[index].utf8))
    else { return Array((marker() + text).utf8) }
    let known = found.fields["metadata"]?.object ?? [:]
    if known.filter({ !Self.ignored.contains($0.key) }) != metadata {
      var fields = found.fields
      let all = known.filter { Self.ignored.contains($0.key) }.merging(metadata) { $1 }
      fields["metadata"] = all.isEmpty ? nil : .object(all)
      lines[index] = CellMarker(fields).line
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// Text without a fence around it.
  private func plain(_ source: String, after usual: [UInt8]) -> [UInt8] {
    before([]) + Array(source.utf8) + after(usual)
  }

  /// What follows the text; a cell that was the last one needs more than the end of its line.
  private func after(_ usual: [UInt8]) -> [UInt8] {
    guard let known = marks?["after"]?.text else { return usual }
    let endsLine = known.utf8.last == 0x0A || known.utf8.last == 0x0D
    return isLast || endsLine ? Array(known.utf8) : usual
  }

  private var prose: [UInt8] {
    let usual = PieceDefaults.after(false, source: [], isLast: isLast)
    if isVerbatim { return plain(cell.source, after: usual) }
    if let restored { return plain(restored.string, after: usual) }
    // A text that would take in the cells below it, or that has nothing to begin with.
    let fence = PieceDefaults.fence(around: Array(cell.source.utf8))
    let fields: [String: JSONValue] = ["fenced": .truth(true)]
    return Array("\(marker(fields))\(fence)markdown\n\(cell.source)\n\(fence)".utf8) + usual
  }

  private var fenced: [UInt8] {
    let source = Array(cell.source.utf8)
    let usual = PieceDefaults.before(cell.kind, source: source)
    let end = PieceDefaults.after(true, source: source, isLast: isLast)
    if cell.kind == .raw, marks?["before"] == nil {
      return Array(marker(["type": "raw"]).utf8) + usual + source + end
    }
    let known = before(usual) + source + after(end)
    if isVerbatim { return known }
    // A fence of the file may be too short for what the cell has become.
    let pieces = PieceReader.pieces(of: known)
    return pieces.count == 1 && pieces[0].source == source
      ? known : before(usual, renewed: true) + source + end
  }

  /// The usual fence, with the marker that the cell had.
  private func before(_ usual: [UInt8], renewed: Bool) -> [UInt8] {
    let all = before(usual).string.split(separator: "\n")
    let marker = all.first { CellMarker(Array($0.utf8)) != nil }.map { $0 + "\n" } ?? ""
    return Array(marker.utf8) + usual
  }
}
