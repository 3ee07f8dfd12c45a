/// Reads a book's list of chapters.
struct BookReader {
  private var book: Book
  private let diagnostics: Diagnostics

  private static let keys = ["title", "subtitle", "description", "author", "needs", "chapters"]

  static func read(_ source: SourceLines, file: String) -> Book {
    let diagnostics = Diagnostics(file: file)
    if let place = source.firstInvalid { diagnostics.error("this byte is not UTF-8", at: place) }
    var text = SourceText()
    for (index, line) in source.lines.enumerated() {
      text.appendLine(line, at: SourceLocation(line: index + 1, column: 1))
    }
    var reader = BookReader(book: Book(file: file), diagnostics: diagnostics)
    reader.read(text)
    reader.book.diagnostics = diagnostics.sorted
    return reader.book
  }

  private mutating func read(_ text: SourceText) {
    let value = text.bytes.isBlank ? nil : YAMLReader.read(text, diagnostics: diagnostics)
    guard let value, !value.isNull else {
      if diagnostics.sorted.isEmpty {
        diagnostics.error("the list of chapters is empty", at: SourceLocation(line: 1, column: 1))
      }
      return
    }
    guard case .mapping(let entries) = value.kind else {
      diagnostics.error("a book must be 'key: value', not \(value.kindName)", at: value.location)
      return
    }
    for entry in entries { read(entry) }
    if !entries.contains(where: { $0.key == "chapters" }) {
      diagnostics.error("the book has no 'chapters'", at: value.location)
    }
  }

  private mutating func read(_ entry: YAMLValue.Entry) {
    switch entry.key {
    case "title": book.title = text(entry)
    case "subtitle": book.subtitle = text(entry)
    case "description": book.description = text(entry)
    case "author": book.authors = list(entry.value).compactMap { text($0, of: entry.key) }
    case "needs": book.needs = list(entry.value).compactMap { text($0, of: entry.key) }
    case "chapters": readChapters(entry.value)
    default:
      diagnostics.warning(
        "unknown key '\(entry.key)'\(Suggestion.hint(for: entry.key, among: Self.keys))",
        at: entry.keyLocation)
    }
  }

  private func list(_ value: YAMLValue) -> [YAMLValue] {
    if case .sequence(let values) = value.kind { values } else { [value] }
  }

  private func text(_ entry: YAMLValue.Entry) -> String? { text(entry.value, of: entry.key) }

  private func text(_ value: YAMLValue, of key: String) -> String? {
    if let text = value.text, !value.isNull { return text }
    diagnostics.error("'\(key)' must be a text, not \(value.kindName)", at: value.location)
    return nil
  }

  private mutating func readChapters(_ value: YAMLValue) {
    guard case .sequence(let values) = value.kind else {
      diagnostics.error("'chapters' must be a list of files, not \(value.kindName)", at: value.location)
      return
    }
    var first: [String: SourceLocation] = [:]
    for value in values {
      guard let path = value.text, !value.isNull, !path.isEmpty else {
        diagnostics.error("a chapter must be a file's name, not \(value.kindName)", at: value.location)
        continue
      }
      if !path.hasSuffix(".md") {
        diagnostics.error("a chapter must be a Markdown file, which '\(path)' is not", at: value.location)
      } else if path.hasPrefix("/") {
        diagnostics.error("a chapter's path must be relative to the book's folder", at: value.location)
      } else if let line = first[path]?.line {
        diagnostics.error("the chapter '\(path)' is already listed in line \(line)", at: value.location)
      } else {
        first[path] = value.location
        book.chapters.append(Book.Chapter(path: path, location: value.location))
      }
    }
  }
}
