extension ParseState {
  /// Notes the texts of headings with labels, which references show.
  func nameSections(_ blocks: [UnresolvedBlock], nodes: [[MarkdownNode]]) {
    for block in blocks {
      switch block {
      case .heading(_, let text, let id?): labels.setTitle(plainText(nodes[text]), of: id)
      case .quotation(let content), .alert(_, let content): nameSections(content, nodes: nodes)
      case .list(let items, _, _): for item in items { nameSections(item, nodes: nodes) }
      default: break
      }
    }
  }

  /// A heading's text without markup. Mathematics stays as TeX.
  private func plainText(_ nodes: [MarkdownNode]) -> String {
    nodes.map { node in
      switch node.kind {
      case .text(let text), .codeSpan(let text): placeholders.restored(text)
      case .softBreak, .lineBreak: " "
      default: plainText(node.children)
      }
    }.joined()
  }
}
