import Displays

/// A list in a few words: all of it if it is short, otherwise the first elements that fit, and how many more there are.
/// An element that has a name is shown by its name; equal ones are counted ("4 × Tensor [40]"). Elements that can't be
/// described are left out.
struct ListText {
  /// How many elements are looked at.
  static let mostElements = 16
  /// Sets and dictionaries with more elements than this aren't sorted: only their count is shown.
  static let mostSorted = 1000
  private static let wholeWidth = 32
  /// What the margin beside code has room for.
  private static let width = 42

  /// The text of one element, and its name if it has one.
  struct Element {
    var text: String?
    var name: String?

    init<Value>(_ value: Value) { (text, name) = (PlainText.of(value), PlainText.name(of: value)) }

    init<Key, Value>(_ key: Key, _ value: Value) {
      let value = PlainText.of(value)
      text = PlainText.of(key).flatMap { key in value.map { "\(key): \($0)" } }
    }
  }

  private let elements: [Element]
  private let count: Int
  /// What to call the elements of an unordered collection when only their count is shown.
  private var nouns: (one: String, many: String)?

  init<Value>(_ list: [Value]) {
    elements = list.prefix(Self.mostElements).map { Element($0) }
    count = list.count
  }

  init<Value>(_ set: Set<Value>) {
    self.init(unordered: set.count > Self.mostSorted ? [] : set.map { Element($0) }, count: set.count)
    nouns = ("element", "elements")
  }

  init<Key, Value>(_ dictionary: [Key: Value]) {
    let elements = dictionary.count > Self.mostSorted ? [] : dictionary.map { Element($0.key, $0.value) }
    self.init(unordered: elements, count: dictionary.count)
    nouns = ("entry", "entries")
  }

  /// Sorted, because each run has the elements in another order.
  private init(unordered elements: [Element], count: Int) {
    let areDescribed = elements.allSatisfy { $0.text != nil }
    self.elements = areDescribed ? elements.sorted { ($0.text ?? "") < ($1.text ?? "") } : []
    self.count = count
  }

  /// All elements, if they are few and short.
  var whole: String? {
    let texts = elements.compactMap(\.text)
    let line = "[" + texts.joined(separator: ", ") + "]"
    return texts.count == count && line.count <= Self.wholeWidth ? line : nil
  }

  func summary(type: String) -> ValueSummary {
    if count == 0 { return ValueSummary(type: type, text: "empty") }
    if let whole { return ValueSummary(type: type, text: whole) }
    let text = repeated ?? beginning ?? nouns.map { ValueSummary.counted(count, $0.one, $0.many) } ?? ""
    return ValueSummary(type: type, text: text, details: details)
  }

  /// Elements that look alike, if all were looked at.
  private var repeated: String? {
    let shown = elements.compactMap { $0.name ?? $0.text }
    guard shown.count == count, count > 1, Set(shown).count == 1 else { return nil }
    return "\(count) × \(shown[0])"
  }

  /// The first elements that fit, and how many more there are; at least the beginning of the first one.
  private var beginning: String? {
    let shown = Array(elements.map { $0.name ?? $0.text }.prefix { $0 != nil }.compactMap(\.self))
    let lines = shown.indices.map { last in
      let line = shown[...last].joined(separator: ", ")
      return last + 1 == count ? line : "\(line) and \(ValueSummary.grouped(count - last - 1)) more"
    }
    // An element that fills the margin alone is better than nothing: it says what the others are like.
    return lines.last { $0.count <= Self.width } ?? shown.first.map { PlainText.cut($0, to: Self.width) }
  }

  private var details: [String] {
    let texts = elements.compactMap(\.text)
    guard texts.count == elements.count, !texts.isEmpty else { return [] }
    return [PlainText.cut(texts.prefix(8).joined(separator: ", ") + (count > 8 ? ", …" : ""), to: 120)]
  }
}
