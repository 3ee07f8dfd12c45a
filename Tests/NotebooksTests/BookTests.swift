import Foundation
import Notebooks
import TestSupport
import Testing

/// A book's list, and references between its chapters.
@Suite struct BookTests {
  @Test(arguments: [
    ("[one.md, b/one.md]", nil),
    ("[1-a.md, {file: 1-b.md, number: 2}, {file: 3.md, number: false}, 3-c.md]", nil),
    ("[1-a.md, b/01.md]", "1:20: warning: '1-a.md' in line 1 is chapter 1 already; 'number' gives another"),
    ("[a.md, ./a.md]", "1:18: error: the chapter './a.md' is already listed in line 1"),
    ("[a.md, b/../a.md]", "1:18: error: the chapter 'b/../a.md' is already listed in line 1"),
    (
      "[a.md, ../a.md]",
      "1:18: error: the page 'a.html' of '../a.md' would take the place of the one of 'a.md' in line 1; "
        + "rename one of the files"
    ),
    (
      "[One.md, one.md]",
      "1:20: error: the page 'one.html' of 'one.md' would take the place of the one of 'One.md' in line 1; "
        + "rename one of the files"
    ),
    (
      "[index.md]",
      "1:12: error: the page of 'index.md' would take the place of the book's own 'index.html'; "
        + "rename the chapter's file"
    ),
    (
      "[Search.md]",
      "1:12: error: the page of 'Search.md' would take the place of the book's own 'search.html'; "
        + "rename the chapter's file"
    ),
    ("[ch/index.md, ch/search.md, my chapter.md]", nil), ("[]", "1:11: error: the book has no chapters"),
  ])
  func `each chapter has its own page`(chapters: String, complaint: String?) {
    let book = Book.parse("chapters: \(chapters)", file: "book.yml")
    #expect(book.diagnostics.map { "\($0)" } == (complaint.map { ["book.yml:\($0)"] } ?? []))
  }

  @Test(arguments: [
    ("chapters:\n- one.md\n - two.md\n", "book.yml:3:2"),
    ("chapters:\n  - one.md  \n    - two.md\n", "book.yml:3:5"),
    ("needs:\n- A *pencil*\n  - paper\nchapters: [a.md]\n", "book.yml:3:3"),
  ])
  func `an item that is indented too far is told where it begins`(text: String, place: String) {
    let book = Book.parse(text, file: "book.yml")
    let reason = "it is indented further than the one above, so its line belongs to that item's text"
    #expect(book.diagnostics.map { "\($0)" } == ["\(place): warning: this '-' begins no item: \(reason)"])
  }

  @Test(arguments: [
    "- a - b.md", "- a -\n  b.md", "- 'a\n  - b.md'", "- a\n  b - c.md", "- file: a\n  title: b",
  ])
  func `a text with a hyphen is none that is indented too far`(item: String) {
    let book = Book.parse("needs:\n\(item)\nchapters: [a.md]\n", file: "book.yml")
    #expect(!book.diagnostics.contains { $0.message.contains("indented") })
  }

  @Test func `a book asks for rights and limits`() {
    let text = """
      chapters: [a.md]
      allow-read: [../data, /srv/corpora]
      allow-write: ../results
      allow-net: true
      timeout: 2.5
      memory: 16G
      max-output: 8m
      max-page: 4096
      """
    let book = Book.parse(text, file: "book.yml")
    let request = book.request
    #expect(book.diagnostics.isEmpty)
    #expect(request.readable.map(\.path) == ["../data", "/srv/corpora"] && request.hasNetwork)
    #expect(request.writable.map { "\($0.path) \($0.location.line)" } == ["../results 3"])
    #expect(request.timeout == 2.5 && request.memory == 16 << 30)
    #expect(request.output == 8 << 20 && request.displays == 4096)
  }

  @Test(arguments: [
    ("timeout: soon", "'timeout' must be a positive number of seconds, not 'soon'"),
    ("timeout: -1", "'timeout' must be a positive number of seconds, not '-1'"),
    ("memory: much", "'memory' must be a number of bytes, such as 4096, 512K, 4M or 2G, not 'much'"),
    ("max-page: 0", "'max-page' must be a number of bytes, such as 4096, 512K, 4M or 2G, not '0'"),
    ("allow-net: maybe", "'allow-net' must be true or false, not 'maybe'"),
    ("allow-read: [a, [b]]", "'allow-read' must name files or folders, not a list"),
  ])
  func `what a book can't ask for is said`(line: String, complaint: String) {
    let book = Book.parse("chapters: [a.md]\n\(line)\n", file: "book.yml")
    #expect(book.diagnostics.map(\.message) == [complaint])
  }

  @Test func `a chapter says what it builds on, which picture it has and what readers can do then`() {
    let book = Book.parse(
      """
      chapters:
        - one.md
        - file: two.md
          title: The *second*
          after: [one.md]
          plate: belt
          outcome: read gates
        - file: three.md
          after: two.md
      """, file: "book.yml")
    #expect(book.diagnostics.isEmpty)
    #expect(book.chapters.map(\.path) == ["one.md", "two.md", "three.md"])
    #expect(book.chapters.map(\.prerequisites) == [[], ["one.md"], ["two.md"]])
    #expect(book.chapters.map(\.plate) == [nil, .belt, nil])
    #expect(book.chapters.map(\.outcome) == [nil, "read gates", nil])
    #expect(book.chapters.map(\.title) == [nil, "The *second*", nil])
  }

  @Test(arguments: [
    ("{plate: belt}", "1:12: error: a chapter with keys must have the key 'file'"),
    ("{file: [a.md]}", "1:19: error: a chapter must be a file's name, not a list"),
    ("{file: a.md, plate: bellt}", "1:32: error: there is no plate 'bellt'; did you mean 'belt'?"),
    ("{file: a.md, after: [a.md]}", "1:33: error: no chapter 'a.md' comes before this one"),
    ("{file: a.md, title: [x]}", "1:32: error: 'title' must be a text, not a list"),
    ("{file: a.md, outcom: x}", "1:25: warning: unknown key 'outcom'; did you mean 'outcome'?"),
  ])
  func `what is wrong with a chapter's keys is said`(chapter: String, complaint: String) {
    let book = Book.parse("chapters: [\(chapter)]", file: "book.yml")
    #expect(book.diagnostics.first.map { "\($0)" } == "book.yml:\(complaint)")
  }

  @Test(arguments: [
    ("title: a\0b", "1:9: error: a NUL byte"),
    (
      "title: \"a\\e[31m\"",
      "1:8: warning: this text has the character U+001B, which cannot be in a page; '\u{FFFD}' replaces it; between single quotes '\\e' stays what it is"
    ),
    (
      "title: \"$\\rho$\"",
      "1:8: warning: this text has the character U+000D, which cannot be in a page; '\u{FFFD}' replaces it; between single quotes '\\r' stays what it is"
    ),
    ("title: a\u{7}", "1:9: warning: this character, U+0007, cannot be in a page; '\u{FFFD}' replaces it"),
  ])
  func `a list's characters are checked as a notebook's are`(line: String, complaint: String) {
    let book = Book.parse("\(line)\nchapters: [a.md]", file: "book.yml")
    #expect(book.diagnostics.map { "\($0)" }.contains("book.yml:\(complaint)"))
  }

  @Test func `a page keeps its chapter's folder`() {
    #expect(Book.page(ofChapter: "ch/one.md") == "ch/one.html")
    #expect(Book.page(ofChapter: "./a/../one.md") == "one.html")
    #expect(Book.page(ofChapter: "../other/one.md") == "other/one.html")
  }

  @Test func `a notebook's book is searched for in the folders above`() throws {
    let temporary = try TemporaryFolder(), folder = temporary.url.path
    defer { withExtendedLifetime(temporary) {} }
    mkdir("\(folder)/ch", 0o700)
    for name in ["ch/one.md", "two.md"] {
      try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    try Data("chapters: [ch/one.md]".utf8).write(to: URL(fileURLWithPath: "\(folder)/book.yml"))
    let place = try #require(Book.containing("\(folder)/ch/../ch/one.md"))
    #expect(place.chapter == 0 && place.page.hasSuffix("/output/ch/one.html"))
    #expect(Book.containing("\(folder)/two.md") == nil)
  }

  // MARK: Labels of other chapters

  private func labels() -> BookLabels {
    var labels = BookLabels()
    let one = "## Deep {#sec-deep}\n\n$$x$$ {#eq-x}\n\n$$y$$ {#eq-y}\n\n![N](n.png){#fig-both}"
    labels.add(Notebook.parse(one, file: "b/01-one.md"), named: .number(1))
    labels.add(Notebook.parse("![N](n.png){#fig-both}", file: "b/two.md"), named: .title("Two"))
    return labels
  }

  @Test func `a reference to something in another chapter names the chapter too`() {
    let notebook = Notebook.parse("@sec-deep, @eq-y".utf8, file: "b/ch/three.md", bookLabels: labels())
    #expect(notebook.complaints == [])
    #expect(
      notebook.outline
        == "p(<a ../01-one.md#sec-deep Deep in chapter 1>, <a ../01-one.md#eq-y Equation 2 in chapter 1>)")
    #expect(notebook.links.map(\.destination) == ["../01-one.md#sec-deep", "../01-one.md#eq-y"])
    var labels = BookLabels()
    let other = Notebook.parse("## Loss *`{swift} 1`* $x$ {#sec-a}", file: "a.md")
    labels.add(other, named: .number(1))
    let open = Notebook.parse("@sec-a".utf8, file: "b.md", bookLabels: labels)
    #expect(open.complaints == [])
    #expect(open.outline == "p(<a a.md#sec-a Loss <em …> <$x$> in chapter 1>)")
    var known = BookLabels()
    known.add(other, named: .number(1), result: RunResult(cells: [], values: [.value("0.25")]))
    let values = Notebook.parse("@sec-a".utf8, file: "b.md", bookLabels: known)
    #expect(values.outline == "p(<a a.md#sec-a Loss <em 0.25> <$x$> in chapter 1>)")
    #expect(known.words(of: open) == values.foreignLabels && labels.words(of: open) == open.foreignLabels)
  }

  @Test(
    arguments: zip(
      ["de", "fr", "zh", "he", "xx"],
      [
        "Gleichung 2 in Kapitel 1", "Équation 2, chapitre 1", "第 1 章的公式 2", "משוואה 2 בפרק 1",
        "Equation 2 in chapter 1",
      ]))
  func `a reference to another chapter is in the notebook's language`(language: String, words: String) {
    var labels = BookLabels(language: language)
    let one = Notebook.parse("$$x$$ {#eq-x}\n\n$$y$$ {#eq-y}".utf8, file: "a.md", bookLabels: labels)
    labels.add(one, named: .number(1))
    let notebook = Notebook.parse("@eq-y".utf8, file: "b.md", bookLabels: labels)
    let plain = notebook.foreignLabels["eq-y"]?.plainText.filter { !"\u{2067}\u{2068}\u{2069}".contains($0) }
    #expect(notebook.metadata.language == language && plain == words)
  }

  @Test func `a reference to a chapter of another language has the words of its own`() {
    var labels = BookLabels()
    let german = "---\nlang: de\n---\n$$x$$ {#eq-x}\n\n# Maß 2 {#sec-y}"
    labels.add(Notebook.parse(german, file: "a.md"), named: .number(1))
    let arabic = "---\nlang: ar\n---\n# المتوسط! {#sec-z}"
    labels.add(Notebook.parse(arabic, file: "b.md"), named: .number(2))
    func words(_ language: String, _ id: String) -> String? {
      let source = "---\nlang: \(language)\n---\n@\(id)"
      let notebook = Notebook.parse(source.utf8, file: "c.md", bookLabels: labels)
      return notebook.foreignLabels[id]?.plainText
    }
    #expect(words("fr", "eq-x") == "Équation 1, chapitre 1")
    #expect(words("fr", "sec-y") == "Maß 2, chapitre 1")
    #expect(words("fr", "sec-z") == "\u{2068}المتوسط!\u{2069}, chapitre 2")
    let inArabic = " في \u{2067}الفصل \u{2068}1\u{2069}\u{2069}"
    #expect(words("ar", "eq-x") == "المعادلة 1" + inArabic)
    #expect(words("ar", "sec-y") == "\u{2068}Maß 2\u{2069}" + inArabic)
  }

  @Test func `a chapter's own label comes first, and a label in several others is ambiguous`() {
    let own = Notebook.parse(
      "See @fig-both.\n\n![N](n.png){#fig-both}".utf8, file: "b/c.md", bookLabels: labels())
    #expect(own.complaints == [] && own.outline.contains("<ref fig-both Figure 1>"))
    let other = Notebook.parse("See @fig-both.".utf8, file: "b/c.md", bookLabels: labels())
    #expect(
      other.complaints == [
        "1:5: error: several chapters have the label 'fig-both': 'b/01-one.md' and 'b/two.md'; link to one of "
          + "them instead"
      ])
    let none = Notebook.parse("See @fig-none.".utf8, file: "b/c.md", bookLabels: labels())
    #expect(none.hasOpenReferences && none.complaints == ["1:5: error: nothing has the id 'fig-none'"])
  }
}
