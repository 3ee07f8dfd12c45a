import Foundation
import Notebooks

/// The files that pages are made from. No page may overwrite one.
enum PageSources {
  /// The notebook, the files that its page shows or its cells read, and its book's list and chapters.
  static func of(_ notebook: Notebook, filesRead: [String] = []) -> [String] {
    let list = Path.joined(Path.folder(of: notebook.file), "book.yml")
    let book = Book.containing(notebook.file)?.book ?? (try? Book.load(list))
    return [list] + (book.map(chapters) ?? []) + own(notebook) + read(by: notebook, filesRead)
  }

  private static func chapters(of book: Book) -> [String] {
    [book.file, Glossary.file(beside: book.file)] + book.bibliography.files
      + book.chapters.map { book.notebook(of: $0) }
  }

  /// The notebook, what is in its page, and what is copied for it.
  private static func own(_ notebook: Notebook) -> [String] {
    let folder = Path.folder(of: notebook.file)
    return [notebook.file] + notebook.listedFiles + notebook.images.map { Path.joined(folder, $0.source) }
      + notebook.linkedFiles.map(\.source)
  }

  /// The files that a notebook's cells have read, whose paths are absolute or relative to its folder.
  static func read(by notebook: Notebook, _ files: [String]) -> [String] {
    let folder = URL(fileURLWithPath: notebook.file).deletingLastPathComponent().path
    return files.map { Path.isAbsolute($0) ? $0 : folder + "/" + $0 }
  }

  /// A book's list, and the sources of each of its chapters.
  static func of(_ book: Book, _ notebooks: [Notebook]) -> [String] {
    chapters(of: book) + notebooks.flatMap { own($0) }
  }
}
