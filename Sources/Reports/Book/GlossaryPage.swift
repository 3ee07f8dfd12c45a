import Markup
import Notebooks
import SwiftSource

/// The terms of all chapters, each with its definition and links to where it is explained and used; below them the
/// sections of all chapters in alphabetical order.
///
/// A book without a glossary of its own has the sentences that explain the terms instead of definitions.
struct GlossaryPage {
  let report: BookReport
  let texts: [ChapterText]
  private var words: PageWords { report.words }
  /// What each section of each chapter says, to look for terms in.
  private let said: [[[SearchedText]]]

  init(report: BookReport, texts: [ChapterText]) {
    (self.report, self.texts) = (report, texts)
    said = texts.map {
      $0.sections.map { section in (section.prose + [section.title]).map { SearchedText($0) } }
    }
  }

  /// A term with all the places that explain it.
  private struct Entry {
    var name: String
    var places: [(chapter: Int, definition: ChapterText.Definition)]
    var meaning: Glossary.Entry?

    /// What the term is called where the book uses it.
    var words: [String] { [name] + places.map(\.definition.term.name) }
  }

  func html() -> String {
    let entries = self.entries
    let header = Node.element(
      "header", ["class": "title"],
      [
        .element("h1", .text(words["Glossary"])), "\n",
        .element("p", ["class": "subtitle"], [.text(summary(entries))]),
      ])
    let main = Node.block(
      "main", ["id": "main", "class": "reference-page", "tabindex": "-1"],
      [[header], letters(entries), terms(entries), sections])
    return report.shell(title: words["Glossary"]).html(
      body: .lines([
        [BookFrame.skipLink(words["Skip to the text"])], [BookFrame.runningHead(report)], [main],
      ]))
  }

  private var glossary: Glossary? { report.book.glossary }

  private var entries: [Entry] {
    var found: [String: Entry] = [:]
    for (chapter, text) in texts.enumerated() {
      for definition in text.definitions {
        let term = definition.term
        let meaning = glossary?.entry(of: term.key)
        let entry = Entry(name: meaning?.term ?? term.name, places: [], meaning: meaning)
        found[meaning?.term.lowercased() ?? term.key, default: entry].places.append((chapter, definition))
      }
    }
    let sorted = found.sorted { ($0.key.fromFirstLetter, $0.key) < ($1.key.fromFirstLetter, $1.key) }
    return sorted.map { _, entry in
      var entry = entry
      if entry.meaning == nil, !isWritten(entry.name) {
        entry.name = entry.name.prefix(1).uppercased() + entry.name.dropFirst()
      }
      return entry
    }
  }

  /// Whether any text has the words in exactly this form. A word that is never written in lowercase, such as
  /// Adam, is a name.
  private func isWritten(_ name: String) -> Bool {
    texts.contains { text in text.sections.contains { $0.paragraphs.contains { $0.contains(name) } } }
  }

  private func summary(_ entries: [Entry]) -> String {
    let terms = entries.count == 1 ? words["One term"] : words["# terms", entries.count]
    return glossary == nil
      ? words["#, each in the words of the place that explains it", terms]
      : words["#, and where the book explains and uses them", terms]
  }

  // MARK: Terms

  private func letters(_ entries: [Entry]) -> [Node] {
    let letters = Self.grouped(entries, by: \.name).map { letter, _ in
      Node.element("a", ["href": "#letter:\(letter)"], [.text(letter)])
    }
    guard letters.count > 1 else { return [] }
    let sections = Node.element("a", ["href": "#sections"], .text(words["Sections"]))
    return [
      .element(
        "nav", ["class": "letters", "aria-label": words["Letters"]],
        letters.separated(by: " ") + ["\n", sections])
    ]
  }

  private func terms(_ entries: [Entry]) -> [Node] {
    .lines(
      Self.grouped(entries, by: \.name).map { letter, entries in
        let title = Node.element("h2", ["id": "letter:\(letter)"], [.text(letter)])
        return [title, "\n", .block("dl", [entries.flatMap(term).lines])]
      })
  }

  private func term(_ entry: Entry) -> [Node] {
    var parts = entry.meaning.map { explanation(of: entry, $0) } ?? sentences(of: entry)
    let others = mentions(of: entry)
    if !others.isEmpty {
      parts.append(.element("p", ["class": "also"], words.nodes("Also in #", others.separated(by: ", "))))
    }
    // A chapter may set the same term in bold under another of its names.
    let anchors = entry.places.map(\.definition.term.anchor).unique
    let more = anchors.dropFirst().map { Node.element("span", ["id": $0], []) }
    return [
      .element("dt", ["id": anchors[0]], [.text(entry.name)] + more), .element("dd", parts.lines),
    ]
  }

  /// The sentences that explain a term, each with its place.
  private func sentences(of entry: Entry) -> [Node] {
    entry.places.map { place in
      Node.element(
        "p", words.isolated(place.definition.sentence) + [" ", link(to: place.chapter, place.definition)])
    }
  }

  /// A term's definition, its other names, and the places that explain it.
  private func explanation(of entry: Entry, _ meaning: Glossary.Entry) -> [Node] {
    let names = meaning.names.filter { $0.lowercased() != entry.name.lowercased() }
    let also: [Node] =
      names.isEmpty
      ? []
      : [
        " ",
        .element(
          "span", ["class": "names"], [.text(words["Also: #.", names.joined(separator: ", ")])]),
      ]
    let links = entry.places.map { link(to: $0.chapter, $0.definition) }
    return [
      .element("p", GlossaryText(meaning).nodes + also),
      .element("p", ["class": "explained"], links.separated(by: " · ")),
    ]
  }

  private func link(to chapter: Int, _ definition: ChapterText.Definition) -> Node {
    let target = report.chapters[chapter]
    let title = texts[chapter].sections[definition.section].title
    let name = target.name(in: words) + (title.isEmpty ? "" : ": " + words.isolated(title))
    return .element(
      "a", ["class": "place", "href": BookFrame.safe(target.address) + "#\(definition.term.anchor)"],
      [.text(name)])
  }

  /// The first section of each other chapter that uses the term.
  private func mentions(of entry: Entry) -> [Node] {
    let words = entry.words.map { SearchedText($0) }
    let known = Set(entry.places.map(\.chapter))
    return report.chapters.indices.filter { !known.contains($0) }.compactMap { chapter in
      let section = said[chapter].firstIndex { texts in
        texts.contains { text in words.contains { text.has($0) } }
      }
      guard let section = section.map({ texts[chapter].sections[$0] }) else { return nil }
      let target = report.chapters[chapter]
      let place = BookFrame.safe(target.address) + (section.id.isEmpty ? "" : "#\(section.id)")
      return .element(
        "a", ["href": place],
        .text(
          target.label == nil ? report.words.isolated(target.title) : target.nameInText.text(in: report.words)
        ))
    }
  }

  // MARK: Sections

  private var sections: [Node] {
    let all = texts.enumerated().flatMap { chapter, text in
      text.sections.filter { !$0.title.isEmpty }.map { (chapter: chapter, section: $0) }
    }
    let sorted = all.enumerated().sorted { a, b in
      (a.element.section.title.lowercased(), a.offset) < (b.element.section.title.lowercased(), b.offset)
    }
    let items = sorted.map(\.element).map { chapter, section in
      let target = report.chapters[chapter]
      let link = Node.element(
        "a", ["href": BookFrame.safe(target.address) + "#\(section.id)"],
        [.text(words.isolated(section.title))])
      let place = Node.element("span", ["class": "place"], [.text(target.name(in: words))])
      return Node.element("li", [link, " ", place])
    }
    guard !items.isEmpty else { return [] }
    return [
      .element("h2", ["id": "sections"], .text(words["All sections"])), "\n",
      .block("ul", ["class": "sections"], [items.lines]),
    ]
  }

  /// The elements grouped by the first letter of their names.
  private static func grouped<T>(_ elements: [T], by name: (T) -> String) -> [(letter: String, elements: [T])]
  {
    var groups: [(letter: String, elements: [T])] = []
    for element in elements {
      let first = name(element).first { $0.isLetter }
      let letter = first.map { String($0).uppercased() } ?? "#"
      if groups.last?.letter == letter {
        groups[groups.count - 1].elements.append(element)
      } else {
        groups.append((letter, [element]))
      }
    }
    return groups
  }
}

/// A text in which phrases are looked for as whole words, in any case.
private struct SearchedText {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.lowercased().utf8) }

  func has(_ phrase: SearchedText) -> Bool {
    let phrase = phrase.bytes
    guard let first = phrase.first, bytes.count >= phrase.count else { return false }
    for start in 0...(bytes.count - phrase.count) where bytes[start] == first {
      let end = start + phrase.count
      guard bytes[start..<end].elementsEqual(phrase) else { continue }
      let isWhole =
        (start == 0 || !Self.isWord(bytes[start - 1])) && (end == bytes.count || !Self.isWord(bytes[end]))
      if isWhole || end < bytes.count && start == 0 && bytes[end...].elementsEqual("s".utf8) { return true }
    }
    return false
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte >= 0x80 || "_-".utf8.contains(byte)
  }
}

extension String {
  /// "interval" for "95 % interval", which is in its place among the words with I.
  fileprivate var fromFirstLetter: String { String(drop { !$0.isLetter }) }
}

/// A definition as the page and the search show it.
struct GlossaryText {
  private let notebook: Notebook
  private let content: [Inline]

  init(_ entry: Glossary.Entry) {
    notebook = Notebook.parse(entry.text, file: "")
    if notebook.blocks.count == 1, case .paragraph(let content) = notebook.blocks[0] {
      self.content = content
    } else {
      content = [.text(entry.text)]
    }
  }

  var nodes: [Node] { notebook.label(content, in: RunResult(of: notebook)) }
  var plain: String { notebook.plainText(content, in: RunResult(of: notebook)) }
}

extension [String] {
  /// Each text once, in the order of their first places.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
