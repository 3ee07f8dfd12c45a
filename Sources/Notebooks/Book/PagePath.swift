import Foundation

/// Where the pages of notebooks are written.
public enum PagePath {
  /// The folder for the pages of a book whose list is in `folder`: `output` next to a folder named `notebooks`, and
  /// `output` inside any other, so that no two books share one.
  public static func pages(nextTo folder: String) -> String {
    guard isNotebooks(folder) else { return Path.joined(folder, "output") }
    // It is named relative to the user's name for the folder, if that contains the folder's own name.
    let isWritten = Path.parts(of: folder).last == "notebooks"
    let above = isWritten ? Path.folder(of: trimmed(folder)) : folder == "." ? ".." : "\(folder)/.."
    return Path.joined(above, "output")
  }

  /// The page of a notebook that belongs to no book: in `output` next to a folder named `notebooks`, otherwise next to
  /// notebook.
  public static func page(of notebook: String) -> String {
    let folder = Path.folder(of: notebook)
    let name = pageName(of: Path.parts(of: notebook).last ?? "notebook")
    return Path.joined(isNotebooks(folder) ? pages(nextTo: folder) : folder, name)
  }

  /// The folder that has such a notebook's page, or the folder for pages, in it, without links.
  public static func home(of notebook: String) -> String {
    let folder = Path.folder(of: notebook)
    return Path.canonical(isNotebooks(folder) ? Path.folder(of: pages(nextTo: folder)) : folder)
  }

  /// The name of a notebook's page: `05-lstm.html` for `05-lstm.md`.
  public static func pageName(of notebook: String) -> String {
    (notebook.hasSuffix(".md") ? String(notebook.dropLast(3)) : notebook) + ".html"
  }

  private static func isNotebooks(_ folder: String) -> Bool {
    Path.parts(of: Path.absolute(folder)).last == "notebooks"
  }

  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path = path.dropLast() }
    return String(path)
  }
}

extension Book {
  /// The page of a chapter in the folder of the book's pages. Chapters in subfolders keep them; one outside of the book's
  /// folder is put directly into it.
  public static func page(ofChapter path: String) -> String {
    let parts = Path.parts(of: Path.normalized(path)).drop { $0 == ".." }
    return PagePath.pageName(of: parts.joined(separator: "/"))
  }

  /// The folder of the list.
  public var folder: String { Path.folder(of: file) }

  /// A chapter's file, relative to the same folder as the list's.
  public func notebook(of chapter: Chapter) -> String { Path.joined(folder, chapter.path) }

  /// The folder for the book's pages.
  public var pages: String { PagePath.pages(nextTo: folder) }

  /// The folder that has the folder for the pages in it, without links.
  public var home: String { Path.canonical(Path.folder(of: pages)) }

  /// The book's own pages.
  public static let ownPages = ["index.html", "glossary.html", "search.html"]
}
