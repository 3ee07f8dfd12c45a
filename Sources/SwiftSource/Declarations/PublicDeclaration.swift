/// A public declaration of a Swift file, as a reference shows it.
package struct PublicDeclaration: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case type, alias, function, initializer, `subscript`, property, `case`
  }

  /// A parameter of a function as its callers see it.
  package struct Parameter: Hashable, Sendable {
    /// The label of the argument; `_` for none.
    package var label: String
    /// Whether a call may leave it out.
    package var isOptional: Bool
    /// Whether its argument may be a closure after the parentheses.
    package var isClosure: Bool
    /// Whether it takes any number of arguments.
    package var isVariadic: Bool
  }

  package var kind: Kind
  /// The types that it is in, and its name without labels.
  package var path: [String]
  /// The parameters of a function, an initializer or a subscript.
  package var parameters: [Parameter]?
  /// Whether it is called on the type.
  package var isStatic: Bool
  /// The declaration without its body, access level and what concerns the compiler only.
  package var code: String
  /// The documentation comment's text.
  package var comment: String
  /// The line of its first word, from 1.
  package var line: Int

  /// Its own name.
  package var name: String { path.last ?? "" }
  /// The types that it is in: `Table.Column`.
  package var owner: String { path.dropLast().joined(separator: ".") }

  /// Its name with its types and labels: `Tensor.softmax(axis:)`.
  package var title: String {
    let labels = parameters.map { "(" + $0.map { $0.label + ":" }.joined() + ")" } ?? ""
    return path.joined(separator: ".") + labels
  }

  /// Whether its name is made of signs: `+`.
  package var isOperator: Bool { kind == .function && name.utf8.allSatisfy { !$0.isSwiftWord } }
}
