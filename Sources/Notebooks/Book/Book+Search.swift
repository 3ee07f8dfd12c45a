import Foundation

extension Book {
  /// A book with one of its chapters.
  public struct Membership: Sendable {
    public var book: Book
    /// The chapter's index.
    public var chapter: Int
    /// The chapter's page, in the folder for the book's pages.
    public var page: String
  }

  /// The book that a notebook is a chapter of: the nearest `book.yml` that lists it, in the notebook's folder or one
  /// above.
  public static func containing(_ notebook: String) -> Membership? {
    let file = Path.canonical(notebook)
    var folder = Path.folder(of: notebook)
    while true {
      let list = Path.joined(folder, "book.yml")
      if FileManager.default.fileExists(atPath: list), let book = try? Book.load(list),
        let chapter = book.chapters.firstIndex(where: { Path.canonical(book.notebook(of: $0)) == file })
      {
        let page = Path.joined(book.pages, Book.page(ofChapter: book.chapters[chapter].path))
        return Membership(book: book, chapter: chapter, page: page)
      }
      if Path.absolute(folder) == "/" { return nil }
      folder = above(folder)
    }
  }

  private static func above(_ folder: String) -> String {
    if folder == "." { return ".." }
    let last = Path.parts(of: folder).last
    return last == ".." || last == "." ? folder + "/.." : Path.folder(of: folder)
  }
}
