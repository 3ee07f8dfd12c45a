import Markup
import Notebooks

/// A book: the links between its chapters, and the pages that belong to the book itself.
///
///     let book = BookReport(book: book, chapters: chapters)
///     let page = Report(notebook: chapter.notebook, result: result, navigation: book.navigation(of: 3)).html()
///     for page in book.pages() { … }
public struct BookReport: Sendable {
  /// A chapter and the result of running it.
  public struct Chapter: Sendable {
    public var notebook: Notebook
    public var result: RunResult
    /// Why the notebook could not be run at all.
    public var problem: String?
    /// The page's file in the folder of the book's pages: `05-lstm.html`.
    public var destination: String
    /// The chapter's number, from the digits at the start of its file's name.
    public var number: Int?
    /// The letter of an appendix.
    public var letter: String?
    /// Its part, as an index into the book's.
    public var part: Int?
    /// The title that the list gives it.
    private(set) var listedTitle: BookLine?

    /// - Parameters:
    ///   - result: the result of the run, if there was one.
    ///   - page: the page's file, if its name is not simply the notebook's.
    ///   - listed: what the list says of the chapter.
    ///   - book: the list, whose macros and language hold in the title that it gives the chapter.
    public init(
      notebook: Notebook, result: RunResult? = nil, page: String? = nil, listed: Book.Chapter? = nil,
      in book: Book = Book(file: "book.yml")
    ) {
      self.notebook = notebook
      self.result = result ?? RunResult(of: notebook)
      let file = Path.name(of: notebook.file)
      destination = page ?? PagePath.pageName(of: file)
      part = listed?.part
      listedTitle = listed?.title.map { BookLine($0, of: book) }
      number = listed.map(\.number) ?? Book.number(ofFile: file)
      if case .letter(let given) = listed?.numbering { letter = given }
    }

    /// What lists and links call the chapter, as plain text: the list's title for it, or else its own, with the values that
    /// are known once it has run.
    public var title: String { listedTitle?.plain ?? notebook.displayTitle(in: result) }

    /// The same with its markup.
    private var titleLabel: [Node] { listedTitle?.label ?? notebook.titleLabel(in: result) }

    var subtitle: [Node]? { notebook.metadata.subtitle.map { notebook.label($0, in: result) } }

    /// The words of the chapter's language.
    var words: PageWords { PageWords(language: notebook.metadata.language) }

    /// The line above the title: "Chapter 5"; `nil` if the file has no number.
    public var label: String? { label(in: words) }

    /// The same on a page with these words.
    func label(in words: PageWords) -> String? {
      letter.map { words["Appendix #", $0] } ?? number.map { words["Chapter #", $0] }
    }

    /// The number or letter alone.
    var mark: String? { letter ?? number.map(String.init) }

    /// What another page calls the chapter: its number, or its title if it has none.
    func name(in words: PageWords) -> String { label(in: words) ?? words.isolated(title) }

    /// What sentences in other chapters call the chapter.
    public var nameInText: ChapterName {
      letter.map { ChapterName.letter($0) } ?? number.map { ChapterName.number($0) } ?? .title(title)
    }

    /// The page's address, relative to the folder of the book's pages.
    var address: String { Path.address(destination) }

    /// Whether the page reports a failure.
    public var hasFailed: Bool { problem != nil || notebook.hasErrors || result.hasFailed }

    /// The link to the chapter from a page with these words in the book's folder, or in a folder inside it.
    func link(in words: PageWords, from folder: String = ".") -> Navigation.Link {
      Navigation.Link(
        title: title, content: words.isolated(titleLabel),
        destination: BookReport.address(destination, from: folder))
    }
  }

  /// A page that belongs to the book itself, not to a chapter.
  public struct Page: Sendable {
    /// The file's name.
    public var name: String
    public var html: String
  }

  public var book: Book
  public var chapters: [Chapter]
  /// What the pages of a server have in addition.
  public var live: LiveParts?

  public init(book: Book, chapters: [Chapter]) {
    self.book = book
    self.chapters = chapters
  }

  static let frontPage = "index.html"
  static let glossary = "glossary.html"
  static let search = "search.html"

  /// The links from a chapter to the others; without an index, from one of the book's own pages.
  public func navigation(of index: Int? = nil) -> Navigation {
    let folder = index.map { Path.folder(of: chapters[$0].destination) } ?? "."
    let address = { Self.address($0, from: folder) }
    let words = index.map { chapters[$0].words } ?? self.words
    var navigation = Navigation(
      book: .init(title: title, content: words.isolated(titleLabel), destination: address(Self.frontPage)))
    navigation.chapters = chapters.map {
      .init(link: $0.link(in: words, from: folder), number: $0.mark, part: $0.part)
    }
    navigation.parts = book.parts.indices.map { part in
      Navigation.Part(title: partTitle(part, in: words), content: partLabel(part, in: words))
    }
    navigation.glossary = .init(title: words["Glossary"], destination: address(Self.glossary))
    navigation.search = .init(title: words["Search"], destination: address(Self.search))
    guard let index else { return navigation }
    navigation.current = index
    navigation.label = chapters[index].label
    navigation.previous = index > 0 ? chapters[index - 1].link(in: words, from: folder) : nil
    navigation.next = index + 1 < chapters.count ? chapters[index + 1].link(in: words, from: folder) : nil
    return navigation
  }

  /// The address of a page of the book, relative to a folder inside the book's.
  static func address(_ page: String, from folder: String) -> String {
    Path.address(Path.relative(from: folder, to: page))
  }

  /// The front page, the glossary and the search page.
  public func pages() -> [Page] {
    let texts = chapters.map { ChapterText($0) }
    return [
      Page(name: Self.frontPage, html: FrontPage(report: self, texts: texts).html()),
      Page(name: Self.glossary, html: GlossaryPage(report: self, texts: texts).html()),
      Page(name: Self.search, html: SearchPage(report: self, texts: texts).html()),
    ]
  }

  /// The document around the content of one of the book's own pages.
  func shell(title: String, moreStyles: String = "", moreScript: String = "") -> PageShell {
    PageShell(
      title: title == self.title ? title : "\(title) · \(self.title)", language: book.language,
      description: paragraphs.isEmpty ? nil : paragraphs.map(plain).joined(separator: "\n"),
      authors: book.authors,
      moreStyles: PageAssets.bookStyleSheet + (book.parts.isEmpty ? "" : PageAssets.partStyles) + moreStyles,
      moreScript: moreScript,
      live: live)
  }
}
