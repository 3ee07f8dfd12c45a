import Foundation
import Notebooks

/// The files that pages are made from. No page may overwrite one.
enum PageSources {
  /// The notebook, the files that its page shows or its cells read, and its book's list and chapters.
  static func of(_ notebook: Notebook, filesRead: [String] = []) -> [String] {
    let folder = URL(fileURLWithPath: notebook.file).deletingLastPathComponent()
    let list = folder.appendingPathComponent("book.yml").path
    let book = Book.containing(notebook.file)?.book ?? (try? Book.load(list))
    let chapters =
      book.map { book in
        [book.file, Glossary.file(beside: book.file)] + book.chapters.map { book.notebook(of: $0) }
      } ?? []
    let included = notebook.included.paths
    let shown = notebook.images.map { folder.path + "/" + $0.source }
    return [notebook.file, list] + chapters + included + shown + read(by: notebook, filesRead)
      + listings(of: notebook, in: folder)
  }

  /// The files that a notebook's cells have read, whose paths are absolute or relative to its folder.
  static func read(by notebook: Notebook, _ files: [String]) -> [String] {
    let folder = URL(fileURLWithPath: notebook.file).deletingLastPathComponent().path
    return files.map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 }
  }

  /// A book's list, and the sources of each of its chapters.
  static func of(_ book: Book, _ notebooks: [Notebook]) -> [String] {
    [book.file] + notebooks.flatMap { of($0) }
  }

  /// A listing's path doesn't say how far above the notebook's folder it begins, so all folders above are tried.
  private static func listings(of notebook: Notebook, in folder: URL) -> [String] {
    let files = notebook.listings.map(\.file)
    guard !files.isEmpty else { return [] }
    var folders = [folder.standardizedFileURL]
    while let last = folders.last, last.path != "/" { folders.append(last.deletingLastPathComponent()) }
    return files.flatMap { file in folders.map { $0.appendingPathComponent(file).path } }
  }
}
