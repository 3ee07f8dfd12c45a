/// Reads the Markdown file that ``ForeignNotebook`` has made, and gives back the notebook.
enum ForeignMarkdown {
  /// The notebook; `nil` if the file is another, or was changed so that Jupyter's notebook would lose something of it.
  static func notebook(_ bytes: [UInt8], kept: KeptOutputs) -> JupyterNotebook? {
    let pieces = PieceReader.pieces(of: bytes)
    guard let first = pieces.first, let head = JupyterMetadata(first), head.isAlone,
      pieces.dropFirst().allSatisfy({ $0.marker != nil })
    else { return nil }
    let folder = head.files ?? ""
    var notebook = JupyterNotebook(
      cells: pieces.dropFirst().map { cell($0, kept: kept) }, metadata: head.metadata, minor: head.minor ?? 5)
    if let file = head.file, let bytes = kept.bytes(of: file) {
      var reader = JSONReader(bytes)
      let whole = try? reader.value()
      notebook.metadata = whole?["metadata"]?.object ?? [:]
      notebook.rest = whole?["rest"]?.object ?? [:]
    }
    let again = ForeignNotebook(notebook, folder: folder.isEmpty ? "files" : folder)
    return again.text.utf8.elementsEqual(bytes) ? notebook : nil
  }

  private static func cell(_ piece: MarkdownPiece, kept: KeptOutputs) -> JupyterCell {
    let fields = piece.marker?.fields ?? [:]
    let kind = fields["type"]?.text.flatMap { JupyterCell.Kind(rawValue: $0) } ?? .markdown
    var cell = JupyterCell(
      kind, id: fields["id"]?.text, source: fields["source"]?.text ?? piece.source.string)
    cell.metadata = fields["metadata"]?.object ?? [:]
    cell.rest = fields["rest"]?.object ?? [:]
    cell.count = fields["count"] ?? .null
    cell.outputs = piece.outputs.map { kept.outputs(in: $0) } ?? []
    guard let attachments = fields["attachments"] else { return cell }
    for (name, bundle) in JSONValue.sorted(attachments.object ?? [:]) {
      guard let picture = PictureFiles.shown(in: bundle, of: kept) else { continue }
      let address = Path.address("\(kept.folder)/\(picture)")
      cell.source = cell.source.replacing("(\(address))", with: "(attachment:\(name))")
    }
    cell.attachments = JupyterCell.mapped(attachments) { bundle in
      JupyterCell.mapped(bundle) { kept.restored($0) }
    }
    return cell
  }
}

extension PictureFiles {
  /// The picture of some data that the text shows.
  static func shown(in bundle: JSONValue, of kept: KeptOutputs) -> String? {
    types.lazy.compactMap { bundle[$0]?[KeptOutputs.key]?.text }.first
  }
}
