/// Reads a book's list of chapters.
struct BookReader {
  private var book: Book
  private let diagnostics: Diagnostics
  /// The chapters by their pages.
  private var pages: [String: Book.Chapter] = [:]

  private init(book: Book, diagnostics: Diagnostics) { (self.book, self.diagnostics) = (book, diagnostics) }

  static let keys =
    [
      "title", "subtitle", "description", "author", "lang", "needs", "chapters", "appendices", "macros",
      "bibliography", "packages",
    ]
    + BookRequestReader.keys

  static func read(_ source: SourceLines, file: String) -> Book {
    let diagnostics = Diagnostics(file: file)
    let text = SourceText(of: source, diagnostics: diagnostics)
    var reader = BookReader(book: Book(file: file), diagnostics: diagnostics)
    reader.read(text)
    reader.book.diagnostics = diagnostics.sorted
    reader.book.isComplete = !reader.book.diagnostics.contains { $0.severity == .error }
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
    if let appendices = entries.first(where: { $0.key == "appendices" }) { readAppendices(appendices) }
    if !entries.contains(where: { $0.key == "chapters" }) {
      diagnostics.error("the book has no 'chapters'", at: value.location)
    }
    Self.checkLines(value, in: text, of: book, diagnostics: diagnostics)
  }

  private mutating func read(_ entry: YAMLValue.Entry) {
    switch entry.key {
    case "title": book.title = text(entry)
    case "subtitle": book.subtitle = text(entry)
    case "description": book.description = text(entry)
    case "author": book.authors = texts(entry)
    case "lang": book.language = diagnostics.languageTag(entry) ?? book.language
    case "needs": book.needs = texts(entry)
    case "chapters": readChapters(entry.value)
    case "appendices": break
    case "bibliography":
      let sources = Bibliography.sources(entry, diagnostics: diagnostics)
      book.bibliography = Bibliography.load(sources, diagnostics: diagnostics)
    case "packages": book.packages = PackageReader(diagnostics: diagnostics).read(entry)
    case "macros": book.macros = MacroReader(diagnostics: diagnostics).read(entry)
    case let key where BookRequestReader.keys.contains(key):
      BookRequestReader(diagnostics: diagnostics).read(entry, into: &book.request)
    default:
      diagnostics.warning(
        "unknown key '\(entry.key)'\(Suggestion.hint(for: entry.key, among: Self.keys))",
        at: entry.keyLocation)
    }
  }

  private func text(_ entry: YAMLValue.Entry) -> String? { diagnostics.text(entry.value, of: entry.key) }

  /// The texts of a list, or a single text.
  private func texts(_ entry: YAMLValue.Entry) -> [String] {
    let values = if case .sequence(let values) = entry.value.kind { values } else { [entry.value] }
    return values.compactMap { diagnostics.text($0, of: entry.key) }
  }

  private mutating func readChapters(_ value: YAMLValue) {
    guard case .sequence(let values) = value.kind else {
      diagnostics.error("'chapters' must be a list of files, not \(value.kindName)", at: value.location)
      return
    }
    if values.isEmpty { diagnostics.error("the book has no chapters", at: value.location) }
    for value in values {
      guard PartReader.isPart(value) else {
        add(value, to: nil)
        continue
      }
      guard let (part, chapters) = PartReader(diagnostics: diagnostics).read(value) else { continue }
      book.parts.append(part)
      for chapter in chapters { add(chapter, to: book.parts.count - 1) }
    }
  }

  /// Reads the appendices, which come after all other chapters.
  private mutating func readAppendices(_ entry: YAMLValue.Entry) {
    let reader = PartReader(diagnostics: diagnostics)
    guard let chapters = reader.chapters(entry.value, of: "'appendices'") else { return }
    let first = book.chapters.count
    book.parts.append(Book.Part(title: "Appendices", location: entry.keyLocation, isAppendices: true))
    for chapter in chapters { add(chapter, to: book.parts.count - 1) }
    for index in book.chapters.indices.dropFirst(first) {
      book.chapters[index].numbering = .letter(Book.letters(index - first))
    }
  }

  private mutating func add(_ value: YAMLValue, to part: Int?) {
    guard var chapter = ChapterReader(above: book.chapters, diagnostics).read(value) else { return }
    chapter.part = part
    // On many disks, names that differ only in capitals are the same file.
    let page = Book.page(ofChapter: chapter.path).lowercased()
    if let problem = problem(of: chapter, page: page) {
      diagnostics.error(problem, at: chapter.location)
    } else {
      warnOfNumber(of: chapter)
      pages[page] = chapter
      book.chapters.append(chapter)
    }
  }

  private func warnOfNumber(of chapter: Book.Chapter) {
    guard let number = chapter.number, let other = book.chapters.first(where: { $0.number == number }) else {
      return
    }
    diagnostics.warning(
      "'\(other.path)' in line \(other.location.line) is chapter \(number) already; 'number' gives another",
      at: chapter.location)
  }

  /// Why a chapter can't have a page of its own.
  private func problem(of chapter: Book.Chapter, page: String) -> String? {
    let path = chapter.path
    if !path.hasSuffix(".md") { return "a chapter must be a Markdown file, which '\(path)' is not" }
    if Path.isAbsolute(path) { return "a chapter's path must be relative to the book's folder" }
    if Book.ownPages.contains(page) {
      return
        "the page of '\(path)' would take the place of the book's own '\(page)'; rename the chapter's file"
    }
    guard let first = pages[page] else { return nil }
    if Path.normalized(first.path) == Path.normalized(path) {
      return "the chapter '\(path)' is already listed in line \(first.location.line)"
    }
    let name = Book.page(ofChapter: path)
    return "the page '\(name)' of '\(path)' would take the place of the one of '\(first.path)' in line "
      + "\(first.location.line); rename one of the files"
  }
}

extension SourceText {
  /// The lines of a file of YAML; bytes that no text has are reported.
  init(of source: SourceLines, diagnostics: Diagnostics) {
    self.init()
    if let place = source.firstInvalid { diagnostics.error("this byte is not UTF-8", at: place) }
    if let place = source.firstNUL { diagnostics.error("a NUL byte", at: place) }
    PageCharacter.check(source.lines, diagnostics: diagnostics)
    for (index, line) in source.lines.enumerated() {
      appendLine(line, at: SourceLocation(line: index + 1, column: 1))
    }
  }
}
