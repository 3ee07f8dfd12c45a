import ArgumentParser
import Foundation
import Notebooks
import Reports

extension BookSource {
  /// Reads the list.
  ///
  /// - Parameters:
  ///   - path: the list, or its folder.
  ///   - pages: the folder for the pages, if it isn't the usual one.
  /// - Throws: `ExitCode` 1 if the list can't be read.
  init(_ path: String, pages: String? = nil) throws {
    let book: Book
    do {
      book = try Book.load(Book.list(at: path) ?? path)
    } catch {
      Terminal.print("\(error)\(BookArguments.advice(on: error))")
      throw ExitCode.failure
    }
    self.init(book, pages: pages)
  }
}

/// A command's list of chapters.
struct BookArguments: ParsableArguments {
  @Argument(
    help: "A book's list of chapters, or its folder.", completion: .file(extensions: ["yml"]),
    transform: PathArgument.book)
  var book = BookArguments.standard

  /// The book of the folder that the command is called in: in a folder of its own for notebooks, or right there.
  static var standard: String {
    let usual = "notebooks/book.yml"
    let files = FileManager.default
    return !files.fileExists(atPath: usual) && files.fileExists(atPath: "book.yml") ? "book.yml" : usual
  }

  /// What to do where there is no list.
  static func advice(on error: NotebookLoadError) -> String {
    guard case .missing(let file) = error, file.hasSuffix("book.yml") else { return "" }
    let other = String(file.dropLast(3)) + "yaml"
    if FileManager.default.fileExists(atPath: other) { return "; rename '\(other)'" }
    return file == standard
      ? ", and no book.yml; name a book's folder, or begin a book with 'lectern new --book my-course'" : ""
  }

  /// Reads the list and the notebooks, and prints what is wrong with the list.
  ///
  /// - Parameter pages: the folder for the pages, if it isn't the usual one.
  func load(pages: String? = nil) throws -> BookSource {
    let source = try BookSource(book, pages: pages)
    source.messages.forEach { Terminal.print($0) }
    return source
  }
}
