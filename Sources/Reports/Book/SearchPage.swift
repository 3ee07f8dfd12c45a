import Notebooks

/// The page that searches all chapters. Their words are on it, so that it works from disk and without a server;
/// the script asks for nothing.
struct SearchPage {
  let report: BookReport
  let texts: [ChapterText]

  func html() -> String {
    let parts = [
      "<a class=\"skip\" href=\"#main\">Skip to the search</a>",
      BookFrame.runningHead(report),
      """
      <main id="main" class="reference-page" tabindex="-1">
      <header class="title"><h1>Search</h1></header>
      <form role="search" class="query"><label for="query">Words in any chapter</label>
      <input type="search" id="query" name="q" autocomplete="off" spellcheck="false" \
      aria-describedby="keys" aria-controls="results">
      <p id="keys">Arrow keys move through what is found, Enter opens it, the key / comes back here.</p></form>
      <noscript><p>This browser runs no script here, and the search needs one. The
      <a href="\(BookReport.glossary)">glossary</a> lists all terms and sections without it.</p></noscript>
      <p id="status" role="status"></p>
      <ol id="results"></ol>
      </main>
      <script type="application/json" id="index">\(index)</script>
      """,
    ]
    let script = PageAssets.searchScript
    return report.shell(title: "Search", moreScript: script).html(body: parts.joined(separator: "\n"))
  }

  /// `[[chapter's label and title, page, [[section, anchor, [paragraphs]]], [[term, anchor, sentence]]], …]`
  private var index: String {
    let chapters = zip(report.chapters, texts).map { chapter, text in
      let sections = text.sections.map { section in
        array([json(section.title), json(section.id), array(section.paragraphs.map(json))])
      }
      let terms = text.definitions.map { definition in
        array([json(definition.term.name), json(definition.term.anchor), json(definition.plainSentence)])
      }
      return array([
        json(chapter.label ?? ""), json(chapter.title), json(BookFrame.safe(chapter.address)),
        array(sections),
        array(terms),
      ])
    }
    return "[\n\(chapters.joined(separator: ",\n"))\n]"
  }

  private func array(_ elements: [String]) -> String { "[\(elements.joined(separator: ","))]" }

  /// A text as JSON that can stand in an element: without a `<`, nothing ends it.
  private func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "<", ">", "&", "\u{2028}", "\u{2029}": result += escaped(scalar)
      case _ where !HTML.isAllowed(scalar) || scalar.value < 0x20: result += escaped(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private func escaped(_ scalar: Unicode.Scalar) -> String {
    Character(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
