import Markup
import Notebooks

/// A chapter's words, for the search and the glossary.
struct ChapterText {
  /// A section: from one heading to the next.
  struct Section {
    /// Empty for the text before the first heading.
    var title: String
    /// The heading's anchor; empty for the page's beginning.
    var id: String
    /// The text without markup: one element for each paragraph, caption, item or formula.
    var paragraphs: [String] = []
    /// The paragraphs without code, formulas and values: where words are used as words.
    var prose: [String] = []
    /// The code of its cells and listings.
    var code: [String] = []
  }

  /// A place where the chapter explains a term.
  struct Definition {
    var term: Term
    /// The index of its section.
    var section: Int
    /// The sentence that contains the term, with markup and as plain text.
    var sentence: [Node]
    var plainSentence: String
  }

  /// The notebook's file.
  var file: String { notebook.file }
  private(set) var sections = [Section(title: "", id: "")]
  private(set) var definitions: [Definition] = []
  /// The calls that the page documents, which are found like sections.
  private(set) var calls: [Section] = []
  private var known: Set<String> = []
  private let notebook: Notebook
  private let result: RunResult

  init(_ chapter: BookReport.Chapter) {
    (notebook, result) = (chapter.notebook, chapter.result)
    let metadata = notebook.metadata
    // Where the list gives another title, the search finds the notebook's own like its text.
    let ownTitle = chapter.listedTitle == nil ? nil : notebook.titleLine(in: result)
    for text in [ownTitle, metadata.subtitle, metadata.description] { if let text { add(text) } }
    let titleID = notebook.titleHeading(in: result)?.id
    for block in notebook.blocks {
      if case .heading(_, let title, let id) = block, id != titleID {
        sections.append(Section(title: plainText(title), id: id))
      } else {
        read(block)
      }
    }
  }

  private mutating func read(_ block: Block) {
    switch block {
    case .heading(_, let inlines, _): add(inlines)
    case .paragraph(let inlines):
      add(inlines)
      if !inlines.isPicture { define(inlines) }
    case .quotation(let blocks), .alert(_, let blocks): blocks.forEach { read($0) }
    case .list(let items, _, _): items.joined().forEach { read($0) }
    case .footnotes(let notes):
      for inlines in notes.joined().map(\.inlines) { add(inlines) }
    case .table(let table): read(table)
    case .cell(let index): read(notebook.cells[index])
    case .code(let text, _): addCode(text)
    case .listing(let listing): addCode(listing.code ?? "")
    case .api(let api):
      calls += api.entries.map { Section(title: $0.title, id: $0.id, paragraphs: [$0.summary]) }
    case .mathematics(let mathematics, _, _): add(mathematics.text)
    case .html, .thematicBreak: break
    }
  }

  private mutating func read(_ table: PipeTable) {
    for row in [table.header] + table.rows { add(Array(row.joined(separator: [.text(" ")]))) }
    if let caption = table.caption { add(caption) }
  }

  private mutating func read(_ cell: Cell) {
    // Nobody wants to find a solution by accident.
    guard cell.options.include ?? true, cell.part?.kind != .solution else { return }
    if cell.options.echo ?? true { addCode(cell.code) }
    for caption in [cell.options.figureCaption, cell.options.tableCaption] {
      if let caption { add(caption) }
    }
  }

  private func plainText(_ inlines: [Inline]) -> String { notebook.plainText(inlines, in: result) }

  private mutating func add(_ text: String) {
    let line = Self.line(text)
    if !line.isEmpty { sections[sections.count - 1].paragraphs.append(line) }
  }

  private mutating func add(_ inlines: [Inline]) {
    add(plainText(inlines))
    sections[sections.count - 1].prose.append(Self.line(plainText(inlines.words)))
  }

  private mutating func addCode(_ text: String) {
    let line = Self.line(text)
    if !line.isEmpty { sections[sections.count - 1].code.append(line) }
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The most letters of a sentence that are shown with each of its terms: it may have thousands.
  private static let longestSentence = 1000

  /// Records the terms that a paragraph explains, each with its sentence.
  private mutating func define(_ paragraph: [Inline]) {
    for sentence in paragraph.sentences {
      let terms = sentence.boldTexts.compactMap { Term(plainText($0)) }
        .filter { known.insert($0.key).inserted }
      if terms.isEmpty { continue }
      var plain = plainText(sentence).trimmingBlanks
      var label = notebook.label(sentence, in: result)
      if plain.utf8.count > Self.longestSentence {
        plain = String(plain.unicodeScalars.prefix(Self.longestSentence)) + " …"
        label = [.text(plain)]
      }
      for term in terms {
        definitions.append(
          Definition(
            term: plain.hasPrefix(term.name) ? term.withoutOpeningCapital : term, section: sections.count - 1,
            sentence: label, plainSentence: plain))
      }
    }
  }
}

extension Block {
  /// The text of a footnote's paragraph; empty for any other block.
  fileprivate var inlines: [Inline] { if case .paragraph(let inlines) = self { inlines } else { [] } }
}
