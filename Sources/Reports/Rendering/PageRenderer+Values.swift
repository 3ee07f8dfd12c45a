import Displays
import Markup
import Notebooks

/// The values of a cell's lines: in the margin next to their lines on wide screens, in a folded list below
/// the code on narrow ones.
///
/// The style sheet places and unfolds them without a script, which only adds the arrow keys and Escape.
extension PageRenderer {
  /// The values that are worth showing, by their line's index in the cell.
  func lineValues(of result: CellResult, _ cell: Cell) -> [(index: Int, values: [LineValue])] {
    guard cell.options.values ?? true else { return [] }
    let indices = Dictionary(cell.lines.enumerated().map { ($1.location.line, $0) }) { first, _ in first }
    let worthy = result.lineValues.filter { value in
      guard let index = indices[value.line] else { return false }
      return !BriefValues.isNoise(value, in: cell.lines[index].text)
    }
    return Dictionary(grouping: worthy) { indices[$0.line] ?? 0 }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  /// The list, which comes after the code; empty if there are no values.
  func valueList(_ lines: [(index: Int, values: [LineValue])], of cell: Cell) -> [Node] {
    guard !lines.isEmpty else { return [] }
    let items = lines.map { item($0.values, index: $0.index, width: cell.lines[$0.index].text.count) }
    let toggle = Node.element("label", [.element("input", ["type": "checkbox"]), .text(words["Values"])])
    let list = Node.block("ul", ["aria-label": words["Values of the lines"]], [items.lines])
    return [.element("div", ["class": "values"], [toggle, "\n", list])]
  }

  private func item(_ values: [LineValue], index: Int, width: Int) -> Node {
    let brief = BriefValues(values, beside: width)
    var content: [Node] = [
      brief.details.isEmpty && !brief.areCut
        ? .element("span", brief.nodes) : .element("button", ["type": "button"], brief.nodes)
    ]
    if !brief.details.isEmpty {
      content.append(.element("p", brief.details.map { Node.text($0) }.separated(by: .element("br"))))
    }
    let name = [brief.areMany ? "many" : nil, brief.hasNoRoom ? "long" : nil].compactMap(\.self)
    return .element(
      "li",
      ["class": name.isEmpty ? nil : name.joined(separator: " "), "style": "--l:\(index);--c:\(width)"],
      content)
  }
}
