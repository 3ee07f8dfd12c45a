import Displays
import Markup
import Notebooks

/// The book's front page: what it is about, a network that learns, the map, a card for each chapter, and what you need to
/// begin.
struct FrontPage {
  let report: BookReport
  let texts: [ChapterText]
  private var words: PageWords { report.words }

  func html() -> String {
    var assets = DemoAssets()
    let playground = self.playground
    if let playground { assets.add(playground) }
    let main = Node.block(
      "main", ["id": "main", "class": "front", "tabindex": "-1"],
      [[cover(playground)], problems, map, cards, needs])
    let shell = report.shell(
      title: report.title, moreStyles: assets.styleSheet, moreScript: assets.script + PageAssets.placeScript)
    return shell.html(
      body: .lines([
        [BookFrame.skipLink(words["Skip to the chapters"], to: "chapters")],
        [BookFrame.runningHead(report, isFrontPage: true)],
        [main],
      ]))
  }

  // MARK: The cover

  private func cover(_ playground: Playground?) -> Node {
    let book = report.book
    var top: [Node] = [.element("h1", report.titleLabel)]
    if let subtitle = book.subtitle {
      top.append(.element("p", ["class": "subtitle"], report.label(subtitle)))
    }
    var rest = report.paragraphs.map { paragraph in
      Node.element("p", ["class": "description"], report.label(paragraph))
    }
    if !book.authors.isEmpty {
      rest.append(.element("p", ["class": "authors"], [.text(book.authors.joined(separator: ", "))]))
    }
    if let first = report.chapters.first?.link(in: words) {
      let begin = Node.element(
        "a", ["class": "begin", "href": BookFrame.safe(first.destination)],
        words.nodes("Begin with #", [.element("em", first.content)]))
      rest.append(.element("p", ["class": "ways"], [begin]))
    }
    rest.append(.element("p", ["class": "facts"], [.text(facts)]))
    let parts = [
      Node.block("div", ["class": "top"], [top.lines]), playground.map(live),
      .block("div", ["class": "rest"], [rest.lines]),
    ].compactMap(\.self)
    return .block("header", ["class": playground == nil ? "cover" : "cover has-live"], [parts.lines])
  }

  /// The first playground that a chapter shows.
  private var playground: Playground? {
    for chapter in report.chapters {
      for output in chapter.result.cells.flatMap(\.outputs) {
        if case .display(.playground(let playground)) = output { return playground }
      }
    }
    return nil
  }

  /// A small playground, which begins by itself where the reader hasn't asked for little motion.
  private func live(_ playground: Playground) -> Node {
    let count = playground.sets.first { $0.points == playground.start.points }?.known.labels.count ?? 0
    let live = words[
      "This network is learning while you read. It was given # points of two classes and must find a border between them. It starts with random weights.",
      count]
    let quiet = words[
      "Press Start, and this network learns while you read. It was given # points of two classes and must find a border between them. It starts with random weights.",
      count]
    let still = words[
      "A network at its first step, and later. It was given # points of two classes and must find a border between them. With JavaScript it learns here.",
      count]
    let caption = Node.element(
      "figcaption",
      [
        .element("span", ["class": "when-live"], [.text(live)]), "\n",
        .element("span", ["class": "when-quiet"], [.text(quiet)]), "\n",
        .element("span", ["class": "when-still"], [.text(still)]),
      ])
    let picture = playground.still.element.map { Node.element($0.withIDs(prefixed: "live:")) }
    let drawing = Node.element(
      "div", ["class": "drawing", "role": "img", "aria-label": playground.still.alternative],
      picture.map { [$0] } ?? [])
    return .block(
      "figure", ["class": "plate playground", "data-small": ""],
      [[drawing], [PageData.html(of: PlaygroundData(playground, isSmall: true))], [caption]])
  }

  private var facts: String {
    let numbered = report.chapters.indices.filter { report.chapters[$0].number != nil }
    guard !numbered.isEmpty else { return words["Nothing to install for reading"] }
    let minutes = ReadingTime.rounded(Double(numbered.map { time($0).minutes }.reduce(0, +)))
    let chapters = numbered.count == 1 ? words["One chapter"] : words["# chapters", numbered.count]
    return words[
      "#, # in all · nothing to install for reading", chapters, ReadingTime.text(minutes, in: words)]
  }

  private func time(_ index: Int) -> ReadingTime {
    ReadingTime(texts[index], exercises: report.chapters[index].notebook.exercises.count)
  }

  /// Mistakes in the list of chapters, which leave the book incomplete.
  private var problems: [Node] {
    let errors = report.book.diagnostics.filter { $0.severity == .error }
    guard !errors.isEmpty else { return [] }
    let items = errors.map { Node.element("li", ["\($0)"]) }
    return [
      .block(
        "section", ["class": "failure banner", "aria-label": words["The book is not complete"]],
        [
          [
            .element(
              "p", ["class": "failure-kind"],
              [Icon.alert(.caution), " ", .text(words["The list of chapters has errors."])])
          ],
          [.block("ul", [items.lines])],
        ])
    ]
  }

  // MARK: The chapters

  private var map: [Node] {
    guard let map = BookMap(report) else { return [] }
    let title = Node.element("h2", ["id": "map"], .text(words["The way through the book"]))
    return [.block("section", ["class": "ways-map", "aria-labelledby": "map"], [[title], map.html()])]
  }

  private var cards: [Node] {
    let groups = report.chapters.indices.groupedByPart { report.chapters[$0].part }
    let lists = groups.map { part, chapters -> [Node] in
      let list = Node.block("ol", ["class": "cards"], [chapters.map(card).lines])
      guard let part else { return [list] }
      return [.element("h3", ["class": "part"], report.partLabel(part, in: words)), "\n", list]
    }
    return [.element("h2", ["class": "unseen", "id": "chapters"], .text(words["Chapters"])), "\n"]
      + Array(lists.joined(separator: ["\n"]))
  }

  private func card(_ index: Int) -> Node {
    let (chapter, listed) = (report.chapters[index], report.book.chapters[index])
    let number = chapter.label(in: words).map { label in
      Node.element(
        "span", ["class": "chapter"],
        [
          .text(label),
          .element("span", ["class": "time"], [.text(ReadingTime.text(time(index).minutes, in: words))]),
        ])
    }
    let parts: [Node?] = [
      picture(index), number,
      .element("span", ["class": "name"], chapter.link(in: words).content),
      chapter.subtitle.map { .element("span", ["class": "about"], words.isolated($0)) },
      listed.outcome.map {
        .element("span", ["class": "outcome"], words.nodes("You can then #.", report.label($0)))
      },
      chapter.hasFailed
        ? .element(
          "span", ["class": "failed"], [Icon.alert(.caution), " ", .text(words["This chapter failed."])])
        : nil,
    ]
    return .element(
      "li",
      [
        .block(
          "a", ["href": BookFrame.safe(chapter.address), "data-page": chapter.address],
          [parts.compactMap(\.self).lines])
      ])
  }

  /// The chapter's plate or one of its figures, else its number; `nil` for a preface without a picture.
  private func picture(_ index: Int) -> Node? {
    if let plate = report.book.chapters[index].plate {
      return .element("span", ["class": "picture", "aria-hidden": "true"], [PlateDrawing.html(plate)])
    }
    let chapter = report.chapters[index]
    if let picture = ChapterPicture(chapter: chapter, prefix: "card:\(index + 1):").html() { return picture }
    return chapter.mark.map { .element("span", ["class": "picture mark", "aria-hidden": "true"], .text($0)) }
  }

  private var needs: [Node] {
    guard !report.book.needs.isEmpty else { return [] }
    let items = report.book.needs.map { Node.element("li", report.label($0)) }
    return [
      .block(
        "section", ["class": "needs", "aria-labelledby": "needs"],
        [[.element("h2", ["id": "needs"], .text(words["What you need"]))], [.block("ul", [items.lines])]])
    ]
  }
}

/// The parts that the book's own pages have in common.
enum BookFrame {
  static func skipLink(_ text: String, to place: String = "main") -> Node {
    .element("a", ["class": "skip", "href": "#\(place)"], [.text(text)])
  }

  static func runningHead(_ report: BookReport, isFrontPage: Bool = false) -> Node {
    func link(_ name: String, _ page: String, _ title: [Node]) -> Node {
      .element("a", ["class": name, "href": page], title)
    }
    let words = report.words
    return .element(
      "header", ["class": "running"],
      [
        isFrontPage ? .element("span") : link("book", BookReport.frontPage, report.titleLabel),
        .element(
          "span", ["class": "tools"],
          [
            link("glossary", BookReport.glossary, .text(words["Glossary"])), " ",
            link("search", BookReport.search, .text(words["Search"])),
          ]),
      ])
  }

  static func safe(_ destination: String) -> String { HTML.safeDestination(destination) ?? "#" }
}
