/// An invalid parameter in the command line.
public enum ParameterError: Error, Hashable, Sendable {
  /// `suggestion` is the name that the user may have meant, `known` are those that there are.
  case unknown(name: String, suggestion: String?, known: [String])
  case wrongType(name: String, expected: String, found: String)
  case noChoice(name: String, choices: [String], found: String)
}

extension ParameterError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknown(let name, _, let known) where known.isEmpty:
      "the notebook has no parameters, and so no '\(name)'"
    case .unknown(let name, let suggestion, let known):
      "the notebook has no parameter '\(name)'; "
        + (suggestion.map { "did you mean '\($0)'? Its parameters" } ?? "its parameters")
        + ": \(known.joined(separator: ", "))"
    case .wrongType(let name, let expected, let found):
      "the parameter '\(name)' must be \(expected), not '\(found)'"
    case .noChoice(let name, let choices, let found):
      "the parameter '\(name)' must be one of \(choices.joined(separator: ", ")), not '\(found)'"
    }
  }
}

/// All errors in the parameters in the command line.
public struct ParameterErrors: Error, Hashable, Sendable, CustomStringConvertible {
  public var errors: [ParameterError]

  public init(_ errors: [ParameterError]) { self.errors = errors }

  public var description: String { errors.map(\.description).joined(separator: "\n") }
}

extension Notebook {
  /// The notebook with other values for its parameters, given as `-P name:value`.
  ///
  /// A value must have the type of the parameter's default; a whole number is accepted for any number. If a name
  /// has two values, the last one counts.
  ///
  /// - Throws: all errors in the values together.
  public func applying(
    parameters: [(name: String, value: String)]
  ) throws(ParameterErrors) -> Notebook {
    var notebook = self
    var errors: [ParameterError] = []
    for (name, text) in parameters {
      guard let index = metadata.parameters.firstIndex(where: { $0.name == name }) else {
        let names = metadata.parameters.map(\.name)
        errors.append(
          .unknown(name: name, suggestion: Suggestion.nearest(to: name, among: names), known: names))
        continue
      }
      let type = metadata.parameters[index].value
      let choices = metadata.parameters[index].choices
      guard let value = type.parsed(text) else {
        errors.append(.wrongType(name: name, expected: type.typeName, found: text))
        continue
      }
      guard choices.isEmpty || choices.contains(value) else {
        errors.append(.noChoice(name: name, choices: choices.map(\.text), found: text))
        continue
      }
      notebook.metadata.parameters[index].value = value
    }
    if !errors.isEmpty { throw ParameterErrors(errors) }
    return notebook
  }
}

extension Parameter.Value {
  /// A text as a value of the same type.
  fileprivate func parsed(_ text: String) -> Parameter.Value? {
    switch self {
    case .integer: YAMLValue.integer(text).map { .integer($0) }
    case .number: YAMLValue.number(text).map { .number($0) }
    case .text: .text(text)
    case .truth: ["true": .truth(true), "false": .truth(false)][text.lowercased()]
    }
  }

  /// The type's name in messages.
  public var typeName: String {
    switch self {
    case .integer: "a whole number"
    case .number: "a number"
    case .text: "a text"
    case .truth: "true or false"
    }
  }
}
