import ArgumentParser
import Foundation
import Notebooks
import Reports

/// The list of a book's chapters, and their notebooks with references between chapters resolved.
struct BookSource {
  var report: BookReport
  /// What is wrong with the list, and with chapters that can't be read.
  var messages: [String]
  /// The listed chapters that can't be read.
  var missing = 0

  /// - Parameter pages: the folder for the pages, if it isn't the usual one.
  /// - Throws: `ExitCode` 1 if the list can't be read.
  init(_ path: String, pages: String? = nil) throws {
    let book: Book
    do {
      book = try Book.load(path)
    } catch {
      Terminal.print("\(error)")
      throw ExitCode.failure
    }
    self.init(book, pages: pages)
  }

  /// - Parameter names: the user's names for chapters' files, by index, if they differ from the list's.
  init(_ book: Book, pages: String? = nil, names: [Int: String] = [:]) {
    messages = book.diagnostics.map { "\($0)" }
    report = BookReport(book: book, chapters: [])
    report.chapters = book.chapters.enumerated().map { index, chapter in
      BookReport.Chapter(
        notebook: Notebook.read(names[index] ?? book.notebook(of: chapter)),
        page: Book.page(ofChapter: chapter.path))
    }
    resolveReferences()
    followLinks(pages: pages ?? book.pages)
    for (chapter, source) in zip(book.chapters, report.chapters) where !source.notebook.isReadable {
      let place = "\(book.file):\(chapter.location.line):\(chapter.location.column)"
      let reason = source.notebook.diagnostics.first?.message ?? "cannot be read"
      messages.append("\(place): error: \(source.notebook.file): \(reason)")
      missing += 1
    }
  }

  /// Reads chapters with unresolved references again, now that all chapters' labels are known.
  private mutating func resolveReferences() {
    guard report.chapters.contains(where: \.notebook.hasOpenReferences) else { return }
    var labels = BookLabels()
    for chapter in report.chapters { labels.add(chapter.notebook, named: chapter.nameInText) }
    for index in report.chapters.indices where report.chapters[index].notebook.hasOpenReferences {
      let file = report.chapters[index].notebook.file
      report.chapters[index].notebook = Notebook.read(file, bookLabels: labels)
    }
  }

  private mutating func followLinks(pages folder: String) {
    let pages = BookPages(
      of: report.book, chapters: report.chapters.map { ($0.notebook, $0.destination) }, in: folder)
    for index in report.chapters.indices {
      let chapter = report.chapters[index]
      report.chapters[index].notebook = ReferenceCheck.checked(
        chapter.notebook, page: Path.joined(folder, chapter.destination), in: pages)
    }
  }

  var hasErrors: Bool { missing > 0 || report.book.diagnostics.contains { $0.severity == .error } }
}

/// One notebook, as a chapter of a book or alone.
struct NotebookSource {
  var notebook: Notebook
  /// The notebook's place in its book, if it is in one.
  var navigation: Navigation?
  /// The file of its page.
  var page: String

  /// - Parameter output: the page's file, if the user names it.
  init(_ path: String, output: String? = nil) {
    guard let place = Book.containing(path) else {
      page = output ?? PagePlace.page(of: path)
      notebook = ReferenceCheck.checked(Notebook.read(path), page: page)
      return
    }
    let source = BookSource(place.book, names: [place.chapter: path])
    page = output ?? place.page
    notebook = source.report.chapters[place.chapter].notebook
    navigation = source.report.navigation(of: place.chapter)
  }
}

/// A command's list of chapters.
struct BookArguments: ParsableArguments {
  @Argument(help: "The list of chapters.", completion: .file(extensions: ["yml"]))
  var book = BookArguments.standard

  static let standard = "notebooks/book.yml"

  /// Reads the list and the notebooks, and prints what is wrong with the list.
  ///
  /// - Parameter pages: the folder for the pages, if it isn't the usual one.
  func load(pages: String? = nil) throws -> BookSource {
    let source = try BookSource(book, pages: pages)
    source.messages.forEach { Terminal.print($0) }
    return source
  }
}
