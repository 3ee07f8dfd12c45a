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
  /// Whether it is a text between double quotes, where `\` begins an escape.
  var isInDoubleQuotes = false

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

  /// A whole number as people write it: `-12`, `1_000`, `0x1F`, `0o17`.
  static func integer(_ text: String) -> Int? {
    for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
      return text.dropFirst(2).utf8.first == UInt8(ascii: "-") ? nil : Int(text.dropFirst(2), radix: radix)
    }
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

  /// Why a plain text that YAML takes for a number can't be one here; `nil` for any other value.
  var numberProblem: String? {
    guard case .scalar(let text, isPlain: true) = kind, integer == nil else { return nil }
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    let isWhole =
      digits.first?.isDigit == true && digits.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "_") }
      || text.hasPrefix("0x") && text.dropFirst(2).allSatisfy(\.isHexDigit) && text.utf8.count > 2
    if isWhole {
      return "'\(text.prefix(40))' does not fit a whole number of 64 bits; '1e20' is a number that would"
    }
    if [".inf", ".nan"].contains(String(digits)?.lowercased()) {
      return "'\(text)' is not finite; in quotes it is a text"
    }
    let isNumber = digits.first?.isDigit == true && Double(text.filter { $0 != "_" }) != nil
    return isNumber && number == nil && !text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "x") })
      ? "'\(text.prefix(40))' is too large a number; in quotes it is a text" : nil
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
