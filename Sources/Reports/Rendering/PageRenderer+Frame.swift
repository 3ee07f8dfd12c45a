import Notebooks

/// What stands around the text: running head, title block, contents and the way to other pages.
extension PageRenderer {
  func runningHead() -> String {
    let book = navigation.map {
      HTML.element(
        "a", ["class": "book", "href": safe($0.book.destination)], content: HTML.escape($0.book.title))
    }
    let others = [(navigation?.glossary, "glossary"), (navigation?.search, "search")].compactMap {
      link, name in
      link.map {
        HTML.element(
          "a", ["class": name, "href": safe($0.destination)], content: HTML.escape($0.title))
      }
    }
    return """
      <header class="running">\(book ?? "<span></span>")<span class="tools">\(others.joined(separator: " "))</span></header>
      """
  }

  mutating func titleBlock() -> String {
    let metadata = notebook.metadata
    var parts: [String] = []
    if let label = navigation?.label { parts.append("<p class=\"chapter\">\(HTML.escape(label))</p>") }
    let heading = titleHeading
    let title = titleLine.map { inlines($0) } ?? HTML.escape(title)
    parts.append(HTML.element("h1", ["id": heading?.id], content: title))
    if let subtitle = metadata.subtitle { parts.append("<p class=\"subtitle\">\(inlines(subtitle))</p>") }
    if let description = metadata.description {
      parts.append("<p class=\"description\">\(inlines(description))</p>")
    }
    if !metadata.authors.isEmpty {
      let authors = metadata.authors.map { HTML.escape($0) }.joined(separator: ", ")
      parts.append("<p class=\"authors\">\(authors)</p>")
    }
    return "<header class=\"title\">\n\(parts.joined(separator: "\n"))\n</header>"
  }

  /// The sections and their subsections. It stands open; the script folds it where there is no room beside.
  func contents() -> String {
    let headings = topHeadings.filter { $0.level <= 3 }
    guard headings.count > 1 else { return "" }
    var list = ""
    for heading in headings {
      let name = heading.level <= 2 ? "section" : "subsection"
      list +=
        "<li class=\"\(name)\"><a href=\"#\(HTML.escape(heading.id))\">\(heading.title)</a></li>\n"
    }
    return """
      <nav class="contents" aria-label="\(words["Contents"])">
      <details open><summary>\(words["Contents"])</summary>
      <ul>
      \(list)</ul>
      </details>
      </nav>
      """
  }

  /// The book's chapters, folded; the page's own is marked.
  func chapterList() -> String {
    guard let navigation, !navigation.chapters.isEmpty else { return "" }
    let items = navigation.chapters.enumerated().map { index, chapter in
      let number = HTML.element(
        "span", ["class": "chapter-number"], content: HTML.escape(chapter.number ?? ""))
      let link = HTML.element(
        "a",
        ["href": safe(chapter.link.destination), "aria-current": index == navigation.current ? "page" : nil],
        content: "\(number) \(chapter.link.markup)")
      return "<li>\(link)</li>"
    }
    return """
      <nav class="chapters" aria-label="\(words["Chapters"])">
      <details><summary>\(words["All chapters"])</summary>
      <ol>
      \(items.joined(separator: "\n"))
      </ol>
      </details>
      </nav>
      """
  }

  private var topHeadings: [(level: Int, title: String, id: String)] {
    notebook.blocks.compactMap { block in
      guard case .heading(let level, let inlines, let id) = block, id != titleHeading?.id else { return nil }
      return (level, label(inlines), id)
    }
  }

  /// The neighbours in the book.
  func colophon() -> String {
    let previous = navigation?.previous.map { turn($0, rel: "prev", label: words["Previous"]) }
    let next = navigation?.next.map { turn($0, rel: "next", label: words["Next"]) }
    guard previous != nil || next != nil else { return "" }
    return """
      <footer><nav class="turn" aria-label="Previous and next chapter">
      \([previous, next].compactMap(\.self).joined(separator: "\n"))
      </nav></footer>
      """
  }

  private func turn(_ link: Navigation.Link, rel: String, label: String) -> String {
    HTML.element(
      "a", ["class": rel, "rel": rel, "href": safe(link.destination)],
      content: "<span>\(label)</span> \(link.markup)")
  }

  private func safe(_ destination: String) -> String { HTML.safeDestination(destination) ?? "#" }
}
