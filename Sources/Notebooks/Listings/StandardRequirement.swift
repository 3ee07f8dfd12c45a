import SwiftSource

/// What the standard library and the compiler ask of types. A reference says it where the code has no comment of its own: it is the
/// same for every type.
enum StandardRequirement {
  /// The text for a declaration; `nil` if it isn't one of them.
  static func comment(of declaration: PublicDeclaration) -> String? {
    if let text = texts[declaration.name], isMeant(declaration) { return text }
    if declaration.kind == .initializer, let label = declaration.parameters?.first?.label {
      return literals[label].map { "Makes it from \($0) literal." }
    }
    if declaration.isStatic, declaration.name.hasPrefix("build"), declaration.kind == .function {
      return "What the compiler calls for a part of the builder's braces."
    }
    return nil
  }

  private static func isMeant(_ declaration: PublicDeclaration) -> Bool {
    switch declaration.kind {
    case .property, .function: true
    case .type, .alias, .initializer, .subscript, .case: false
    }
  }

  private static let texts = [
    "description": "The value as a text, which `print` shows.",
    "==": "Whether both are equal.",
    "hash": "Feeds the value into a hasher.",
    "makeIterator": "An iterator over its elements, which `for` uses.",
    "next": "The next element or number.",
    "underestimatedCount": "A lower bound of the number of elements.",
    "startIndex": "The index of the first element.",
    "endIndex": "The index after the last element.",
    "+=": "Adds to the left one.",
    "-=": "Subtracts from the left one.",
    "*=": "Multiplies the left one.",
    "/=": "Divides the left one.",
  ]

  private static let literals = [
    "arrayLiteral": "an array", "floatLiteral": "a floating-point", "integerLiteral": "an integer",
    "booleanLiteral": "a Boolean", "stringLiteral": "a string", "dictionaryLiteral": "a dictionary",
  ]
}
