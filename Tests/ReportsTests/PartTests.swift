import Foundation
import Notebooks
import Reports
import Testing

/// A book's parts, appendices and chapters without numbers.
@Suite struct PartTests {
  private static let list = """
    chapters:
      - preface.md
      - part: First & best
        chapters:
          - 01-a.md
          - file: 02-b.md
            number: false
      - part: Second
        chapters:
          - file: c.md
            number: 7
      - after.md
    appendices: [x.md, 09-y.md]
    """

  private func report() -> BookReport {
    let book = Book.parse(Self.list, file: "book.yml")
    #expect(book.diagnostics.isEmpty)
    let chapters = book.chapters.map { chapter in
      BookReport.Chapter(
        notebook: Notebook.parse("# Title of \(chapter.path)", file: chapter.path),
        page: Book.page(ofChapter: chapter.path), listed: chapter)
    }
    return BookReport(book: book, chapters: chapters)
  }

  @Test func `chapters are numbered by their files, by the list, or not at all`() {
    let labels = report().chapters.map { $0.label ?? "-" }
    #expect(labels == ["-", "Chapter 1", "-", "Chapter 7", "-", "Appendix A", "Appendix B"])
    #expect(report().chapters[5].nameInText == .letter("A"))
  }

  @Test func `previous and next go through all parts`() {
    let navigation = report().navigation(of: 3)
    #expect(navigation.previous?.destination == "02-b.html")
    #expect(navigation.next?.destination == "after.html")
    #expect(navigation.chapters.map { $0.part ?? -1 } == [-1, 0, 0, 1, -1, 2, 2])
    #expect(navigation.chapters.map { $0.number ?? "-" } == ["-", "1", "-", "7", "-", "A", "B"])
    #expect(navigation.parts.map(\.title) == ["First & best", "Second", "Appendices"])
  }

  @Test func `the front page and the list of chapters have the parts' titles`() {
    let report = report()
    let front = report.pages()[0].html
    #expect(front.contains("<h3 class=\"part\">First &amp; best</h3>\n<ol class=\"cards\">\n<li>"))
    #expect(front.components(separatedBy: "<ol class=\"cards\">").count == 6)
    let chapter = report.chapters[5]
    let page = Report(
      notebook: chapter.notebook, result: chapter.result, navigation: report.navigation(of: 5)
    ).html()
    #expect(page.contains("<li class=\"part\"><span>Appendices</span><ol>\n<li><a href=\"x.html\""))
    #expect(page.contains("<p class=\"chapter\">Appendix A</p>"))
    #expect(MarkupChecker(front).problems == [] && MarkupChecker(page).problems == [])
  }

  @Test func `a book without parts has no trace of them`() {
    let book = Book.parse("chapters: [a.md]", file: "book.yml")
    let chapter = BookReport.Chapter(notebook: Notebook.parse("a", file: "a.md"), listed: book.chapters[0])
    let report = BookReport(book: book, chapters: [chapter])
    let front = report.pages()[0].html
    #expect(!front.contains("class=\"part\"") && !front.contains("h3.part"))
  }

  @Test(arguments: [
    ("chapters: [{part: A, chapters: []}]", "1:32: error: the part 'A' has no chapters"),
    ("chapters: [{part: A}]", "1:12: error: the part 'A' has no 'chapters'"),
    ("chapters: [{part: [A], chapters: [a.md]}]", "1:19: error: 'part' must be a text, not a list"),
    (
      "chapters: [{part: A, chapters: a.md}]",
      "1:32: error: the chapters of the part 'A' must be a list of files, not 'a.md'"
    ),
    (
      "chapters: [{part: A, chapters: [a.md, {part: B, chapters: [b.md]}]}]",
      "1:39: error: the part 'A' can't contain another part"
    ),
    (
      "chapters: [{part: A, chapters: [a.md]}, {part: B, chapters: [a.md]}]",
      "1:62: error: the chapter 'a.md' is already listed in line 1"
    ),
    (
      "chapters: [{part: A, chapters: [a.md], parts: x}]",
      "1:40: warning: unknown key 'parts'; did you mean 'part'?"
    ),
    ("chapters: [a.md]\nappendices: []", "2:13: error: 'appendices' has no chapters"),
    (
      "chapters: [a.md]\nappendices: [a.md]", "2:14: error: the chapter 'a.md' is already listed in line 1"
    ),
    (
      "chapters: [{file: a.md, number: x}]",
      "1:33: error: 'number' must be a whole number, or false for a chapter without one, not 'x'"
    ),
  ])
  func `a mistake in a part has its place`(text: String, complaint: String) {
    #expect(Book.parse(text, file: "book.yml").diagnostics.map { "\($0)" } == ["book.yml:\(complaint)"])
  }
}
