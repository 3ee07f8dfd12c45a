/// The list of the works that a notebook cites, as a cell at the end of its Jupyter notebook. It is made anew each time, so the way
/// back leaves it out.
enum ReferencesCell {
  /// `nil` if the notebook cites nothing.
  static func cell(of notebook: Notebook, named names: inout CellNames) -> JupyterCell? {
    guard !notebook.references.isEmpty else { return nil }
    let title = PageWords(language: notebook.metadata.language)["References"]
    let works = notebook.references.map { "- " + markdown($0.text) }
    var cell = JupyterCell(
      .markdown, id: names.take("references"), source: "## \(title)\n\n" + works.joined(separator: "\n"))
    cell.metadata["lectern"] = ["references": .truth(true)]
    return cell
  }

  static func isOne(_ cell: JupyterCell) -> Bool {
    cell.kind == .markdown && cell.metadata["lectern"]?["references"] == .truth(true)
  }

  private static func markdown(_ inlines: [Inline]) -> String {
    inlines.map { inline in
      switch inline {
      case .emphasis(let content): "*\(markdown(content))*"
      case .link(_, let destination, _) where !destination.contains(where: { " <>".contains($0) }):
        "<\(destination)>"
      default: MarkdownText.escaped([inline].plainText).string
      }
    }.joined()
  }
}
