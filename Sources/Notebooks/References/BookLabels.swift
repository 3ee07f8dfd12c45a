/// The labels of the figures, tables, equations and sections in a book's chapters. A reference to a label that isn't in its
/// own chapter leads to the chapter that has it. The macros of the book's formulas, its bibliography, its packages and its
/// language come with them.
public struct BookLabels: Equatable, Sendable {
  /// A label in a chapter.
  struct Entry: Equatable, Sendable {
    /// Its name there: "Figure 3", or a section's title with the values that are known.
    var content: [Inline]
    /// The name without its language, unless it is a title.
    var name: LabelName?
    var chapter: ChapterName
    var file: String

    /// "Figure 3 in chapter 2", in the language of the page that says so.
    func words(in words: PageWords) -> [Inline] {
      words.pieces(of: "# in #").flatMap { piece -> [Inline] in
        switch piece {
        case .text(let text): [.text(text)]
        case .place(0): name.map { [.text($0.text(in: words))] } ?? title(in: words)
        case .place: [.text(chapter.text(in: words))]
        }
      }
    }

    private func title(in words: PageWords) -> [Inline] {
      guard words.needsIsolation(content.plainText) else { return content }
      return [.text("\u{2068}")] + content + [.text("\u{2069}")]
    }
  }

  private var entries: [String: [Entry]] = [:]

  /// The macros that `book.yml` gives to all chapters.
  let macros: MathMacros

  /// The works that all chapters can cite.
  let bibliography: Bibliography

  /// The packages that all chapters' cells import from.
  let packages: [PackageDependency]

  /// The language of chapters that don't name one.
  let language: String

  /// What a book gives to all chapters.
  public init(of book: Book) {
    self.init(
      macros: book.macros, bibliography: book.bibliography, packages: book.packages, language: book.language)
  }

  public init(
    macros: MathMacros = MathMacros(), bibliography: Bibliography = Bibliography(),
    packages: [PackageDependency] = [], language: String = "en"
  ) {
    (self.macros, self.bibliography, self.packages) = (macros, bibliography, packages)
    self.language = language
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Adds a chapter's labels.
  ///
  /// - Parameter result: the result of the chapter's run, if it has run.
  public mutating func add(_ notebook: Notebook, named chapter: ChapterName, result: RunResult? = nil) {
    let result = result ?? RunResult(of: notebook)
    for (id, content) in notebook.labels {
      let known = content.map { $0.withValues(of: notebook, result) }
      let entry = Entry(
        content: known, name: notebook.labelNames[id], chapter: chapter, file: notebook.file)
      entries[id, default: []].append(entry)
    }
  }

  /// The words of references from a notebook to other chapters, by their labels, as they would be now.
  package func words(of notebook: Notebook) -> [String: [Inline]] {
    let words = PageWords(language: notebook.metadata.language)
    return notebook.foreignLabels.keys.reduce(into: [:]) { found, id in
      found[id] = entries(of: id, outside: notebook.file).first?.words(in: words)
    }
  }

  /// The other chapters that have the label.
  func entries(of id: String, outside file: String) -> [Entry] {
    (entries[id] ?? []).filter { $0.file != file }
  }

  /// The words of a reference to a label of another chapter: "Figure 3 in chapter 2".
  func words(of id: String, outside file: String, in words: PageWords) -> [Inline]? {
    entries(of: id, outside: file).first?.words(in: words)
  }
}

extension ParseState {
  /// The link to a label in another chapter; `nil` if no chapter has it.
  ///
  /// A label that several chapters have is ambiguous, which is reported.
  func foreignReference(to id: String, at place: SourceLocation) -> Inline? {
    let entries = bookLabels.entries(of: id, outside: diagnostics.file)
    guard let first = entries.first else { return nil }
    if entries.count > 1 {
      let names = entries.map { "'\($0.file)'" }.joined(separator: " and ")
      diagnostics.error(
        "several chapters have the label '\(id)': \(names); link to one of them instead", at: place,
        stopsProgram: false)
    }
    let file = Path.relative(
      from: Path.folder(of: Path.absolute(diagnostics.file)), to: Path.absolute(first.file))
    let destination = "\(Path.address(file))#\(id)"
    addLink(to: destination, at: place)
    let words = first.words(in: labels.words)
    foreignLabels[id] = words
    return .link(words, destination: destination, title: "")
  }
}

extension Inline {
  /// The inline with the values that a notebook's run has given, for use in another notebook, which doesn't know them. A value
  /// that isn't known is "…".
  fileprivate func withValues(of notebook: Notebook, _ result: RunResult) -> Inline {
    func inside(_ content: [Inline]) -> [Inline] { content.map { $0.withValues(of: notebook, result) } }
    return switch self {
    case .value: .text(notebook.plainText([self], in: result))
    case .emphasis(let content): .emphasis(inside(content))
    case .strong(let content): .strong(inside(content))
    case .strikethrough(let content): .strikethrough(inside(content))
    default: self
    }
  }
}
