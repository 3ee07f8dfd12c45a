import Markup
import Notebooks

/// The book's front page: what it is about, a card for each chapter, and what you need to begin.
struct FrontPage {
  let report: BookReport

  func html() -> String {
    let main = Node.block(
      "main", ["id": "main", "class": "front", "tabindex": "-1"], [[cover], problems, cards, needs])
    return report.shell(title: report.title).html(
      body: .lines([
        [BookFrame.skipLink("Skip to the chapters")], [BookFrame.runningHead(report, isFrontPage: true)],
        [main],
      ]))
  }

  private var cover: Node {
    let book = report.book
    var parts: [Node] = [.element("h1", .text(report.title))]
    if let subtitle = book.subtitle { parts.append(.element("p", ["class": "subtitle"], .text(subtitle))) }
    for paragraph in BookFrame.paragraphs(book.description) {
      parts.append(.element("p", ["class": "description"], .text(paragraph)))
    }
    if !book.authors.isEmpty {
      parts.append(.element("p", ["class": "authors"], [.text(book.authors.joined(separator: ", "))]))
    }
    if let first = report.chapters.first?.link() {
      let begin = Node.element(
        "a", ["class": "begin", "href": BookFrame.safe(first.destination)],
        ["Begin with ", .element("em", first.content)])
      parts.append(.element("p", [begin]))
    }
    return .block("header", ["class": "cover"], [parts.lines])
  }

  /// Mistakes in the list of chapters, which leave the book incomplete.
  private var problems: [Node] {
    let errors = report.book.diagnostics.filter { $0.severity == .error }
    guard !errors.isEmpty else { return [] }
    let items = errors.map { Node.element("li", ["\($0)"]) }
    return [
      .block(
        "section", ["class": "failure banner", "aria-label": "The book is not complete"],
        [
          [
            .element(
              "p", ["class": "failure-kind"],
              [Icon.alert(.caution), " The list of chapters has errors."])
          ],
          [.block("ul", [items.lines])],
        ])
    ]
  }

  private var cards: [Node] {
    let items = report.chapters.enumerated().map { index, chapter in card(chapter, index) }
    return [
      .element("h2", ["class": "unseen"], ["Chapters"]), "\n",
      .block("ol", ["class": "cards"], [items.lines]),
    ]
  }

  private func card(_ chapter: BookReport.Chapter, _ index: Int) -> Node {
    let picture = ChapterPicture(chapter: chapter, prefix: "card:\(index + 1):").html()
    let parts: [Node?] = [
      picture ?? ChapterPicture.picture([]),
      chapter.label.map { .element("span", ["class": "chapter"], .text($0)) },
      .element("span", ["class": "name"], chapter.link().content),
      chapter.subtitle.map { .element("span", ["class": "about"], $0) },
      chapter.hasFailed
        ? .element("span", ["class": "failed"], [Icon.alert(.caution), " This chapter failed."]) : nil,
    ]
    return .element(
      "li",
      [.block("a", ["href": BookFrame.safe(chapter.address)], [parts.compactMap(\.self).lines])])
  }

  private var needs: [Node] {
    guard !report.book.needs.isEmpty else { return [] }
    let items = report.book.needs.map { Node.element("li", .text($0)) }
    return [
      .block(
        "section", ["class": "needs", "aria-labelledby": "needs"],
        [[.element("h2", ["id": "needs"], ["What you need"])], [.block("ul", [items.lines])]])
    ]
  }
}

/// The parts that the book's own pages have in common.
enum BookFrame {
  static func skipLink(_ text: String) -> Node {
    .element("a", ["class": "skip", "href": "#main"], [.text(text)])
  }

  static func runningHead(_ report: BookReport, isFrontPage: Bool = false) -> Node {
    func link(_ name: String, _ page: String, _ title: String) -> Node {
      .element("a", ["class": name, "href": page], .text(title))
    }
    return .element(
      "header", ["class": "running"],
      [
        isFrontPage ? .element("span") : link("book", BookReport.frontPage, report.title),
        .element(
          "span", ["class": "tools"],
          [
            link("glossary", BookReport.glossary, "Glossary"), " ",
            link("search", BookReport.search, "Search"),
          ]),
      ])
  }

  static func paragraphs(_ text: String?) -> [String] {
    (text ?? "").split(separator: "\n").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
  }

  static func safe(_ destination: String) -> String { HTML.safeDestination(destination) ?? "#" }
}
