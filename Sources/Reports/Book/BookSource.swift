import Foundation
import Notebooks

/// The list of a book's chapters, and their notebooks with references between chapters resolved.
public struct BookSource: Sendable {
  public var report: BookReport
  /// What is wrong with the list, and with chapters that can't be read.
  public private(set) var messages: [String]
  /// The listed chapters that can't be read.
  public private(set) var missing = 0
  /// Whether the glossary and the chapters' terms are the same.
  public private(set) var hasDefinitions = true

  /// - Parameter names: the user's names for chapters' files, by index, if they differ from the list's.
  public init(_ book: Book, pages: String? = nil, names: [Int: String] = [:]) {
    var parsed = ParsedNotebooks()
    self.init(book, pages: pages, names: names, &parsed)
    checkGlossary()
  }

  /// Reads the book without a check of its glossary, which needs every chapter's words.
  ///
  /// - Parameters:
  ///   - chapter: the chapter whose references are resolved and whose links are followed; `nil` for all.
  ///   - parsed: the notebooks that were parsed for an earlier reading.
  public init(
    _ book: Book, pages: String? = nil, names: [Int: String] = [:], only chapter: Int? = nil,
    _ parsed: inout ParsedNotebooks
  ) {
    messages = book.diagnostics.digest.map { "\($0)" }
    report = BookReport(book: book, chapters: [])
    parsed.prepare(
      book.chapters.indices.map { names[$0] ?? book.notebook(of: book.chapters[$0]) }, of: book.file,
      bookLabels: BookLabels(of: book))
    report.chapters = book.chapters.enumerated().map { index, chapter in
      BookReport.Chapter(
        notebook: parsed.read(
          names[index] ?? book.notebook(of: chapter), of: book.file,
          bookLabels: BookLabels(of: book)),
        page: Book.page(ofChapter: chapter.path), listed: chapter, in: book)
    }
    let resolved = chapter.map { [$0] } ?? Array(report.chapters.indices)
    resolveReferences(of: resolved, &parsed)
    followLinks(of: resolved, pages: pages ?? book.pages)
    for (chapter, source) in zip(book.chapters, report.chapters) where !source.notebook.isReadable {
      let place = "\(book.file):\(chapter.location.line):\(chapter.location.column)"
      let reason = source.notebook.diagnostics.first?.message ?? "cannot be read"
      messages.append("\(place): error: \(source.notebook.file): \(reason)")
      missing += 1
    }
  }

  private mutating func checkGlossary() {
    // Where chapters or definitions could not be read, others would seem to lack theirs.
    guard missing == 0, report.book.isComplete, let glossary = report.book.glossary, glossary.isReadable
    else { return }
    let problems = glossary.problems(with: report.chapters.map { ChapterText($0) })
    messages += problems.map { "\($0)" }
    hasDefinitions = problems.isEmpty
  }

  /// Reads chapters with unresolved references again, now that all chapters' labels are known.
  private mutating func resolveReferences(of indices: [Int], _ parsed: inout ParsedNotebooks) {
    // Titles with references are in other chapters' references, so they come first.
    read(report.chapters.indices.filter { report.chapters[$0].notebook.hasOpenTitles }, &parsed)
    read(indices.filter { report.chapters[$0].notebook.hasOpenReferences }, &parsed)
  }

  /// Reads chapters again with the labels that all chapters have now.
  private mutating func read(_ open: [Int], _ parsed: inout ParsedNotebooks) {
    if open.isEmpty { return }
    let labels = report.labels
    parsed.prepare(open.map { report.chapters[$0].notebook.file }, bookLabels: labels)
    for index in open {
      let file = report.chapters[index].notebook.file
      report.chapters[index].notebook = parsed.read(file, bookLabels: labels)
    }
  }

  private mutating func followLinks(of indices: [Int], pages folder: String) {
    let pages = report.bookPages(in: folder)
    let api = APIIndex(
      report.chapters.map { APIIndex.Page(notebook: $0.notebook, page: $0.destination, name: $0.nameInText) },
      for: indices)
    for index in indices {
      report.chapters[index].notebook.apiLinks = api.links(of: index)
      let chapter = report.chapters[index]
      report.chapters[index].notebook = ReferenceCheck.checked(
        chapter.notebook, page: Path.joined(folder, chapter.destination), in: pages)
    }
    checkCopies()
  }

  /// Reports files whose copies would have one place among the pages: one is in the book's folder, the other outside of it, or
  /// their names differ only in capitals.
  private mutating func checkCopies() {
    var sources: [String: String] = [:]
    for index in report.chapters.indices {
      let notebook = report.chapters[index].notebook
      for copy in notebook.linkedFiles {
        let first = sources[copy.place.lowercased(), default: copy.source]
        sources[copy.place.lowercased()] = first
        guard Path.canonical(first) != Path.canonical(copy.source) else { continue }
        var clash = Diagnostic(
          .error, file: notebook.file, at: copy.location,
          "among the pages, the copy of this file would take the place of '\(copy.place)', the copy of '\(first)'; rename "
            + "one of them")
        clash.stopsProgram = false
        report.chapters[index].notebook.diagnostics.append(clash)
      }
    }
  }

  /// A chapter's notebook as it would be with another text.
  public func notebook(ofChapter index: Int, withText text: [UInt8]) -> Notebook {
    let draft = draft(ofChapter: index)
    return draft.checked(draft.parsed(text))
  }

  /// A chapter for one text after another.
  public func draft(ofChapter index: Int) -> ChapterDraft {
    let (chapter, folder) = (report.chapters[index], report.book.pages)
    return ChapterDraft(
      chapter, labels: report.labels, page: Path.joined(folder, chapter.destination),
      pages: report.bookPages(in: folder))
  }

  public var hasErrors: Bool {
    missing > 0 || !hasDefinitions || report.book.diagnostics.contains { $0.severity == .error }
  }
}

/// One notebook, as a chapter of a book or alone.
public struct NotebookSource: Sendable {
  public var notebook: Notebook
  /// The notebook's place in its book, if it is in one.
  public private(set) var navigation: Navigation?
  /// The file of its page.
  public private(set) var page: String
  /// The folder that no link may lead the page out of, unless the user names the page.
  public private(set) var home: String
  /// The folder for the pages of its book, if it is in one.
  public private(set) var pages: String?

  /// - Parameter output: the page's file, if the user names it.
  public init(_ path: String, output: String? = nil) {
    guard let place = Book.containing(path) else {
      (page, home) = (output ?? PagePath.page(of: path), PagePath.home(of: path))
      notebook = ReferenceCheck.checked(Notebook.read(path), page: page)
      let own = APIIndex.Page(notebook: notebook, page: page, name: .title(""))
      notebook.apiLinks = APIIndex([own], for: [0]).links(of: 0)
      return
    }
    var parsed = ParsedNotebooks()
    let source = BookSource(
      place.book, names: [place.chapter: path], only: place.chapter, &parsed)
    (page, home, pages) = (output ?? place.page, place.book.home, place.book.pages)
    notebook = source.report.chapters[place.chapter].notebook
    navigation = source.report.navigation(of: place.chapter)
  }

  /// A notebook as it would be with another text.
  public static func notebook(_ path: String, withText text: [UInt8]) -> Notebook {
    guard let place = Book.containing(path) else {
      return ReferenceCheck.checked(Notebook.parse(text, file: path), page: PagePath.page(of: path))
    }
    var parsed = ParsedNotebooks()
    let source = BookSource(
      place.book, names: [place.chapter: path], only: place.chapter, &parsed)
    return source.notebook(ofChapter: place.chapter, withText: text)
  }
}
