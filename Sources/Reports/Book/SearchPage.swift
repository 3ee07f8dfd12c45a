import Markup
import Notebooks

/// The page that searches all chapters. It contains their words, so it works from disk without a server;
/// the script requests nothing.
struct SearchPage {
  let report: BookReport
  let texts: [ChapterText]
  private var words: PageWords { report.words }

  func html() -> String {
    let main = Node.block(
      "main", ["id": "main", "class": "reference-page", "tabindex": "-1"],
      [
        [.element("header", ["class": "title"], [.element("h1", .text(words["Search"]))])], [form],
        [withoutScript],
        [.element("p", ["id": "status", "role": "status"])], [.element("ol", ["id": "results"])],
      ])
    let data = Node.element("script", ["type": "application/json", "id": "index"], [.raw(index)])
    return report.shell(title: words["Search"], moreScript: PageAssets.searchScript).html(
      body: .lines([
        [BookFrame.skipLink(words["Skip to the search"])], [BookFrame.runningHead(report)], [main], [data],
      ]))
  }

  private var form: Node {
    .element(
      "form", ["role": "search", "class": "query"],
      [
        .element("label", ["for": "query"], .text(words["Words in any chapter"])), "\n",
        .element(
          "input",
          [
            "type": "search", "id": "query", "name": "q", "autocomplete": "off", "spellcheck": "false",
            "aria-describedby": "keys", "aria-controls": "results",
          ]), "\n",
        .element(
          "p", ["id": "keys"],
          .text(words["Arrow keys move through what is found, Enter opens it, the key / comes back here."])),
      ])
  }

  private var withoutScript: Node {
    .element(
      "noscript",
      [
        .element(
          "p",
          words.nodes(
            "This browser runs no script here, and the search needs one. The # lists all terms and sections without it.",
            [.element("a", ["href": BookReport.glossary], .text(words["glossary"]))]))
      ])
  }

  /// `[[chapter's label, title, page, [[section, anchor, [paragraphs], [code]]], [[term, anchor, sentence, section]],
  /// [[call, anchor, summary]]], …]` with the index of each term's section; a term has an element for each of its names.
  private var index: String {
    let chapters = zip(report.chapters, texts).map { chapter, text in
      let sections = text.sections.map { section in
        array([
          json(words.isolated(section.title)), json(section.id), array(section.paragraphs.map(json)),
          array(section.code.map(json)),
        ])
      }
      let calls = text.calls.map { call in
        array([json(call.title), json(call.id), json(call.paragraphs.joined(separator: " "))])
      }
      let terms = text.definitions.flatMap { definition in
        let meaning = report.book.glossary?.entry(of: definition.term.key)
        let sentence = meaning.map { GlossaryText($0).plain } ?? definition.plainSentence
        let others = meaning.map { [$0.term] + $0.names } ?? []
        return ([definition.term.name] + others.filter { $0.lowercased() != definition.term.key }).map {
          name in
          array([json(name), json(definition.term.anchor), json(sentence), String(definition.section)])
        }
      }
      return array([
        json(chapter.label(in: words) ?? ""), json(words.isolated(chapter.title)),
        json(BookFrame.safe(chapter.address)),
        array(sections),
        array(terms),
        array(calls),
      ])
    }
    return "[\n\(chapters.joined(separator: ",\n"))\n]"
  }

  private func array(_ elements: [String]) -> String { "[\(elements.joined(separator: ","))]" }

  private func json(_ text: String) -> String { PageData.inert(JSONValue.quoted(text)) }
}
