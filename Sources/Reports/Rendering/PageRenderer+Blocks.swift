import Markup
import Notebooks

/// Where a line of text is, which decides whether notes go into the margin and whether terms get anchors.
enum TextPlace {
  /// A title, a caption, a cell of a table, a note: neither.
  case label
  /// Running text: both.
  case prose
  /// Running text inside something with its own edge, from which notes can't reach the margin.
  case framedProse
}

extension PageRenderer {
  /// - Parameters:
  ///   - isFramed: whether the blocks are inside something with its own edge.
  ///   - isOpening: whether the first paragraph opens the text and so begins with a large initial.
  mutating func blocks(_ blocks: [Block], isFramed: Bool = false, isOpening: Bool = false) -> [Node] {
    var parts: [[Node]] = []
    let outer = authorHTML.begin()
    for (index, block) in blocks.enumerated() {
      if isOpening, index == 0, case .paragraph(let inlines) = block, beginsWithInitial(inlines) {
        parts.append([paragraph(inlines, isFramed: isFramed, name: "opening")])
      } else {
        parts.append(self.block(block, isFramed: isFramed))
      }
      parts.append(takePendingFailures())
    }
    return .lines(parts + [authorHTML.end(outer)])
  }

  /// The failures of values in the block just written, to be shown after it.
  mutating func takePendingFailures() -> [Node] {
    defer { pendingFailures = [] }
    return pendingFailures.lines
  }

  private mutating func block(_ block: Block, isFramed: Bool) -> [Node] {
    switch block {
    case .heading(let level, let inlines, let id): [heading(level: level, inlines, id: id)]
    case .paragraph(let inlines): [imageFigure(inlines) ?? paragraph(inlines, isFramed: isFramed)]
    case .quotation(let blocks): [.block("blockquote", [self.blocks(blocks, isFramed: true)])]
    case .alert(let kind, let blocks): [alert(kind, blocks)]
    case .list(let items, let start, let isTight):
      [list(items, start: start, isTight: isTight, isFramed: isFramed)]
    case .code(let text, let language): [shownCode(text, language: language)]
    case .listing(let listing): [self.listing(listing)]
    case .api(let api): self.api(api)
    case .cell(let index): cell(index)
    case .table(let table): [pipeTable(table)]
    case .mathematics(let mathematics, let id, let number): [equation(mathematics, id: id, number: number)]
    case .html(let text): [html(text)]
    case .thematicBreak: [.element("hr")]
    case .footnotes: []
    }
  }

  private mutating func paragraph(_ inlines: [Inline], isFramed: Bool, name: String? = nil) -> Node {
    .element("p", ["class": name], self.inlines(inlines, in: isFramed ? .framedProse : .prose))
  }

  /// A large initial needs a capital to enlarge and three lines of text next to it.
  private func beginsWithInitial(_ inlines: [Inline]) -> Bool {
    guard case .text(let text)? = inlines.first, let first = text.first, first.isCased else { return false }
    return plainText(inlines).count >= 220
  }

  /// The title block has the page's only first-level heading, so headings in the text begin at level two.
  private mutating func heading(level: Int, _ inlines: [Inline], id: String) -> Node {
    let anchor = Node.element(
      "a", ["class": "anchor", "href": "#\(id)", "aria-label": words["Link to this section"]], ["#"])
    return .element("h\(min(6, max(2, level)))", ["id": id], self.inlines(inlines) + [anchor])
  }

  private mutating func html(_ text: String) -> Node {
    if notebook.metadata.allowsHTML { return authorHTML.markup(of: text) }
    return .element(
      "pre", ["class": "raw", "tabindex": "0", "role": "group", "aria-label": "HTML"], .text(text))
  }

  private mutating func alert(_ kind: AlertKind, _ blocks: [Block]) -> Node {
    let name = words[kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()]
    return .block(
      "div", ["class": "alert \(kind.rawValue)", "role": "note", "aria-label": name],
      [
        [.element("p", ["class": "alert-kind"], [Icon.alert(kind), " \(name)"])],
        self.blocks(blocks, isFramed: true),
      ])
  }

  private mutating func list(_ items: [[Block]], start: Int?, isTight: Bool, isFramed: Bool) -> Node {
    var lines: [[Node]] = []
    for item in items {
      let content = isTight ? tightItem(item, isFramed: isFramed) : blocks(item, isFramed: isFramed)
      lines.append([.element("li", content)])
    }
    guard let start else { return .block("ul", lines) }
    return .block("ol", ["start": start == 1 ? nil : String(start)], lines)
  }

  private mutating func tightItem(_ item: [Block], isFramed: Bool) -> [Node] {
    var parts: [[Node]] = []
    let outer = authorHTML.begin()
    for block in item {
      if case .paragraph(let inlines) = block {
        parts.append(self.inlines(inlines, in: isFramed ? .framedProse : .prose))
      } else {
        parts.append(self.block(block, isFramed: isFramed))
      }
    }
    return .lines(parts + [authorHTML.end(outer)])
  }

  private mutating func equation(_ mathematics: MathML, id: String?, number: Int?) -> Node {
    let formula = Node.element(
      "div", ["class": "formula", "tabindex": "0", "role": "group", "aria-label": words["Equation"]],
      [.element(mathematics.element)])
    let label = number.map { Node.element("span", ["class": "number"], ["(\($0))"]) }
    return .element("div", ["class": "equation", "id": id], [formula] + (label.map { [$0] } ?? []))
  }
}
