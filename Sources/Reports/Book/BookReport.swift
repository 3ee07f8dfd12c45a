import Notebooks

/// A book: how its chapters are tied together, and the pages that are the book's own.
///
///     let book = BookReport(book: book, chapters: chapters)
///     let page = Report(notebook: chapter.notebook, result: result, navigation: book.navigation(of: 3)).html()
///     for page in book.pages() { … }
public struct BookReport: Sendable {
  /// A chapter with what came of running it.
  public struct Chapter: Sendable {
    public var notebook: Notebook
    public var result: RunResult
    /// The page's name: `05-lstm.html`.
    public var destination: String
    /// The chapter's number, from the digits that its file's name begins with.
    public var number: Int?
    public let title: String

    /// - Parameter result: what came of the run, if there was one.
    public init(notebook: Notebook, result: RunResult? = nil) {
      self.notebook = notebook
      self.result = result ?? RunResult(of: notebook)
      let file = notebook.file.split(separator: "/").last.map(String.init) ?? notebook.file
      let name = file.hasSuffix(".md") ? String(file.dropLast(3)) : file
      destination = name + ".html"
      number = Int(name.prefix { $0.isASCII && $0.isNumber })
      title = PageRenderer(Report(notebook: notebook, result: self.result)).title
    }

    /// What stands above the title: "Chapter 5"; what has no number comes after the chapters.
    var label: String { number.map { "Chapter \($0)" } ?? "Appendix" }

    var link: Navigation.Link { Navigation.Link(title: title, destination: destination) }
  }

  /// A page of the book's own.
  public struct Page: Sendable {
    /// The file's name.
    public var name: String
    public var html: String
  }

  public var book: Book
  public var chapters: [Chapter]

  public init(book: Book, chapters: [Chapter]) {
    self.book = book
    self.chapters = chapters
  }

  static let frontPage = "index.html"
  static let glossary = "glossary.html"
  static let search = "search.html"

  var title: String { book.title ?? "Notebooks" }

  /// The way from a chapter to the others; without an index, from a page of the book's own.
  public func navigation(of index: Int? = nil) -> Navigation {
    var navigation = Navigation(book: .init(title: title, destination: Self.frontPage))
    navigation.chapters = chapters.map {
      .init(link: $0.link, number: $0.number.map(String.init))
    }
    navigation.glossary = .init(title: "Glossary", destination: Self.glossary)
    navigation.search = .init(title: "Search", destination: Self.search)
    guard let index else { return navigation }
    navigation.current = index
    navigation.label = chapters[index].label
    navigation.previous = index > 0 ? chapters[index - 1].link : nil
    navigation.next = index + 1 < chapters.count ? chapters[index + 1].link : nil
    return navigation
  }

  /// The front page, the glossary and the search.
  public func pages() -> [Page] {
    let texts = chapters.map { ChapterText($0) }
    return [
      Page(name: Self.frontPage, html: FrontPage(report: self).html()),
      Page(name: Self.glossary, html: GlossaryPage(report: self, texts: texts).html()),
      Page(name: Self.search, html: SearchPage(report: self, texts: texts).html()),
    ]
  }

  /// What stands around the content of a page of the book's own.
  func shell(title: String, moreScript: String = "") -> PageShell {
    PageShell(
      title: title == self.title ? title : "\(title) · \(self.title)", description: book.description,
      authors: book.authors, moreStyles: PageAssets.bookStyleSheet, moreScript: moreScript)
  }
}
