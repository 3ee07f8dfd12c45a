import Foundation

extension Notebook {
  /// A message as the author needs it: with the name and the line of the included file that it is about.
  public func placed(_ diagnostic: Diagnostic) -> Diagnostic {
    if included.isEmpty || diagnostic.file != file { return diagnostic }
    var placed = diagnostic
    placed.message = worded(diagnostic.message)
    if let source = included.file(ofLine: diagnostic.location.line) {
      placed.file = source.name
      placed.location.line = included.number(ofLine: diagnostic.location.line)
    }
    return placed
  }

  public func placed(_ diagnostics: [Diagnostic]) -> [Diagnostic] { diagnostics.map { placed($0) } }

  /// A text in which `line 16777219` has become `line 3 of '_data.md'`.
  public func worded(_ text: String) -> String {
    if included.isEmpty { return text }
    var parts = text.components(separatedBy: "line ")
    for index in parts.indices.dropFirst() {
      let digits = parts[index].prefix { $0.isASCII && $0.isNumber }
      guard let line = Int(digits), let source = included.file(ofLine: line) else { continue }
      let words = "\(included.number(ofLine: line)) of '\(source.name)'"
      parts[index].replaceSubrange(..<digits.endIndex, with: words)
    }
    return parts.joined(separator: "line ")
  }

  /// The file in whose text a place is, as messages name it.
  public func fileName(at location: SourceLocation) -> String {
    included.file(ofLine: location.line)?.name ?? file
  }

  /// The lines of the file that a place is in.
  package func fileLines(at location: SourceLocation) -> [String] {
    if let source = included.file(ofLine: location.line) { return source.lines }
    return (source ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
