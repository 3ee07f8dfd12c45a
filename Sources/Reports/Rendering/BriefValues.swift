import Displays
import Markup
import Notebooks

/// The values of a line of code in the words that fit beside it: with their types, without them, or only the first
/// values.
struct BriefValues {
  /// The letters that the margin has room for, and those of code that fill the widest box.
  private static let (marginWidth, codeWidth) = (44, 106)
  /// Fewer letters tell nothing.
  private static let leastWidth = 10
  /// A longer type would leave no room for the value, and comes with the details.
  private static let longestType = 24
  /// A curve has the width of as many letters.
  private static let curveWidth = 10

  /// Whether names have to tell the values apart.
  let areMany: Bool
  /// Whether the line is too long for anything beside it on a wide screen.
  let hasNoRoom: Bool
  /// Whether even the words that are shown are longer than the room.
  let areCut: Bool
  /// Everything that the words leave out.
  let details: [String]
  private let shown: [LineValue]
  private let hasTypes: Bool

  /// - Parameter width: The number of letters of the line.
  init(_ values: [LineValue], beside width: Int) {
    // The margin's letters are narrower than those of the code.
    let room = min(Self.marginWidth, (Self.codeWidth - width - 3) * 7 / 5)
    let areMany = values.count > 1
    func count(_ values: some Collection<LineValue>, types: Bool) -> Int {
      values.reduce(-1) { $0 + 1 + Self.count($1, hasType: types, isNamed: areMany) }
    }
    (self.areMany, hasNoRoom) = (areMany, room < Self.leastWidth)
    hasTypes = hasNoRoom || count(values, types: true) <= room
    var shown = values[...]
    if !hasTypes {
      while shown.count > 1, count(shown, types: false) > room { shown.removeLast() }
    }
    self.shown = Array(shown)
    areCut = hasNoRoom || count(shown, types: hasTypes) > room
    let isWhole = hasTypes && shown.count == values.count
    details = values.flatMap { value in
      Self.details(of: value.summary, isWhole: isWhole).map { areMany ? "\(value.name): \($0)" : $0 }
    }
  }

  /// "loss Float 2.303 → 0.031" and the curve.
  var nodes: [Node] {
    let texts = shown.map { value -> [Node] in
      let summary = value.summary
      var parts: [Node] = [.element("b", [.text(value.name)])]
      if let type = Self.type(of: summary, isWanted: hasTypes) {
        parts += [" ", .element("i", [.text(type)])]
      }
      if !summary.text.isEmpty { parts.append(" \(summary.text)") }
      if let drawing = Sparkline(summary.history).drawing { parts += [" ", drawing] }
      return parts
    }
    return Array(texts.joined(separator: [" "]))
  }

  /// A summary with only a type adds nothing if the line names that type, `let optimizer = SGD(…)`, or if the type is
  /// made of others: `[Optimizer]`.
  static func isNoise(_ value: LineValue, in line: String) -> Bool {
    let summary = value.summary
    guard summary.text.isEmpty else { return false }
    let name = summary.type.prefix { $0 != "<" && $0 != "." }
    return summary.type.count > longestType || "([".contains(name.first ?? "(") || line.contains(name)
  }

  /// The type that is shown: a value without a text has nothing else.
  private static func type(of summary: ValueSummary, isWanted: Bool) -> String? {
    let isShown =
      !summary.type.isEmpty && summary.type.count <= longestType && (isWanted || summary.text.isEmpty)
    return isShown ? summary.type : nil
  }

  private static func count(_ value: LineValue, hasType: Bool, isNamed: Bool) -> Int {
    let summary = value.summary
    let words = [isNamed ? value.name : nil, type(of: summary, isWanted: hasType), summary.text].compactMap(
      \.self)
    let curve = Sparkline(summary.history).drawing == nil ? 0 : curveWidth
    return words.filter { !$0.isEmpty }.reduce(-1) { $0 + 1 + $1.count } + curve
  }

  private static func details(of summary: ValueSummary, isWhole: Bool) -> [String] {
    if isWhole { return (summary.type.count > longestType ? [summary.type] : []) + summary.details }
    return ["\(summary.type) \(summary.text)"] + summary.details
  }
}
