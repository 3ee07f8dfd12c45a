import Foundation
import Notebooks
import Reports
import Testing

/// The book's front page: its map, its cards and what they promise.
@Suite struct FrontPageTests {
  /// A book whose chapters have the names, the prerequisites and nothing else.
  private static func chapters(_ list: [(String, [String])]) -> [Book.Chapter] {
    list.map { path, prerequisites in
      var chapter = Book.Chapter(path: path, location: SourceLocation(line: 1, column: 1))
      chapter.prerequisites = prerequisites
      return chapter
    }
  }

  @Test func `each chapter comes after those that it builds on, in a lane of its own where the way forks`() {
    let places = BookMap.places(
      of: Self.chapters([
        ("a", []), ("b", ["a"]), ("c", ["a"]), ("d", ["c"]), ("alone", []), ("e", ["d", "b"]),
      ]))
    #expect(places.map(\.chapter) == [0, 1, 2, 3, 5])
    #expect(places.map(\.level) == [0, 1, 1, 2, 3])
    #expect(places.map(\.lane) == [0, 0, 1, 1, 1])
    #expect(places.map(\.prerequisites) == [[], [0], [0], [2], [1, 3]])
    // Also where the first that is named is not the last of them.
    let named = BookMap.places(
      of: Self.chapters([("a", []), ("b", ["a"]), ("c", ["b"]), ("d", ["a", "c"])]))
    #expect(named.map(\.level) == [0, 1, 2, 3])
  }

  @Test func `a numbered chapter that no other is linked with stands alone on the map`() {
    let places = BookMap.places(
      of: Self.chapters([
        ("preface.md", []), ("1.md", []), ("2.md", []), ("3.md", ["1.md"]), ("4.md", []), ("5.md", []),
      ]))
    #expect(places.map(\.chapter) == [1, 2, 3, 4, 5])
    #expect(places.map(\.level) == [0, 0, 1, 1, 0])
    #expect(places.map(\.lane) == [0, 1, 0, 1, 2])
    #expect(places.map(\.prerequisites) == [[], [], [1], [], []])
  }

  @Test(
    arguments: zip(
      [6800, 1700, 850, 17],
      ["about 40 minutes", "about 10 minutes", "about 5 minutes", "about 1 minute"]))
  func `prose is read at 170 words a minute`(words: Int, time: String) {
    let chapter = BookReport.Chapter(
      notebook: Notebook.parse(String(repeating: "word ", count: words), file: "1.md"))
    let book = Book.parse("chapters: [1.md]", file: "book.yml")
    let page = BookReport(book: book, chapters: [chapter]).pages()[0].html
    #expect(page.contains("<span class=\"time\">\(time)</span>"))
    #expect(page.contains("One chapter, \(time) in all"))
  }

  @Test func `the time for all of the chapters is rounded like that of one`() {
    let words = String(repeating: "word ", count: 1190)
    let book = Book.parse("chapters: [1.md, 2.md]", file: "book.yml")
    let chapters = book.chapters.map { BookReport.Chapter(notebook: Notebook.parse(words, file: $0.path)) }
    let page = BookReport(book: book, chapters: chapters).pages()[0].html
    #expect(page.contains("about 7 minutes</span>") && page.contains("2 chapters, about 10 minutes in all"))
  }

  @Test func `one minute is one in each language`() {
    let texts = PageWords.languages.map { ReadingTime.text(1, in: PageWords(language: $0)) }
    #expect(
      texts == [
        "etwa 1 Minute", "environ 1 minute", "aproximadamente 1 minuto", "نحو دقيقة واحدة", "约 1 分钟", "約 1 分",
        "כדקה אחת",
      ])
  }

  @Test(
    arguments: zip([80, 90, 100, 130, 840], ["80 minutes", "1½ hours", "1½ hours", "2 hours", "14 hours"]))
  func `longer times are halves of hours`(minutes: Int, words: String) {
    #expect(ReadingTime.text(minutes) == "about \(words)")
  }

  @Test func `every numbered chapter of this book has a plate, an outcome and a place on the map`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let book = try Book.load(root.appendingPathComponent("notebooks/book.yml").path)
    #expect(book.diagnostics.isEmpty)
    let numbered = book.chapters.filter { $0.path.first?.isNumber == true }
    #expect(numbered.count >= 12)
    #expect(numbered.allSatisfy { $0.plate != nil && $0.outcome != nil })
    #expect(Set(numbered.compactMap(\.plate)).count == numbered.count, "two chapters have one plate")
    #expect(BookMap.places(of: book.chapters).count == numbered.count)
  }

  @Test func `many chapters that stand alone get levels of their own, not ever more lanes`() {
    let alone = (3...20).map { "\($0).md" }.joined(separator: ", ")
    let book = Book.parse("chapters: [1.md, {file: 2.md, after: [1.md]}, \(alone)]", file: "book.yml")
    let places = BookMap.places(of: book.chapters)
    #expect(places.count == 20)
    #expect((places.map(\.lane).max() ?? 0) == 3)
    #expect(Set(places.map { [$0.level, $0.lane] }).count == 20)
  }

  @Test func `a chapter without a picture shows its number, and a preface nothing`() {
    let book = Book.parse("chapters: [preface.md, 1.md]\nappendices: [tables.md]", file: "book.yml")
    let chapters = book.chapters.map { listed in
      BookReport.Chapter(
        notebook: Notebook.parse("# T", file: listed.path), page: listed.path + ".html", listed: listed)
    }
    let front = BookReport(book: book, chapters: chapters).pages()[0].html
    let marks = front.matches(of: /<span class="picture[^>]*>(.*?)<\/span>/).map { String($0.1) }
    #expect(marks == ["1", "A"])
  }

  @Test func `a card has its plate, its time and its outcome, and the map links to each chapter`() {
    var book = Book.parse(
      "title: T\nchapters:\n  - 0-a.md\n  - {file: 1-b.md, after: [0-a.md], plate: belt, outcome: 'x < y'}",
      file: "book.yml")
    book.description = "One.\nTwo."
    let chapters = book.chapters.map {
      BookReport.Chapter(notebook: Notebook.parse("# \($0.path)\n\nWords.", file: $0.path))
    }
    let report = BookReport(book: book, chapters: chapters)
    let page = report.pages()[0].html
    let markup = MarkupChecker(page)
    #expect(markup.problems == [])
    #expect(markup.elements(ofClass: "plate-art").count == 1)
    #expect(page.contains("You can then x &lt; y."))
    #expect(page.components(separatedBy: "about 1 minute<").count == 3)
    #expect(markup.elements(named: "a").filter { $0.attributes["data-page"] == "1-b.html" }.count == 3)
    // On a narrow page the line goes on below the name, which is below the circle at 22.
    #expect(page.contains("d=\"M175.0 58.0V58.0C"))
    #expect(page.contains("2 chapters, about 2 minutes in all"))
  }
}
