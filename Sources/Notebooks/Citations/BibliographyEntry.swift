/// A work in a bibliography.
struct BibliographyEntry: Equatable, Sendable {
  /// What citations call it.
  var key: String
  /// What it is, in lower case: `article`, `book`.
  var kind: String
  /// Its fields by their names in lower case, with LaTeX decoded but in `author` and `editor`.
  var fields: [String: String] = [:]
  /// Where its key is.
  var location: SourceLocation

  /// A field that is there and not empty.
  subscript(name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
}
