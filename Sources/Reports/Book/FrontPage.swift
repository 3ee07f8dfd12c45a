import Notebooks

/// The book's front page: what it is about, a card for each chapter, what one needs to begin.
struct FrontPage {
  let report: BookReport

  func html() -> String {
    let parts = [
      "<a class=\"skip\" href=\"#main\">Skip to the chapters</a>",
      BookFrame.runningHead(report, isFrontPage: true),
      "<main id=\"main\" class=\"front\" tabindex=\"-1\">",
      cover, problems, cards, needs,
      "</main>",
    ]
    return report.shell(title: report.title).html(body: parts.filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  private var cover: String {
    let book = report.book
    var parts = ["<h1>\(HTML.escape(report.title))</h1>"]
    if let subtitle = book.subtitle { parts.append("<p class=\"subtitle\">\(HTML.escape(subtitle))</p>") }
    for paragraph in BookFrame.paragraphs(book.description) {
      parts.append("<p class=\"description\">\(HTML.escape(paragraph))</p>")
    }
    if !book.authors.isEmpty {
      parts.append("<p class=\"authors\">\(book.authors.map { HTML.escape($0) }.joined(separator: ", "))</p>")
    }
    if let first = report.chapters.first?.link() {
      let begin = HTML.element(
        "a", ["class": "begin", "href": BookFrame.safe(first.destination)],
        content: "Begin with <em>\(first.markup)</em>")
      parts.append("<p>\(begin)</p>")
    }
    return "<header class=\"cover\">\n\(parts.joined(separator: "\n"))\n</header>"
  }

  /// What is wrong with the list of chapters: the book is not what it should be.
  private var problems: String {
    let errors = report.book.diagnostics.filter { $0.severity == .error }
    guard !errors.isEmpty else { return "" }
    let items = errors.map { "<li>\(HTML.escape("\($0)"))</li>" }
    return """
      <section class="failure banner" aria-label="The book is not complete">
      <p class="failure-kind">\(Icon.alert(.caution)) The list of chapters has errors.</p>
      <ul>
      \(items.joined(separator: "\n"))
      </ul>
      </section>
      """
  }

  private var cards: String {
    let items = report.chapters.enumerated().map { index, chapter in card(chapter, index) }
    return "<h2 class=\"unseen\">Chapters</h2>\n<ol class=\"cards\">\n\(items.joined(separator: "\n"))\n</ol>"
  }

  private func card(_ chapter: BookReport.Chapter, _ index: Int) -> String {
    let picture = ChapterPicture(chapter: chapter, prefix: "card:\(index + 1):").html()
    let words = [
      chapter.label.map { "<span class=\"chapter\">\(HTML.escape($0))</span>" },
      "<span class=\"name\">\(chapter.link().markup)</span>",
      chapter.subtitleMarkup.map { "<span class=\"about\">\($0)</span>" },
      chapter.hasFailed ? "<span class=\"failed\">\(Icon.alert(.caution)) This chapter failed.</span>" : nil,
    ].compactMap(\.self)
    let link = HTML.element(
      "a", ["href": BookFrame.safe(chapter.address)],
      content: "\n\(picture ?? "<span class=\"picture\"></span>")\n\(words.joined(separator: "\n"))\n")
    return "<li>\(link)</li>"
  }

  private var needs: String {
    guard !report.book.needs.isEmpty else { return "" }
    let items = report.book.needs.map { "<li>\(HTML.escape($0))</li>" }
    return """
      <section class="needs" aria-labelledby="needs">
      <h2 id="needs">What you need</h2>
      <ul>
      \(items.joined(separator: "\n"))
      </ul>
      </section>
      """
  }
}

/// What the book's own pages have in common.
enum BookFrame {
  static func runningHead(_ report: BookReport, isFrontPage: Bool = false) -> String {
    let links = [
      ("", BookReport.frontPage, report.title), ("glossary", BookReport.glossary, "Glossary"),
      ("search", BookReport.search, "Search"),
    ].map { name, page, title in
      HTML.element("a", ["class": name.isEmpty ? "book" : name, "href": page], content: HTML.escape(title))
    }
    let book = isFrontPage ? "<span></span>" : links[0]
    return """
      <header class="running">\(book)<span class="tools">\(links[1]) \(links[2])</span></header>
      """
  }

  static func paragraphs(_ text: String?) -> [String] {
    (text ?? "").split(separator: "\n").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
  }

  static func safe(_ destination: String) -> String { HTML.safeDestination(destination) ?? "#" }
}
