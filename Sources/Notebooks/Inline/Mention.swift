/// A reference to a label, or the citation of a work, as a line of prose has it.
package struct Mention: Hashable, Sendable {
  /// The label, or the work's key.
  package var name: String
  /// The columns of the `@` and the name, from 1 and in bytes.
  package var columns: Range<Int>

  private init(_ name: String, at column: Int) {
    self.name = name
    columns = column..<(column + 1 + name.utf8.count)
  }

  /// What a line mentions. What looks like a citation is one, whether a bibliography has the key or not.
  package static func all(in line: some StringProtocol) -> [Mention] {
    let text = SourceText(line.utf8, at: SourceLocation(line: 1, column: 1))
    return InlineScanner.tokens(of: text, withCitations: true).flatMap { token -> [Mention] in
      switch token.kind {
      case .reference(let id): [Mention(text.bytes[id].string, at: id.lowerBound)]
      case .citation(let key, let locator):
        citations(CitationScanner.citations(ofKey: key, locator: locator, in: text))
      case .citations(let content): citations(CitationScanner.citations(in: text[content]))
      default: []
      }
    }
  }

  private static func citations(_ citations: [Citation]) -> [Mention] {
    citations.map { Mention($0.key, at: $0.location.column) }
  }
}
