/// A piece of YAML with its place in the file.
struct YAMLValue {
  struct Entry {
    var key: String
    var keyLocation: SourceLocation
    var value: YAMLValue
  }

  enum Kind {
    /// `isPlain` distinguishes `12` from `"12"`.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLValue])
    case mapping([Entry])
  }

  var kind: Kind
  var location: SourceLocation

  /// The scalar's text; `nil` for other values.
  var text: String? {
    if case .scalar(let text, _) = kind { text } else { nil }
  }

  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = kind else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// `true` and `false`, as in YAML 1.2: the word `no` is a text.
  var truth: Bool? {
    guard case .scalar(let text, isPlain: true) = kind else { return nil }
    switch text {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  var integer: Int? {
    guard case .scalar(let text, isPlain: true) = kind else { return nil }
    return Self.integer(text)
  }

  var number: Double? {
    guard case .scalar(let text, isPlain: true) = kind else { return nil }
    return Self.number(text)
  }

  /// A whole number as people write it: `-12`, `1_000`.
  static func integer(_ text: String) -> Int? {
    guard let first = text.utf8.first, text.utf8.last?.isDigit == true,
      first.isDigit || first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    else { return nil }
    return Int(text.filter { $0 != "_" })
  }

  /// A finite number: `0.5`, `.5`, `1e-3`, `12`.
  static func number(_ text: String) -> Double? {
    guard text.utf8.contains(where: \.isDigit),
      !text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }),
      let value = Double(text.filter { $0 != "_" }), value.isFinite
    else { return nil }
    return value
  }

  /// The kind of value, for messages.
  var kindName: String {
    switch kind {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let text, _): isNull ? "nothing" : "'\(text.prefix(40))'"
    }
  }
}
