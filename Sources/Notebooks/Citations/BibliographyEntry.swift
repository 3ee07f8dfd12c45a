/// A work in a bibliography.
struct BibliographyEntry: Equatable, Sendable {
  /// What citations call it.
  var key: String
  /// What it is, in lower case: `article`, `book`.
  var kind: String
  /// Its fields by their names in lower case, with LaTeX decoded but in `author` and `editor`.
  var fields: [String: String] = [:]
  /// Its authors and editors, where the file has the parts of their names.
  var people: [String: People] = [:]
  /// Where its key is.
  var location: SourceLocation
  /// The file that it is in, as messages name it.
  var file = ""

  struct People: Equatable, Sendable {
    var names: [BibliographyName] = []
    /// Whether there are more.
    var hasOthers = false
  }

  /// Whether only its key says what it is.
  var isNameless: Bool { creators.names.isEmpty && self["title"] == nil }

  /// A field that is there and not empty.
  subscript(name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
}
