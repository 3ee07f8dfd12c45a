/// A piece of Swift source of one kind; a page gives each kind its colour.
package struct SwiftToken: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case plain, keyword, type, string, number, comment, attribute, regex
  }

  package var kind: Kind
  package var text: String

  package init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

extension SwiftToken {
  /// Swift's reserved words, and the contextual ones that read as keywords everywhere.
  static let keywords: Set<String> = [
    "Any", "Self", "actor", "any", "as", "associatedtype", "async", "await", "borrowing", "break", "case",
    "catch", "class", "consuming", "continue", "convenience", "default", "defer", "deinit", "didSet", "do",
    "dynamic", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "final", "for", "func",
    "get", "guard", "if", "import", "in", "indirect", "infix", "init", "inout", "internal", "is", "isolated",
    "lazy", "let", "macro", "mutating", "nil", "nonisolated", "nonmutating", "open", "operator", "override",
    "package", "postfix", "precedencegroup", "prefix", "private", "protocol", "public", "repeat", "required",
    "rethrows", "return", "self", "set", "some", "static", "struct", "subscript", "super", "switch", "throw",
    "throws", "true", "try", "typealias", "unowned", "var", "weak", "where", "while", "willSet",
  ]

  /// The keywords that stay keywords before a colon, where others are argument labels.
  static let keywordsBeforeColon: Set<String> = ["default", "self", "nil", "true", "false", "Self", "Any"]

  /// The keywords that stay keywords after a dot, where others are members.
  static let keywordsAfterDot: Set<String> = ["init", "self"]

  /// The keywords after which a slash divides, because they are values.
  static let keywordsThatAreOperands: Set<String> = ["self", "nil", "true", "false", "Self", "super"]
}
