/// A text of a book's list, such as a part's title, which is set like a heading: with emphasis, code and formulas.
package struct BookLine: Sendable {
  package let content: [Inline]
  /// A notebook without anything else, in the book's language.
  package let notebook: Notebook

  package init(_ text: String, of book: Book) {
    var source = SourceText()
    source.append(text.utf8, at: SourceLocation(line: 1, column: 1))
    content = Self.read(source, of: book, diagnostics: Diagnostics(file: book.file))
    var notebook = Notebook(file: book.file)
    notebook.metadata.language = book.language
    self.notebook = notebook
  }

  /// The content without markup.
  package var plain: String { notebook.plainText(content, in: RunResult(of: notebook)) }

  /// Reads a text, and reports its mistakes.
  static func read(_ text: SourceText, of book: Book, diagnostics: Diagnostics) -> [Inline] {
    let state = ParseState(diagnostics: diagnostics, bookLabels: BookLabels(of: book))
    state.metadata.rawHTML = false
    let structure = BlockStructure(lines: [[]], state: state)
    let index = state.addText(text)
    let parser = InlineParser(state: state, structure: structure)
    var resolver = BlockResolver(state: state, nodes: parser.nodes)
    resolver.resolveMetadata(title: index, subtitle: nil, description: nil)
    for value in state.values {
      diagnostics.error("a list of chapters has no cells, and so no values", at: value.location)
    }
    for image in resolver.images {
      diagnostics.error("a text of the list can't have a picture", at: image.location)
    }
    return withTextForHTML(state.metadata.title ?? [])
  }

  /// Tags are text, as everywhere where raw HTML isn't allowed.
  private static func withTextForHTML(_ inlines: [Inline]) -> [Inline] {
    inlines.map { inline in
      switch inline {
      case .html(let html): .text(html)
      case .emphasis(let content): .emphasis(withTextForHTML(content))
      case .strong(let content): .strong(withTextForHTML(content))
      case .strikethrough(let content): .strikethrough(withTextForHTML(content))
      case .link(let content, let destination, let title):
        .link(withTextForHTML(content), destination: destination, title: title)
      default: inline
      }
    }
  }
}

extension BookReader {
  /// The keys of texts that are set like headings.
  private static let lines: Set<String> = ["title", "subtitle", "description", "needs", "part", "outcome"]

  /// Reports mistakes in the texts that are set like headings.
  static func checkLines(
    _ value: YAMLValue, in source: SourceText, of book: Book, diagnostics: Diagnostics
  ) {
    switch value.kind {
    case .scalar: break
    case .sequence(let values):
      for value in values { checkLines(value, in: source, of: book, diagnostics: diagnostics) }
    case .mapping(let entries):
      for entry in entries {
        if lines.contains(entry.key) {
          for text in scalars(entry.value) {
            let places = ScalarAligner.align(text.text, in: source, at: text.location)
            for line in places.lines.map(\.trimmed) where !line.isEmpty {
              _ = BookLine.read(line, of: book, diagnostics: diagnostics)
            }
          }
        } else if ["chapters", "appendices"].contains(entry.key) {
          checkLines(entry.value, in: source, of: book, diagnostics: diagnostics)
        }
      }
    }
  }

  private static func scalars(_ value: YAMLValue) -> [(text: String, location: SourceLocation)] {
    switch value.kind {
    case .scalar(let text, _): [(text, value.location)]
    case .sequence(let values): values.flatMap { scalars($0) }
    case .mapping: []
    }
  }
}
