import ArgumentParser
import Foundation
import Notebooks
import Reports

/// The list of a book's chapters, and their notebooks.
struct BookSource {
  var report: BookReport
  /// What is wrong with the list, and with chapters that cannot be read.
  var messages: [String]
  /// The chapters that are listed and can't be read.
  var missing = 0

  /// - Throws: `ExitCode` 1 where there is no list to read.
  init(_ path: String) throws {
    let book: Book
    do {
      book = try Book.load(path)
    } catch {
      Terminal.print("\(error)")
      throw ExitCode.failure
    }
    self.init(book)
  }

  private init(_ book: Book) {
    messages = book.diagnostics.map { "\($0)" }
    report = BookReport(book: book, chapters: [])
    let folder = book.file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    for chapter in book.chapters {
      let file = (folder + [Substring(chapter.path)]).joined(separator: "/")
      do {
        report.chapters.append(.init(notebook: try Notebook.load(file)))
      } catch {
        messages.append("\(book.file):\(chapter.location.line):\(chapter.location.column): \(error)")
        missing += 1
      }
    }
  }

  var hasErrors: Bool { missing > 0 || report.book.diagnostics.contains { $0.severity == .error } }

  /// Where a notebook stands in the book whose list lies beside it.
  static func navigation(of notebook: String) -> Navigation? {
    let folder = notebook.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let list = (folder + ["book.yml"]).joined(separator: "/")
    guard FileManager.default.fileExists(atPath: list), let book = try? Book.load(list) else { return nil }
    let name = notebook.split(separator: "/").last.map(String.init)
    guard book.chapters.contains(where: { $0.path == name }) else { return nil }
    let source = BookSource(book)
    return source.report.chapters.firstIndex { $0.notebook.file == notebook }
      .map { source.report.navigation(of: $0) }
  }
}

/// The list of chapters that a command is about.
struct BookArguments: ParsableArguments {
  @Argument(help: "The list of chapters.", completion: .file(extensions: ["yml"]))
  var book = BookArguments.standard

  static let standard = "notebooks/book.yml"

  /// Reads the list and the notebooks, and prints what is wrong with the list.
  func load() throws -> BookSource {
    let source = try BookSource(book)
    source.messages.forEach { Terminal.print($0) }
    return source
  }
}
