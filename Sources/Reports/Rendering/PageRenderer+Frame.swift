import Markup
import Notebooks

/// The frame of the text: running head, title block, contents, and links to other pages.
extension PageRenderer {
  func runningHead() -> Node {
    let book = navigation.map { link(to: $0.book, name: "book") }
    let tools = [(navigation?.glossary, "glossary"), (navigation?.search, "search")].compactMap {
      target, name in
      target.map { link(to: $0, name: name) }
    }
    return .element(
      "header", ["class": "running"],
      [book ?? .element("span"), .element("span", ["class": "tools"], tools.separated(by: " "))])
  }

  private func link(to target: Navigation.Link, name: String) -> Node {
    .element("a", ["class": name, "href": safe(target.destination)], target.content)
  }

  mutating func titleBlock() -> Node {
    let metadata = notebook.metadata
    var parts: [Node] = []
    if let label = navigation?.label { parts.append(.element("p", ["class": "chapter"], .text(label))) }
    let title = titleLine.map { inlines($0) } ?? .text(title)
    parts.append(.element("h1", ["id": titleHeading?.id], title))
    if let subtitle = metadata.subtitle {
      parts.append(.element("p", ["class": "subtitle"], inlines(subtitle)))
    }
    if let description = metadata.description {
      parts.append(.element("p", ["class": "description"], inlines(description)))
    }
    if !metadata.authors.isEmpty {
      parts.append(.element("p", ["class": "authors"], [.text(metadata.authors.joined(separator: ", "))]))
    }
    return .block("header", ["class": "title"], [parts.lines])
  }

  /// The sections and their subsections, unfolded; the script folds the list if there is no room next to the
  /// text.
  func contents() -> [Node] {
    let headings = topHeadings.filter { $0.level <= 3 }
    guard headings.count > 1 else { return [] }
    let items = headings.map { heading in
      Node.element(
        "li", ["class": heading.level <= 2 ? "section" : "subsection"],
        [.element("a", ["href": "#\(heading.id)"], heading.title)])
    }
    return [
      Self.list(
        items, "ul", name: "contents", label: words["Contents"], summary: words["Contents"], isOpen: true)
    ]
  }

  /// The book's chapters, folded, with the current one marked.
  func chapterList() -> [Node] {
    guard let navigation, !navigation.chapters.isEmpty else { return [] }
    let items = navigation.chapters.indices.map { index in
      let chapter = navigation.chapters[index]
      let number = Node.element("span", ["class": "chapter-number"], .text(chapter.number ?? ""))
      let link = Node.element(
        "a",
        ["href": safe(chapter.link.destination), "aria-current": index == navigation.current ? "page" : nil],
        [number, " "] + chapter.link.content)
      return Node.element("li", [link])
    }
    let groups = navigation.chapters.indices.groupedByPart { navigation.chapters[$0].part }
    let lines = groups.flatMap { part, chapters -> [Node] in
      let inside = chapters.map { items[$0] }
      guard let part else { return inside }
      let title = Node.element("span", navigation.parts[part].content)
      return [.element("li", ["class": "part"], [title, .block("ol", [inside.lines])])]
    }
    return [
      Self.list(
        lines, "ol", name: "chapters", label: words["Chapters"], summary: words["All chapters"], isOpen: false
      )
    ]
  }

  private static func list(
    _ items: [Node], _ kind: String, name: String, label: String, summary: String, isOpen: Bool
  ) -> Node {
    let list = Node.block(kind, [items.lines])
    let details = Node.element(
      "details", ["open": isOpen ? "" : nil], [.element("summary", [.text(summary)]), "\n", list, "\n"])
    return .block("nav", ["class": name, "aria-label": label], [[details]])
  }

  private var topHeadings: [(level: Int, title: [Node], id: String)] {
    notebook.blocks.compactMap { block in
      guard case .heading(let level, let inlines, let id) = block, id != titleHeading?.id else { return nil }
      return (level, notebook.label(inlines, in: result), id)
    }
  }

  /// The links to the previous and the next chapter, and what the cells could reach.
  func colophon() -> [Node] {
    let previous = navigation?.previous.map { turn($0, rel: "prev", label: words["Previous"]) }
    let next = navigation?.next.map { turn($0, rel: "next", label: words["Next"]) }
    let links = [previous, next].compactMap(\.self)
    let nav =
      links.isEmpty
      ? []
      : [
        Node.block(
          "nav", ["class": "turn", "aria-label": words["Previous and next chapter"]], [links.lines])
      ]
    let parts = nav + confinement
    return parts.isEmpty ? [] : [.element("footer", parts)]
  }

  private var confinement: [Node] {
    guard result.hasRun else { return [] }
    let text: String? =
      switch result.confinement {
      case nil: nil
      case .complete: "The cells ran without network, and with no files but their own."
      case .withExceptions: "The cells ran without network, and with no files but their own, with exceptions."
      case .some(.none): "The cells ran with all the rights of their user."
      }
    return text.map { [.element("p", ["class": "confinement"], [.text(words[$0])])] } ?? []
  }

  private func turn(_ link: Navigation.Link, rel: String, label: String) -> Node {
    .element(
      "a", ["class": rel, "rel": rel, "href": safe(link.destination)],
      [.element("span", [.text(label)]), " "] + link.content)
  }

  func safe(_ destination: String) -> String { HTML.safeDestination(destination) ?? "#" }
}

extension RunResult {
  /// Whether any code has run: what doesn't compile doesn't.
  fileprivate var hasRun: Bool {
    let hasCell = cells.contains { cell in
      switch cell.status {
      case .succeeded: true
      case .failed(let failure), .failedAsAllowed(let failure): failure.kind != .compileError
      case .notRun, .notEvaluated: false
      }
    }
    return hasCell
      || values.contains { value in
        switch value {
        case .value: true
        case .failed(let failure): failure.kind != .compileError
        case .notRun: false
        }
      }
  }
}
