/// A value in JSON. Numbers keep the digits that the file has.
package enum JSONValue: Hashable, Sendable {
  case null
  case truth(Bool)
  case number(String)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var list: [JSONValue]? { if case .list(let list) = self { list } else { nil } }
  package var object: [String: JSONValue]? { if case .object(let object) = self { object } else { nil } }
  package var integer: Int? { if case .number(let digits) = self { Int(digits) } else { nil } }
  package var truth: Bool? { if case .truth(let truth) = self { truth } else { nil } }

  /// The value that a text in JSON has; `nil` if it isn't JSON.
  package init?(parsing bytes: [UInt8]) {
    var reader = JSONReader(bytes)
    guard let value = try? reader.value() else { return nil }
    self = value
  }

  /// A member of an object.
  package subscript(_ key: String) -> JSONValue? { object?[key] }

  /// What the value is, for messages.
  package var kindName: String {
    switch self {
    case .null: "null"
    case .truth: "true or false"
    case .number: "a number"
    case .text: "a text"
    case .list: "a list"
    case .object: "an object"
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(stringLiteral text: String) { self = .text(text) }
  package init(integerLiteral number: Int) { self = .number(String(number)) }
  package init(arrayLiteral elements: JSONValue...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}

extension JSONValue {
  /// The JSON as Jupyter writes it to a file: sorted keys, one blank of indentation for each level, a line feed at the end.
  package var file: [UInt8] {
    var text = ""
    write(to: &text, indentation: 0)
    return Array(text.utf8) + [0x0A]
  }

  /// The JSON in one line.
  package var line: String {
    switch self {
    case .list(let list): "[" + list.map(\.line).joined(separator: ", ") + "]"
    case .object(let object):
      "{" + Self.sorted(object).map { "\(Self.quoted($0.key)): \($0.value.line)" }.joined(separator: ", ")
        + "}"
    default: scalar
    }
  }

  private var scalar: String {
    switch self {
    case .truth(let truth): truth ? "true" : "false"
    case .number(let digits): digits
    case .text(let text): Self.quoted(text)
    case .null, .list, .object: "null"
    }
  }

  private func write(to text: inout String, indentation: Int) {
    let inner = String(repeating: " ", count: indentation + 1)
    switch self {
    case .list(let list) where !list.isEmpty:
      text += "["
      for (index, value) in list.enumerated() {
        text += (index == 0 ? "\n" : ",\n") + inner
        value.write(to: &text, indentation: indentation + 1)
      }
      text += "\n" + String(inner.dropLast()) + "]"
    case .object(let object) where !object.isEmpty:
      text += "{"
      for (index, entry) in Self.sorted(object).enumerated() {
        text += (index == 0 ? "\n" : ",\n") + inner + Self.quoted(entry.key) + ": "
        entry.value.write(to: &text, indentation: indentation + 1)
      }
      text += "\n" + String(inner.dropLast()) + "}"
    default: text += line
    }
  }

  /// By the numbers of the characters, as Python sorts.
  package static func sorted(_ object: [String: JSONValue]) -> [(key: String, value: JSONValue)] {
    object.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case _ where scalar.value < 0x20: result += escape(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A character by the numbers of its UTF-16 units.
  package static func escape(_ scalar: Unicode.Scalar) -> String {
    scalar.utf16.map { "\\u\(String(0x10000 + Int($0), radix: 16).dropFirst())" }.joined()
  }
}
