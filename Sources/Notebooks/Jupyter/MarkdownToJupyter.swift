/// Makes a Jupyter notebook of a Markdown file.
///
/// What the file has and the cells don't show (how fences are written, how many lines are empty) is in their metadata under
/// `lectern`, as far as it isn't the usual: so the way back gives the same bytes.
package struct MarkdownToJupyter {
  /// What a cell has shown in a run.
  package struct Shown: Sendable {
    package var outputs: [JSONValue]
    /// Whether the cell has run.
    package var hasRun: Bool

    package init(outputs: [JSONValue], hasRun: Bool) { (self.outputs, self.hasRun) = (outputs, hasRun) }
  }

  private let notebook: Notebook
  private let bytes: [UInt8]
  private let prose: ReadableProse
  private let shown: [Shown]
  private let kept: KeptOutputs
  private var names = CellNames()
  /// Whether each cell's metadata say all that the file has around it.
  private var isExact = false
  private var count = 0

  /// - Parameters:
  ///   - bytes: the file's, of which `notebook` was made.
  ///   - shown: for each of the notebook's cells; empty without a run.
  ///   - kept: the files with outputs of other notebooks' cells.
  package static func notebook(
    _ bytes: [UInt8], of notebook: Notebook, result: RunResult? = nil, shown: [Shown] = [],
    kept: KeptOutputs = KeptOutputs()
  ) -> JupyterNotebook {
    if let foreign = ForeignMarkdown.notebook(bytes, kept: kept) { return foreign.showing(shown) }
    var maker = MarkdownToJupyter(bytes, notebook, result, shown, kept)
    let made = maker.made()
    if JupyterToMarkdown(made, folder: kept.folder).text == bytes { return made }
    var exact = MarkdownToJupyter(bytes, notebook, result, shown, kept)
    exact.isExact = true
    return exact.made()
  }

  private init(
    _ bytes: [UInt8], _ notebook: Notebook, _ result: RunResult?, _ shown: [Shown], _ kept: KeptOutputs
  ) {
    (self.notebook, self.bytes, self.shown, self.kept) = (notebook, bytes, shown, kept)
    prose = ReadableProse(notebook, result)
  }

  private mutating func made() -> JupyterNotebook {
    var text = bytes
    var marks: [String: JSONValue] = ["version": 1]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) {
      marks["bom"] = .truth(true)
      text.removeFirst(3)
    }
    let ending = LineEnding.common(of: text) ?? .lf
    if ending != .lf { marks["lines"] = .text(ending.rawValue) }
    let pieces = PieceReader.pieces(of: ending.removed(from: text))
    var cells: [JupyterCell] = []
    for (index, piece) in pieces.enumerated() { cells.append(cell(piece, isLast: index == pieces.count - 1)) }
    if let references = ReferencesCell.cell(of: notebook, named: &names) { cells.append(references) }
    var metadata = pieces.first.flatMap { JupyterMetadata($0) }?.metadata ?? [:]
    metadata["lectern"] = .object(marks)
    metadata["kernelspec"] = metadata["kernelspec"] ?? Self.kernel
    metadata["language_info"] = metadata["language_info"] ?? Self.language
    return JupyterNotebook(cells: cells, metadata: metadata)
  }

  static let kernel: JSONValue = ["display_name": "Swift", "language": "swift", "name": "swift"]
  static let language: JSONValue = ["file_extension": ".swift", "mimetype": "text/x-swift", "name": "swift"]

  // MARK: Cells

  private mutating func cell(_ piece: MarkdownPiece, isLast: Bool) -> JupyterCell {
    var cell = self.cell(of: piece)
    var marks: [String: JSONValue] = [:]
    if cell.kind == .markdown {
      let shown =
        piece.kind == .prose && !isExact ? prose.text(of: piece.source, line: piece.line) : piece.source
      if ProseRestoration.source(of: shown, isLast: isLast) == piece.source {
        cell.source = shown.string
      } else if piece.kind == .marked
        || ProseRestoration.source(of: piece.source, isLast: isLast) != piece.source
      {
        marks["verbatim"] = .truth(true)
      }
    }
    let isFenced = piece.kind == .cell || piece.kind == .marked
    let usual = isFenced ? PieceDefaults.before(cell.kind, source: piece.source) : []
    if piece.before != usual || piece.kind == .marked || isExact {
      marks["before"] = .text(piece.before.string)
    }
    let end = PieceDefaults.after(isFenced, source: piece.source, isLast: isLast)
    if piece.after != end || piece.kind == .marked || isExact { marks["after"] = .text(piece.after.string) }
    if isExact { marks["verbatim"] = .truth(true) }
    if !marks.isEmpty { cell.metadata["lectern"] = .object(marks) }
    return cell
  }

  private mutating func cell(of piece: MarkdownPiece) -> JupyterCell {
    switch piece.kind {
    case .frontMatter:
      return JupyterCell(.raw, id: names.take("front-matter"), source: piece.source.string)
    case .prose:
      let id = piece.marker?.fields["id"]?.text ?? CellNames.name(ofProse: piece.source)
      var cell = JupyterCell(.markdown, id: names.take(id), source: piece.source.string)
      cell.metadata = piece.marker?.fields["metadata"]?.object ?? [:]
      return cell
    case .cell: return swiftCell(piece)
    case .marked: return markedCell(piece)
    }
  }

  private mutating func swiftCell(_ piece: MarkdownPiece) -> JupyterCell {
    let index = notebook.cells.firstIndex { $0.location.line == piece.line }
    let name = index.flatMap { CellNames.name(of: notebook.cells[$0]) }
    let id = piece.marker?.fields["id"]?.text ?? name ?? CellNames.name(ofCode: piece.source)
    var cell = JupyterCell(.code, id: names.take(id), source: piece.source.string)
    cell.metadata = piece.marker?.fields["metadata"]?.object ?? [:]
    if let index {
      let options = notebook.cells[index].options
      let isHidden = options.echo == false || options.include == false || options.codeFold == .closed
      if isHidden { cell.metadata["jupyter"] = ["source_hidden": .truth(true)] }
    }
    guard let index, shown.indices.contains(index) else {
      cell.outputs = piece.outputs.map { kept.outputs(in: $0) } ?? []
      return cell
    }
    cell.outputs = shown[index].outputs
    if shown[index].hasRun {
      count += 1
      cell.count = .number(String(count))
    }
    return cell
  }

  private mutating func markedCell(_ piece: MarkdownPiece) -> JupyterCell {
    let marker = piece.marker ?? CellMarker([:])
    let kind = JupyterCell.Kind(rawValue: marker.type) ?? .markdown
    let id = marker.fields["id"]?.text ?? CellNames.name(ofCode: piece.source)
    var cell = JupyterCell(kind, id: names.take(id), source: piece.source.string)
    cell.metadata = marker.fields["metadata"]?.object ?? [:]
    if kind == .code {
      cell.count = marker.fields["count"] ?? .null
      cell.outputs = piece.outputs.map { kept.outputs(in: $0) } ?? []
    }
    return cell
  }
}

extension JupyterNotebook {
  /// The notebook with what its cells have shown in a run; they keep what they have if they don't run.
  fileprivate func showing(_ shown: [MarkdownToJupyter.Shown]) -> JupyterNotebook {
    let code = cells.indices.filter { cells[$0].kind == .code }
    guard !shown.isEmpty, code.count == shown.count else { return self }
    var notebook = self
    for (number, index) in code.enumerated() {
      notebook.cells[index].outputs = shown[number].outputs
      notebook.cells[index].count = shown[number].hasRun ? .number(String(number + 1)) : .null
    }
    return notebook
  }
}

/// The way from a markdown cell's text to the file's.
enum ProseRestoration {
  /// The prose of the file; `nil` if it can't be among others as it is.
  static func source(of text: [UInt8], isLast: Bool) -> [UInt8]? {
    let source = ProseComment.restored(text)
    let isTrimmed = source.first.map { !$0.isBlank } ?? false
    // A first line may be indented, which is trimmed nowhere, but not empty.
    let hasText = isTrimmed || source.prefix { $0 != 0x0A }.contains { !$0.isBlank }
    return hasText && PieceReader.isProse(source, isLast: isLast) ? source : nil
  }
}

/// The ids of cells: the same as long as the cells are, and each only once.
struct CellNames {
  private var taken: Set<String> = []

  mutating func take(_ wanted: String) -> String {
    let allowed = wanted.utf8.filter {
      $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    let stem = allowed.isEmpty ? "cell" : allowed.prefix(56).string
    var name = stem
    var number = 1
    while !taken.insert(name).inserted {
      number += 1
      name = "\(stem)-\(number)"
    }
    return name
  }

  static func name(of cell: Cell) -> String? {
    if let label = cell.options.label { return label }
    guard let part = cell.part else { return nil }
    return "\(part.name)-\(part.kind)"
  }

  static func name(ofProse source: [UInt8]) -> String {
    let first = source.prefix { $0 != 0x0A }
    guard first.first == UInt8(ascii: "#") else { return name(ofCode: source) }
    let title = first.drop { $0 == UInt8(ascii: "#") }.prefix { $0 != UInt8(ascii: "{") }
    return HeadingSlugs.slug(of: title.string.trimmingBlanks)
  }

  static func name(ofCode source: [UInt8]) -> String {
    SHA256.hash(source).prefix(5).hexadecimal
  }
}
