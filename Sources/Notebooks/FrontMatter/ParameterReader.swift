/// Reads a parameter's default; its type is the parameter's type.
enum ParameterReader {
  static func parameter(_ entry: YAMLValue.Entry, diagnostics: Diagnostics) -> Parameter? {
    guard isSwiftName(entry.key) else {
      diagnostics.error(
        "the parameter '\(entry.key)' must have a name that Swift takes for a variable", at: entry.keyLocation
      )
      return nil
    }
    if case .mapping(let parts) = entry.value.kind { return choice(entry, parts, diagnostics: diagnostics) }
    if let problem = entry.value.numberProblem {
      diagnostics.error("the parameter '\(entry.key)': \(problem)", at: entry.value.location)
      return nil
    }
    guard let value = value(entry.value) else {
      diagnostics.error(
        "the parameter '\(entry.key)' must be a number, a text, true or false, not \(entry.value.kindName)",
        at: entry.value.location)
      return nil
    }
    return Parameter(name: entry.key, value: value, location: entry.keyLocation)
  }

  static func value(_ value: YAMLValue) -> Parameter.Value? {
    if value.isNull { return nil }
    if let truth = value.truth { return .truth(truth) }
    if let integer = value.integer { return .integer(integer) }
    if let number = value.number { return .number(number) }
    return value.text.map { .text($0) }
  }

  static func isSwiftName(_ name: String) -> Bool {
    guard let first = name.utf8.first, first.isLetter || first == UInt8(ascii: "_") || first >= 0x80 else {
      return false
    }
    let isWord = name.unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType == .decimal
    }
    return isWord && name != "_" && !keywords.contains(name)
  }

  private static let keywords: Set<String> = [
    "Any", "Self", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer",
    "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func",
    "guard", "if",
    "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private",
    "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super",
    "switch",
    "throw", "throws", "true", "try", "typealias", "var", "where", "while",
  ]
}
