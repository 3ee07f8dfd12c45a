import Displays

/// A list in a few words: all of it if it is short, otherwise the first elements that fit, and how many more there are.
/// An element that has a name is shown by its name. Elements that can't be described are left out.
struct ListText {
  /// How many elements are looked at.
  static let mostElements = 16
  /// Sets and dictionaries with more elements than this aren't sorted: only their count is shown.
  static let mostSorted = 1000
  private static let wholeWidth = 32
  private static let width = 40

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
    let text = beginning ?? nouns.map { ValueSummary.counted(count, $0.one, $0.many) } ?? ""
    return ValueSummary(type: type, text: text, details: details)
  }

  /// The first elements that fit, and how many more there are.
  private var beginning: String? {
    var line = ""
    var shown = 0
    for element in elements {
      guard let text = element.name ?? element.text else { break }
      let longer = shown == 0 ? text : "\(line), \(text)"
      guard longer.count <= Self.width else { break }
      (line, shown) = (longer, shown + 1)
    }
    if shown == 0 { return nil }
    return shown == count ? line : "\(line) and \(ValueSummary.grouped(count - shown)) more"
  }

  private var details: [String] {
    let texts = elements.compactMap(\.text)
    guard texts.count == elements.count, !texts.isEmpty else { return [] }
    return [PlainText.cut(texts.prefix(8).joined(separator: ", ") + (count > 8 ? ", …" : ""), to: 120)]
  }
}
