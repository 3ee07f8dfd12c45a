/// The chapters of a book and their pages, as links find them.
public struct BookPages: Sendable {
  /// A chapter's page.
  struct Page: Sendable {
    /// Its absolute path.
    var path: String
    var anchors: Set<[UInt8]>
    /// Other names of its headings.
    var headingNames: [String: String]
  }

  /// The list of the chapters, as messages name it.
  let list: String
  /// The folder of the book's pages, as an absolute path.
  let folder: String
  /// The folder of the list, without links.
  private let home: String
  private var chapters: [String: Page] = [:]

  /// - Parameters:
  ///   - chapters: the notebooks with their pages, relative to the folder.
  ///   - folder: the folder for the book's pages.
  public init(of book: Book, chapters: [(notebook: Notebook, page: String)], in folder: String) {
    list = book.file
    self.folder = Path.absolute(folder)
    home = Path.canonical(book.folder)
    for chapter in chapters {
      self.chapters[Path.canonical(chapter.notebook.file)] = Page(
        path: "\(self.folder)/\(chapter.page)", anchors: chapter.notebook.anchors,
        headingNames: chapter.notebook.headingNames)
    }
  }

  /// The page of the notebook in a file, if it is a chapter.
  func page(of file: String) -> Page? { chapters[Path.canonical(file)] }

  /// Where the copy of a file is, relative to the pages' folder: in the same place as in the book's.
  ///
  /// - Returns: `nil` for a file that is among the pages already.
  func place(ofCopyOf file: String) -> String? {
    let file = Path.joined(Path.canonical(Path.folder(of: file)), Path.name(of: file))
    if Path.isInside(Path.canonical(folder), file) { return nil }
    return Path.parts(of: Path.relative(from: home, to: file)).drop { $0 == ".." }.joined(separator: "/")
  }

  /// The anchors of the book's page with this absolute path, a chapter's or one of its own; `nil` if it has no such page.
  func anchors(ofPageAt path: String) -> Set<[UInt8]>? {
    if let page = chapters.values.first(where: { $0.path == path }) { return page.anchors }
    guard let own = Book.ownPages.first(where: { "\(folder)/\($0)" == path }) else { return nil }
    let ids = Set((["top", "main"] + (Self.ownAnchors[own] ?? [])).map { Array($0.utf8) })
    if own != "glossary.html" { return ids }
    let prefix = Array("term:".utf8)
    return chapters.values.reduce(into: ids) { $0.formUnion($1.anchors.filter { $0.starts(with: prefix) }) }
  }

  private static let ownAnchors = [
    "index.html": ["map", "chapters", "needs"], "glossary.html": ["sections"],
    "search.html": ["query", "results", "status", "keys"],
  ]
}
