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
    let worthy = result.lineValues.filter { value in
      guard let index = index(of: value, in: cell) else { return false }
      return !Self.isNoise(value, in: cell.lines[index].text)
    }
    return Dictionary(grouping: worthy) { index(of: $0, in: cell) ?? 0 }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  private func index(of value: LineValue, in cell: Cell) -> Int? {
    cell.lines.firstIndex { $0.location.line == value.line }
  }

  /// A summary with only a type adds nothing if the line names that type, `let optimizer = SGD(…)`, or if the type is made
  /// of others: `[Optimizer]`.
  private static func isNoise(_ value: LineValue, in line: String) -> Bool {
    let summary = value.summary
    guard summary.text.isEmpty else { return false }
    let name = summary.type.prefix { $0 != "<" && $0 != "." }
    return summary.type.count > longestType || "([".contains(name.first ?? "(") || line.contains(name)
  }

  /// A longer type would leave no room for the value, and comes with the details.
  private static let longestType = 24

  /// The list, which comes after the code; empty if there are no values.
  func valueList(_ lines: [(index: Int, values: [LineValue])], of cell: Cell) -> [Node] {
    guard !lines.isEmpty else { return [] }
    let items = lines.map { item($0.values, index: $0.index, width: cell.lines[$0.index].text.count) }
    let toggle = Node.element("label", [.element("input", ["type": "checkbox"]), .text(words["Values"])])
    let list = Node.block("ul", ["aria-label": words["Values of the lines"]], [items.lines])
    return [.element("div", ["class": "values"], [toggle, "\n", list])]
  }

  private static let roomyWidth = 102
  /// The number of characters that fill the widest box of code.
  private static let fullWidth = 106

  private func item(_ values: [LineValue], index: Int, width: Int) -> Node {
    let texts = Array(values.map { brief($0) }.joined(separator: [" "]))
    let details = values.flatMap { value in
      Self.details(of: value.summary).map { (values.count > 1 ? "\(value.name): " : "") + $0 }
    }
    // A long line leaves room only for a mark in the margin.
    let isLong = width > Self.roomyWidth
    let isCut = isLong || values.reduce(0) { $0 + $1.summary.type.count + $1.summary.text.count } > 28
    var content: [Node] = [
      details.isEmpty && !isCut ? .element("span", texts) : .element("button", ["type": "button"], texts)
    ]
    if !details.isEmpty {
      content.append(.element("p", details.map { .text($0) }.separated(by: .element("br"))))
    }
    let name = [
      values.count > 1 ? "many" : nil, isLong ? "long" : nil, width > Self.fullWidth ? "full" : nil,
    ].compactMap(\.self)
    return .element(
      "li",
      ["class": name.isEmpty ? nil : name.joined(separator: " "), "style": "--l:\(index);--c:\(width)"],
      content)
  }

  private static func details(of summary: ValueSummary) -> [String] {
    (summary.type.count > longestType ? [summary.type] : []) + summary.details
  }

  /// "loss Float 2.303 → 0.031" and the curve.
  private func brief(_ value: LineValue) -> [Node] {
    let summary = value.summary
    var parts: [Node] = [.element("b", [.text(value.name)])]
    if !summary.type.isEmpty, summary.type.count <= Self.longestType {
      parts += [" ", .element("i", [.text(summary.type)])]
    }
    if !summary.text.isEmpty { parts.append(" \(summary.text)") }
    if let drawing = Sparkline(summary.history).drawing { parts += [" ", drawing] }
    return parts
  }
}
