/// Makes a Markdown file of a notebook that was made in Jupyter.
///
/// Each cell begins with a comment that has what Markdown can't show of it. Cells of other languages are shown with what they
/// have printed and drawn, and don't run. The way back, ``ForeignMarkdown``, gives the same notebook.
struct ForeignNotebook {
  private let notebook: JupyterNotebook
  private let folder: String
  private(set) var files: [KeptOutputs.File] = []
  private(set) var text = ""
  /// The cells of text that isn't shown as Markdown, by their indices.
  private(set) var quoted: [Int] = []

  /// - Parameter folder: the name of the folder for files.
  init(_ notebook: JupyterNotebook, folder: String) {
    (self.notebook, self.folder) = (notebook, folder)
    let cells = notebook.cells.indices.map { self.cell($0) }
    var metadata = JupyterMetadata(notebook, files: files.isEmpty ? nil : folder)
    if !notebook.rest.isEmpty || metadata.frontMatter == nil {
      let whole: JSONValue = ["metadata": .object(notebook.metadata), "rest": .object(notebook.rest)]
      files.append(.init(name: "notebook.json", bytes: whole.file))
      metadata.files = folder
      text = metadata.frontMatter(with: "notebook.json")
    } else {
      text = metadata.frontMatter ?? ""
    }
    text += cells.joined()
  }

  private mutating func cell(_ index: Int) -> String {
    let (cell, stem) = (notebook.cells[index], "cell-\(index + 1)")
    var fields: [String: JSONValue] = cell.metadata.isEmpty ? [:] : ["metadata": .object(cell.metadata)]
    if cell.kind != .markdown { fields["type"] = .text(cell.kind.rawValue) }
    if let id = cell.id { fields["id"] = .text(id) }
    if cell.count != .null { fields["count"] = cell.count }
    if !cell.rest.isEmpty { fields["rest"] = .object(cell.rest) }
    let source = take(cell.attachments, of: cell.source, stem: stem, into: &fields)
    var outputs = ""
    if !cell.outputs.isEmpty {
      let shown = StaticOutputs(
        cell.outputs, stem: stem, folder: folder, isShown: language != Self.running)
      files += shown.files
      outputs = shown.text
    }
    for way in Way.allCases {
      let text = way.text(source, of: cell.kind, fields, language: language, outputs: outputs)
      if way == .inMarker || Self.comesBack(text, source: source) {
        if way != .plain, cell.kind == .markdown { quoted.append(index) }
        return text + (index == notebook.cells.count - 1 ? "\n" : "\n\n")
      }
    }
    return ""
  }

  /// The fence's language.
  private var language: String {
    let name = notebook.language.filter { $0.isLetter || $0.isNumber || $0 == "+" || $0 == "#" || $0 == "-" }
    return name == "swift" ? Self.running : name
  }

  /// Of a fence that runs.
  private static let running = "{swift}"

  /// The ways to write a cell's text, from the one that reads best to the one that holds any text.
  private enum Way: CaseIterable {
    case plain, fenced, inMarker

    func text(
      _ source: String, of kind: JupyterCell.Kind, _ fields: [String: JSONValue], language: String,
      outputs: String
    ) -> String {
      var fields = fields
      let fence = PieceDefaults.fence(around: Array(source.utf8))
      let shown = outputs.isEmpty ? "" : "\n\n\(outputs)"
      switch self {
      case .plain where kind == .markdown: return "\(CellMarker(fields).line)\n\(source)"
      case .plain, .fenced:
        if kind == .markdown { fields["fenced"] = .truth(true) }
        let info = kind == .code ? language : kind == .markdown ? "markdown" : ""
        return "\(CellMarker(fields).line)\n\(fence)\(info)\n\(source)\n\(fence)\(shown)"
      case .inMarker:
        fields["source"] = .text(source)
        if kind == .markdown { return CellMarker(fields).line + "\n" }
        return "\(CellMarker(fields).line)\n```\n```\(shown)"
      }
    }
  }

  /// Whether a cell's text, among others, is read as it was written.
  private static func comesBack(_ text: String, source: String) -> Bool {
    let end = "<!-- cell -->\n"
    let pieces = PieceReader.pieces(of: Array("x\n\n\(text)\n\n\(end)".utf8))
    return pieces.count == 3 && pieces[0].source.elementsEqual("x".utf8)
      && pieces[1].source.elementsEqual(source.utf8) && pieces[2].source.isEmpty && pieces[2].marker != nil
  }

  // MARK: Attachments

  /// Makes files of the pictures that a cell has with it, and has the text name them.
  private mutating func take(
    _ attachments: JSONValue?, of source: String, stem: String, into fields: inout [String: JSONValue]
  ) -> String {
    guard let attachments, let all = attachments.object else { return source }
    var pictures = PictureFiles(stem: stem)
    var kept: [String: JSONValue] = [:]
    var text = source
    for (name, bundle) in JSONValue.sorted(all) {
      let (bundle, picture) = pictures.taken(bundle)
      kept[name] = bundle
      guard let picture, !name.isEmpty else { continue }
      let address = Path.address("\(folder)/\(picture)")
      let changed = text.replacing("(attachment:\(name))", with: "(\(address))")
      if changed.replacing("(\(address))", with: "(attachment:\(name))").utf8.elementsEqual(text.utf8) {
        text = changed
      }
    }
    fields["attachments"] = .object(kept)
    files += pictures.files
    return text
  }
}
