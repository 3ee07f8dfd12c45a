import Foundation

/// Where the pages of notebooks go.
public enum PagePlace {
  /// The folder for the pages of a book whose list lies in `folder`: `output` beside a folder `notebooks`, and
  /// `output` inside of any other, so that no two books share one.
  public static func pages(besides folder: String) -> String {
    guard isNotebooks(folder) else { return Path.joined(folder, "output") }
    // Named as the user names the folder, where its name is written out.
    let isWritten = folder.split(separator: "/").last == "notebooks"
    let above = isWritten ? Path.folder(of: trimmed(folder)) : folder == "." ? ".." : "\(folder)/.."
    return Path.joined(above, "output")
  }

  /// The page of a notebook that belongs to no book: in `output` beside a folder `notebooks`, else beside the
  /// notebook.
  public static func page(of notebook: String) -> String {
    let folder = Path.folder(of: notebook)
    let name = pageName(of: String(notebook.split(separator: "/").last ?? "notebook"))
    return Path.joined(isNotebooks(folder) ? pages(besides: folder) : folder, name)
  }

  /// The page's name for a notebook's: `05-lstm.md` makes `05-lstm.html`.
  public static func pageName(of notebook: String) -> String {
    (notebook.hasSuffix(".md") ? String(notebook.dropLast(3)) : notebook) + ".html"
  }

  private static func isNotebooks(_ folder: String) -> Bool {
    Path.absolute(folder).split(separator: "/").last == "notebooks"
  }

  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path = path.dropLast() }
    return String(path)
  }
}

extension Book {
  /// The page of a chapter in the folder of the book's pages: chapters in folders keep these. What lies beside the
  /// book's own folder comes into it.
  public static func page(ofChapter path: String) -> String {
    let parts = Path.normalized(path).split(separator: "/").drop { $0 == ".." }
    return PagePlace.pageName(of: parts.joined(separator: "/"))
  }

  /// The folder in which the list lies.
  public var folder: String { Path.folder(of: file) }

  /// A chapter's file, named from where the list's file is named.
  public func notebook(of chapter: Chapter) -> String { Path.joined(folder, chapter.path) }

  /// The folder for the book's pages.
  public var pages: String { PagePlace.pages(besides: folder) }

  /// The pages that are the book's own.
  public static let ownPages = ["index.html", "glossary.html", "search.html"]
}
