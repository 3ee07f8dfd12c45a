import Notebooks

/// What a label names, without markup.
struct LabelText {
  private let label: ReferenceTargets.Label
  private var notebook: Notebook { label.notebook }

  init(_ label: ReferenceTargets.Label) { self.label = label }

  /// "Figure 3: How the loss falls", "Equation 2: a = b", or a section's title.
  var text: String {
    if let cell = notebook.cells.first(where: { $0.options.label == label.name }) {
      let isTable = label.name.hasPrefix("tbl-")
      return captioned(isTable ? cell.options.tableCaption : cell.options.figureCaption)
    }
    return text(in: notebook.blocks) ?? label.words
  }

  private func captioned(_ caption: [Inline]?) -> String {
    let caption = caption?.plainText ?? ""
    return caption.isEmpty ? label.words : "\(label.words): \(caption)"
  }

  private func text(in blocks: [Block]) -> String? {
    for block in blocks {
      if let text = text(of: block) { return text }
    }
    return nil
  }

  private func text(of block: Block) -> String? {
    switch block {
    // The title of an exercise begins with the exercise's number.
    case .heading(_, let title, let id) where id == label.name: title.plainText
    case .paragraph(let content): picture(content)
    case .table(let table) where table.id == label.name: captioned(table.caption)
    case .mathematics(let formula, let id, _) where id == label.name: "\(label.words): \(formula.tex)"
    case .quotation(let content), .alert(_, let content): text(in: content)
    case .list(let items, _, _): text(in: items.flatMap { $0 })
    case .footnotes(let notes): text(in: notes.flatMap { $0 })
    default: nil
    }
  }

  /// The text of a figure that is a file's picture. Of a picture that the page has twice, it isn't known which one has the label.
  private func picture(_ content: [Inline]) -> String? {
    guard content.count == 1, case .image(let alternative, let source, _) = content[0] else { return nil }
    let uses = notebook.images.filter { $0.source == source }
    return uses.count == 1 && uses[0].id == label.name ? captioned(alternative) : nil
  }
}
