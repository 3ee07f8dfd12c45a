extension Notebook {
  /// A message as the author needs it: with the name and the line of the included file that it is about.
  public func placed(_ diagnostic: Diagnostic) -> Diagnostic {
    if included.isEmpty || diagnostic.file != file { return diagnostic }
    var placed = diagnostic
    if let source = included.file(ofLine: diagnostic.location.line) {
      placed.file = source.name
      placed.location.line = included.number(ofLine: diagnostic.location.line)
    }
    return placed
  }

  public func placed(_ diagnostics: [Diagnostic]) -> [Diagnostic] { diagnostics.map { placed($0) } }

  /// Another place in the text, for a message or a title: `line 3`, with its file where that isn't the message's own.
  ///
  /// - Parameter own: where the message is; `nil` for one that is about the notebook.
  public func line(of place: SourceLocation, seenFrom own: SourceLocation? = nil) -> String {
    included.line(of: place, seenFrom: own ?? SourceLocation(line: 1, column: 1), in: file)
  }

  /// The file in whose text a place is, as messages name it.
  public func fileName(at location: SourceLocation) -> String {
    included.file(ofLine: location.line)?.name ?? file
  }

  /// Gives messages a text that is in no file, such as one of the command line.
  ///
  /// - Parameter name: what messages call it.
  /// - Returns: the place of its first character.
  package mutating func addText(_ text: String, named name: String) -> SourceLocation {
    let top = SourceLocation(line: 1, column: 1)
    let shift = included.add(IncludedFiles.File(name: name, folder: "", place: top, lines: [text]))
    return SourceLocation(line: shift + 1, column: 1)
  }

  /// The lines of the file that a place is in.
  package func fileLines(at location: SourceLocation) -> [String] {
    if let source = included.file(ofLine: location.line) { return source.lines }
    return (source ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
