import Markup
import Notebooks

extension PageRenderer {
  /// The works that the page cites.
  mutating func references() -> [Node] {
    guard !notebook.references.isEmpty else { return [] }
    var items: [Node] = []
    for reference in notebook.references {
      let text = Node.element("p", ["id": reference.id], inlines(reference.text))
      items.append(.element("li", [text]))
    }
    return [
      .block(
        "section", ["class": "references", "role": "doc-bibliography", "aria-labelledby": "references"],
        [[.element("h2", ["id": "references"], .text(words["References"]))], [.block("ul", [items.lines])]])
    ]
  }
}
