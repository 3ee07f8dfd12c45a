/// The chapters of a book and their pages, as links find them.
public struct BookPages: Sendable {
  /// A chapter's page.
  struct Page: Sendable {
    /// Its absolute path.
    var path: String
    var anchors: Set<[UInt8]>
  }

  /// The list of the chapters, as messages name it.
  let list: String
  /// The folder of the book's pages, as an absolute path.
  let folder: String
  private var chapters: [String: Page] = [:]

  /// - Parameters:
  ///   - chapters: the notebooks with their pages, relative to the folder.
  ///   - folder: the folder for the book's pages.
  public init(of book: Book, chapters: [(notebook: Notebook, page: String)], in folder: String) {
    list = book.file
    self.folder = Path.absolute(folder)
    for chapter in chapters {
      self.chapters[Path.canonical(chapter.notebook.file)] = Page(
        path: "\(self.folder)/\(chapter.page)", anchors: chapter.notebook.anchors)
    }
  }

  /// The page of the notebook in a file, if it is a chapter.
  func page(of file: String) -> Page? { chapters[Path.canonical(file)] }

  /// Whether the book has a page with this absolute path: a chapter's or one of its own.
  func hasPage(at path: String) -> Bool {
    chapters.values.contains { $0.path == path } || Book.ownPages.contains { "\(folder)/\($0)" == path }
  }
}
