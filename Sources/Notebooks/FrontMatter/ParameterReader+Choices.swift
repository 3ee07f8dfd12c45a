extension ParameterReader {
  private static let form = "{value: adam, choices: [adam, sgd]}"

  /// A parameter that has one of a few values.
  static func choice(
    _ entry: YAMLValue.Entry, _ parts: [YAMLValue.Entry], diagnostics: Diagnostics
  ) -> Parameter? {
    for part in parts where part.key != "value" && part.key != "choices" {
      let hint = Suggestion.hint(for: part.key, among: ["value", "choices"])
      diagnostics.error("a parameter has no '\(part.key)'\(hint)", at: part.keyLocation)
      return nil
    }
    guard let standard = parts.last(where: { $0.key == "value" }).flatMap({ value($0.value) }),
      case .sequence(let list)? = parts.last(where: { $0.key == "choices" })?.value.kind
    else {
      diagnostics.error(
        "the parameter '\(entry.key)' must have a value and choices: \(form)", at: entry.value.location)
      return nil
    }
    let choices = list.map { value($0) }
    // A whole number among others is one of them.
    let isNumeric = ([standard] + choices).contains { if case .number? = $0 { true } else { false } }
    let all = ([standard] + choices).compactMap { isNumeric ? $0?.asNumber : $0 }
    guard all.count == choices.count + 1, Set(all.map(\.typeName)).count == 1 else {
      diagnostics.error("the choices of '\(entry.key)' must be of one type", at: entry.value.location)
      return nil
    }
    guard all.dropFirst().contains(all[0]) else {
      var hint = ""
      if case .text(let written) = all[0] {
        hint = Suggestion.hint(
          for: written,
          among: all.dropFirst().compactMap { if case .text(let text) = $0 { text } else { nil } })
      }
      diagnostics.error("the value of '\(entry.key)' is none of its choices\(hint)", at: entry.value.location)
      return nil
    }
    return Parameter(
      name: entry.key, value: all[0], choices: Array(all.dropFirst()), location: entry.keyLocation)
  }
}

extension Parameter.Value {
  fileprivate var asNumber: Parameter.Value {
    if case .integer(let number) = self { .number(Double(number)) } else { self }
  }

  /// The value as `-P` takes it, and as messages name it.
  public var text: String {
    switch self {
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .text(let text): text
    case .truth(let value): "\(value)"
    }
  }
}
