import Foundation
import Notebooks
import Reports
import Testing

/// The texts of a book's list on its pages, and the language of these.
@Suite struct BookTextTests {
  private static func report(_ list: String) -> BookReport {
    let book = Book.parse(list, file: "book.yml")
    let labels = BookLabels(of: book)
    let chapters = book.chapters.map { listed in
      BookReport.Chapter(
        notebook: Notebook.parse(
          "# On \(listed.path)\n\nA **term** is.".utf8, file: listed.path, bookLabels: labels),
        page: Book.page(ofChapter: listed.path), listed: listed, in: book)
    }
    return BookReport(book: book, chapters: chapters)
  }

  private static let marked = """
    title: "The *inner* $x^2$ of `nets`"
    subtitle: "Say *why*"
    description: |
      One *two*.
      Three `four`.
    needs: ["A **pen**"]
    macros: {\\R: x}
    chapters:
      - part: 'Parts of $\\R$ & *more*'
        chapters:
          - file: 1-a.md
            outcome: "say `what` <b>"
    """

  @Test func `texts of the list have emphasis, code and formulas on every page`() {
    let report = Self.report(Self.marked)
    #expect(report.book.diagnostics.map { "\($0)" } == [])
    let pages = report.pages()
    let front = pages[0].html
    #expect(front.contains("<h1>The <em>inner</em> <span class=\"maths\"><math"))
    #expect(front.contains("of <code>nets</code></h1>"))
    #expect(front.contains("<p class=\"subtitle\">Say <em>why</em></p>"))
    #expect(front.contains("One <em>two</em>.</p>") && front.contains("Three <code>four</code>.</p>"))
    #expect(front.contains("<li>A <strong>pen</strong></li>"))
    #expect(front.contains("You can then say <code>what</code> &lt;b&gt;."))
    #expect(
      front.matches(
        of:
          /<h3 class="part">Parts of <span class="maths"><math.*?<\/math><\/span> &amp; <em>more<\/em><\/h3>/
      ).count == 1)
    #expect(front.matches(of: /<title>The inner x.+ of nets<\/title>/).count == 1)
    let chapter = report.chapters[0]
    let page = Report(
      notebook: chapter.notebook, result: chapter.result, navigation: report.navigation(of: 0)
    ).html()
    #expect(page.contains("href=\"index.html\">The <em>inner</em> <span class=\"maths\"><math"))
    #expect(page.matches(of: /<li class="part"><span>Parts of <span class="maths"><math/).count == 1)
    #expect(report.partTitle(0).hasSuffix("& more"))
    for html in pages.map(\.html) + [page] { #expect(MarkupChecker(html).problems == []) }
  }

  @Test func `a sentence of many terms isn't repeated whole with each of them`() {
    let terms = (0..<1000).map { "**term\($0)**" }.joined(separator: " ")
    let chapter = BookReport.Chapter(notebook: Notebook.parse("# T\n\n\(terms).".utf8, file: "1-a.md"))
    let report = BookReport(
      book: Book.parse("chapters: [1-a.md]", file: "book.yml"), chapters: [chapter])
    let glossary = report.pages()[1].html
    #expect(glossary.contains("term999") && glossary.utf8.count < 3_000_000)
  }

  @Test func `lists and links have the title that the list gives a chapter, and its page its own`() {
    let report = Self.report(
      """
      title: B
      macros: {\\R: x}
      chapters:
        - {file: 1-a.md, title: 'Short *& $\\R$*'}
        - {file: b.md, title: Second}
      """)
    #expect(report.book.diagnostics.map { "\($0)" } == [])
    let chapters = report.chapters
    #expect(chapters[0].title.hasPrefix("Short & ") && chapters[0].nameInText == .number(1))
    #expect(chapters[1].nameInText == .title("Second"))
    let pages = chapters.indices.map { index in
      Report(
        notebook: chapters[index].notebook, result: chapters[index].result,
        navigation: report.navigation(of: index)
      ).html()
    }
    #expect(pages[0].contains("<title>On 1-a.md · B</title>") && pages[0].contains(">On 1-a.md</h1>"))
    #expect(pages[1].matches(of: /Short <em>&amp; <span class="maths"><math/).count == 2)
    #expect(!pages[1].contains("On 1-a.md"))
    let own = report.pages()
    #expect(own[0].html.contains("<span class=\"name\">Short <em>&amp; "))
    // The search shows the given title, and finds the other one.
    #expect(own[2].html.contains("[\"\",\"Second\",\"b.html\"") && own[2].html.contains("\"On b.md\""))
    for html in pages + own.map(\.html) { #expect(MarkupChecker(html).problems == []) }
  }

  @Test(arguments: [
    ("title: 'A $\\frac{1}$'\nchapters: [a.md]", "1:"),
    ("chapters: [{part: '`{swift} 1`', chapters: [a.md]}]", "1:"),
    ("chapters: [{file: a.md, title: '$\\frac{1}$'}]", "1:"),
    ("chapters:\n  - file: a.md\n    outcome: 'see ![x](y.png)'", "3:"),
  ])
  func `a mistake in such a text has its place`(list: String, place: String) {
    let found = Book.parse(list, file: "book.yml").diagnostics.map { "\($0)" }
    #expect(found.count == 1 && found[0].hasPrefix("book.yml:\(place)"), "\(found)")
  }

  @Test func `a book's language is that of its own pages and of its chapters`() {
    let report = Self.report(
      "lang: de\ntitle: Netze\nneeds: [Papier]\nchapters: [1-a.md, 2-b.md]\nappendices: [x.md]")
    let pages = report.pages()
    for page in pages {
      #expect(page.html.contains("<html lang=\"de\""), "\(page.name)")
      #expect(page.html.contains(">Glossar</a>") && page.html.contains(">Suche</a>"))
    }
    let front = pages[0].html
    for words in [
      "Kapitel 1", "Was Sie brauchen", "Mit <em>On 1-a.md</em> beginnen", "Anhang A", ">Anhänge<",
      "2 Kapitel",
    ] {
      #expect(front.contains(words), "\(words)")
    }
    let body = front.components(separatedBy: "<body").last ?? ""
    for words in ["Chapter", "Begin with", "What you need", "Appendi", "minutes"] {
      #expect(!body.contains(words), "\(words)")
    }
    #expect(pages[1].html.contains("Ein Begriff"))
    #expect(pages[2].html.contains("Wörter aus allen Kapiteln"))
    #expect(report.chapters.map(\.notebook.metadata.language) == ["de", "de", "de"])
    #expect(report.chapters.map(\.label) == ["Kapitel 1", "Kapitel 2", "Anhang A"])
  }

  @Test func `a notebook's own language comes before the book's`() {
    let book = Book.parse("lang: de\nchapters: [1-a.md]", file: "book.yml")
    let notebook = Notebook.parse(
      "---\nlang: fr\n---\n\n# A".utf8, file: "1-a.md", bookLabels: BookLabels(of: book))
    let chapter = BookReport.Chapter(notebook: notebook, listed: book.chapters[0])
    #expect(notebook.metadata.language == "fr" && chapter.label == "Chapitre 1")
    let report = BookReport(book: book, chapters: [chapter])
    let navigation = report.navigation(of: 0)
    #expect(navigation.glossary?.title == "Glossaire")
    #expect(report.pages()[0].html.contains("<html lang=\"de\""))
  }

  @Test
  func `pages name chapters of another language in their own, and show their titles in their direction`() {
    let book = Book.parse("lang: de\ntitle: Netze\nchapters: [1-a.md, 2-b.md]", file: "book.yml")
    let labels = BookLabels(of: book)
    let texts = ["# Eins", "---\nlang: ar\n---\n\n# المتوسط\n\nهذا **مفهوم** هنا.\n\n## القسم!"]
    let chapters = zip(book.chapters, texts).map { listed, text in
      BookReport.Chapter(
        notebook: Notebook.parse(text.utf8, file: listed.path, bookLabels: labels),
        page: Book.page(ofChapter: listed.path), listed: listed, in: book)
    }
    let report = BookReport(book: book, chapters: chapters)
    let own = report.pages()
    for page in own {
      #expect(page.html.contains("Kapitel 2") && !page.html.contains("الفصل"), "\(page.name)")
      #expect(MarkupChecker(page.html).problems == [], "\(page.name)")
    }
    #expect(own[0].html.contains("<span class=\"name\"><bdi>المتوسط</bdi></span>"))
    #expect(own[0].html.contains("<span class=\"name\">Eins</span>"))
    #expect(own[1].html.contains("<dd><p><bdi>هذا <strong>مفهوم</strong> هنا.</bdi> <a"))
    #expect(own[1].html.contains(">\u{2068}القسم!\u{2069}</a> <span class=\"place\">Kapitel 2</span>"))
    #expect(own[2].html.contains("[\"Kapitel 2\",\"\u{2068}المتوسط\u{2069}\",\"2-b.html\""))
    let pages = chapters.indices.map { index in
      Report(
        notebook: chapters[index].notebook, result: chapters[index].result,
        navigation: report.navigation(of: index)
      ).html()
    }
    #expect(pages[1].contains("href=\"index.html\"><bdi>Netze</bdi></a>"))
    #expect(pages[1].contains("<span>السابق</span> <bdi>Eins</bdi></a>"))
    #expect(pages[1].contains("<span class=\"chapter-number\">2</span> المتوسط</a>"))
    #expect(pages[0].contains("<span class=\"chapter-number\">2</span> <bdi>المتوسط</bdi></a>"))
    #expect(pages[0].contains("<span class=\"chapter-number\">1</span> Eins</a>"))
    for page in pages { #expect(MarkupChecker(page).problems == []) }
  }

  @Test func `on the map, a title keeps its direction too`() {
    let book = Book.parse("chapters: [1.md, {file: 2.md, after: [1.md]}]", file: "book.yml")
    let texts = ["# Mean?", "---\nlang: ar\n---\n\n# المتوسط!"]
    let chapters = zip(book.chapters, texts).map { listed, text in
      BookReport.Chapter(notebook: Notebook.parse(text, file: listed.path), listed: listed)
    }
    let page = BookReport(book: book, chapters: chapters).pages()[0].html
    #expect(page.contains(">Mean?</text>") && page.contains(">\u{2068}المتوسط!\u{2069}</text>"))
    #expect(page.contains("aria-label=\"Chapter 2: المتوسط!\""))
  }

  @Test func `a language that is no tag is a mistake`() {
    for (text, what) in [("[de]", "a list"), ("german", "'german'; did you mean 'de'?")] {
      let book = Book.parse("lang: \(text)\nchapters: [a.md]", file: "book.yml")
      #expect(
        book.diagnostics.map { "\($0)" } == [
          "book.yml:1:7: error: 'lang' must be a language tag like 'en' or 'de-AT', not \(what)"
        ])
      #expect(book.language == "en")
    }
  }
}
