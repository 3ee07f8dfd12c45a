/// The labels of the figures, tables, equations and sections in a book's chapters. A reference to a label that isn't in its
/// own chapter leads to the chapter that has it. The macros of the book's formulas, its bibliography and its packages come with them.
public struct BookLabels: Equatable, Sendable {
  /// A label in a chapter.
  struct Entry: Equatable, Sendable {
    /// Its name there: "Figure 3", or a section's title without the values in it.
    var content: [Inline]
    var hadValues: Bool
    /// The chapter's name in prose: "chapter 2", or its title in quotes.
    var chapter: String
    var file: String

    var words: [Inline] { content + [.text(" in \(chapter)")] }
  }

  private var entries: [String: [Entry]] = [:]

  /// The macros that `book.yml` gives to all chapters.
  let macros: MathMacros

  /// The works that all chapters can cite.
  let bibliography: Bibliography

  /// The packages that all chapters' cells import from.
  let packages: [PackageDependency]

  /// What a book gives to all chapters.
  public init(of book: Book) {
    self.init(macros: book.macros, bibliography: book.bibliography, packages: book.packages)
  }

  public init(
    macros: MathMacros = MathMacros(), bibliography: Bibliography = Bibliography(),
    packages: [PackageDependency] = []
  ) {
    (self.macros, self.bibliography, self.packages) = (macros, bibliography, packages)
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Adds a chapter's labels, with the chapter's name in references.
  public mutating func add(_ notebook: Notebook, named chapter: String) {
    for (id, content) in notebook.labels {
      let hasValues = content.contains(where: \.hasValue)
      entries[id, default: []].append(
        Entry(
          content: hasValues ? content.withoutValues : content, hadValues: hasValues, chapter: chapter,
          file: notebook.file))
    }
  }

  /// The other chapters that have the label.
  func entries(of id: String, outside file: String) -> [Entry] {
    (entries[id] ?? []).filter { $0.file != file }
  }

  /// The words of a reference to a label of another chapter: "Figure 3 in chapter 2".
  func words(of id: String, outside file: String) -> [Inline]? {
    entries(of: id, outside: file).first.map(\.words)
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
    if first.hadValues {
      diagnostics.warning(
        "the title of '\(id)' has a value, which only its own page knows: the reference shows the title without it",
        at: place)
    }
    let file = Path.relative(
      from: Path.folder(of: Path.absolute(diagnostics.file)), to: Path.absolute(first.file))
    let destination = "\(Path.address(file))#\(id)"
    addLink(to: destination, at: place)
    foreignLabels[id] = first.words
    return .link(first.words, destination: destination, title: "")
  }
}

extension Inline {
  fileprivate var hasValue: Bool {
    switch self {
    case .value: true
    case .emphasis(let content), .strong(let content), .strikethrough(let content):
      content.contains(where: \.hasValue)
    default: false
    }
  }
}

extension [Inline] {
  /// The words for use in another notebook, which doesn't know the values of this one.
  fileprivate var withoutValues: [Inline] {
    let kept = rest
    if case .text(let text)? = kept.last, text.allSatisfy(\.isWhitespace) { return kept.dropLast() }
    return kept.isEmpty ? [.text("A section")] : kept
  }

  /// What is left without values, with one space between words.
  private var rest: [Inline] {
    var (kept, isAfterValue) = ([Inline](), false)
    for inline in self {
      switch inline {
      case .value: isAfterValue = true
      case .text(let text) where isAfterValue:
        kept.append(.text(String(text.drop { $0 == " " })))
        isAfterValue = false
      case .emphasis(let content): kept.append(.emphasis(content.rest))
      case .strong(let content): kept.append(.strong(content.rest))
      case .strikethrough(let content): kept.append(.strikethrough(content.rest))
      default: kept.append(inline)
      }
    }
    return kept
  }
}
