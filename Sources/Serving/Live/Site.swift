import Foundation
import Notebooks
import Reports

/// What is served: the pages of a book or of one notebook, where they are on the disk, and the files that they link
/// to.
struct Site: Sendable {
  /// What an address leads to.
  enum Target: Equatable, Sendable {
    case chapter(Int)
    /// One of the book's own pages.
    case own(String)
    /// The page of a notebook that is no chapter.
    case notebook(String)
    case file(String)
  }

  /// The list of chapters; `nil` for a notebook alone.
  let list: String?
  /// The notebook that the user has named.
  let notebook: String?
  /// The book as it was when it could last be read.
  private(set) var book: BookSource?
  /// What is wrong with the list now.
  private(set) var problem: String?
  private var parsed = ParsedNotebooks()
  /// The folder of the pages.
  private let pages: String
  /// The folder whose files have addresses: the one that contains both notebooks and pages.
  private let root: String

  /// - Parameter path: a book's folder or list, or a notebook.
  init(_ path: String) throws(ServingError) {
    if let list = Book.list(at: path) {
      guard FileManager.default.fileExists(atPath: list) else { throw .noBook(path) }
      self.init(list: list, notebook: nil)
    } else {
      self.init(list: Book.containing(path)?.book.file, notebook: path)
    }
  }

  private init(list: String?, notebook: String?) {
    self.list = list
    self.notebook = notebook
    let folder = Path.folder(of: Path.absolute(list ?? notebook ?? "."))
    let page = list == nil ? notebook.map { Path.folder(of: Path.absolute(PagePath.page(of: $0))) } : nil
    pages = page ?? Path.absolute(PagePath.pages(nextTo: folder))
    root = Self.common(pages, folder)
    read()
  }

  /// Reads the list and all notebooks in it again.
  mutating func read() {
    guard let list else { return }
    do {
      let source = BookSource(try Book.load(list), &parsed)
      book = source
      problem = source.report.book.diagnostics.first { $0.severity == .error }.map { "\($0)" }
    } catch {
      problem = "\(error)"
    }
  }

  /// A chapter as its file is now, in the book as it was when it was read last; `nil` if it is the same.
  mutating func chapterNow(_ index: Int) -> Notebook? {
    guard let list, let report = book?.report else { return nil }
    let before = report.chapters[index].notebook
    guard !parsed.hasText(of: before) else { return nil }
    // Without references to other chapters, it is parsed as the book's reading will find it.
    let labels = before.foreignLabels.isEmpty ? BookLabels(of: report.book) : report.labels
    return parsed.read(before.file, of: list, bookLabels: labels)
  }

  // MARK: Addresses

  /// The address of the page that is opened first.
  var start: String {
    if let notebook {
      let file = Path.canonical(notebook)
      let chapters = book?.report.chapters ?? []
      if let chapter = chapters.first(where: { Path.canonical($0.notebook.file) == file }) {
        return address(of: "\(pages)/\(chapter.destination)")
      }
      return address(of: Path.absolute(PagePath.page(of: notebook)))
    }
    return address(of: pages + "/index.html")
  }

  private func address(of file: String) -> String { Path.rest(of: file, in: root) ?? file }

  /// - Parameter path: an address without its first slash.
  func target(of path: String) -> Target {
    let file = (root == "/" ? "" : root) + "/" + path
    if let book, let page = Path.rest(of: file, in: pages) {
      if let chapter = book.report.chapters.firstIndex(where: { $0.destination == page }) {
        return .chapter(chapter)
      }
      if Book.ownPages.contains(page) { return .own(page) }
      let copies = book.report.chapters.lazy.flatMap { $0.notebook.linkedFiles }
      if let copy = copies.first(where: { $0.place == page }) { return .file(copy.source) }
    }
    return notebook(ofPage: file).map { .notebook($0) } ?? .file(file)
  }

  /// The notebook whose page `lectern run` writes to a file.
  private func notebook(ofPage file: String) -> String? {
    guard file.hasSuffix(".html") else { return nil }
    if let notebook, list == nil, Path.absolute(PagePath.page(of: notebook)) == file { return notebook }
    let name = (Path.parts(of: file).last ?? "").dropLast(5) + ".md"
    let folder = Path.folder(of: file)
    let candidates = [folder, Path.folder(of: folder) + "/notebooks"].map { "\($0)/\(name)" }
    return candidates.first {
      FileManager.default.fileExists(atPath: $0) && Path.absolute(PagePath.page(of: $0)) == file
    }
  }

  /// Whether a notebook's text links to a file of its project, which makes it one of the book's. Notebooks themselves are not
  /// sent: their pages are.
  func links(to file: String, from notebooks: [Notebook]) -> Bool {
    if file.hasSuffix(".md") { return false }
    let wanted = Path.canonical(file)
    let chapters = book?.report.chapters.map(\.notebook) ?? []
    return (chapters + notebooks).contains { notebook in
      PageFiles.linked(by: notebook).contains { Path.canonical($0) == wanted }
        && ProjectFolder.leaving(notebook.file, by: wanted) == nil
    }
  }

  /// The deepest folder that contains both.
  private static func common(_ a: String, _ b: String) -> String {
    let parts = zip(Path.parts(of: a), Path.parts(of: b)).prefix { $0.utf8.elementsEqual($1.utf8) }
    return "/" + parts.map { $0.0 }.joined(separator: "/")
  }
}
