/// Turns unresolved blocks into the notebook's, once every label is known and cmark has parsed the texts.
struct BlockResolver {
  private let state: ParseState
  private let nodes: [[MarkdownNode]]
  private var slugs: HeadingSlugs
  private(set) var images: [ImageUse] = []
  /// The ids of headings by the anchors that code hosts make of their words.
  private(set) var headingNames: [String: String] = [:]

  init(state: ParseState, nodes: [[MarkdownNode]]) {
    self.state = state
    self.nodes = nodes
    slugs = HeadingSlugs(taken: Set(state.labels.entries.keys))
  }

  mutating func blocks(_ unresolved: [UnresolvedBlock]) -> [Block] {
    unresolved.flatMap { blocks($0) }
  }

  private mutating func blocks(_ block: UnresolvedBlock) -> [Block] {
    switch block {
    case .heading(let level, let text, let id):
      let title = inlines(text)
      let anchor = id ?? slugs.id(for: title.slugText())
      note(anchor, ofHeading: title, label: id)
      return [.heading(level: level, number(id) + title, id: anchor)]
    case .paragraph(let text): return paragraph(text)
    case .task(let isDone, let text): return task(isDone: isDone, paragraph(text))
    case .quotation(let content): return [.quotation(blocks(content))]
    case .alert(let kind, let content): return [.alert(kind, blocks(content))]
    case .list(let items, let start, let isTight):
      return [.list(items: items.map { blocks($0) }, start: start, isTight: isTight)]
    case .code(let code, let language): return [.code(code, language: language)]
    case .listing(let listing): return [.listing(listing)]
    case .api(let api): return [.api(api)]
    case .cell(let index): return [.cell(index)]
    case .table(let table): return [.table(resolved(table))]
    case .html(let html): return [.html(html)]
    case .thematicBreak: return [.thematicBreak]
    }
  }

  /// Notes the names by which links lead to a heading: its words, and what a code host makes of these with a label and values.
  private mutating func note(_ anchor: String, ofHeading title: [Inline], label: String?) {
    let code = title.slugText { "{swift} \(state.values[$0].expression)" }
    let shown = label.map { "\(code) \($0)" } ?? code
    for name in [HeadingSlugs.untrimmed(shown), HeadingSlugs.slug(of: title.slugText())]
    where name != anchor && headingNames[name] == nil {
      headingNames[name] = anchor
    }
  }

  /// What precedes the title of an exercise: "Exercise 3: ".
  private func number(_ id: String?) -> [Inline] {
    guard let id, state.exerciseHeadings[id] != nil, let words = state.labels.content(ofReferenceTo: id)
    else { return [] }
    return words + [.text(": ")]
  }

  // MARK: Front matter and cells

  mutating func resolveMetadata(title: Int?, subtitle: Int?, description: Int?) {
    state.metadata.title = title.map { inlines($0) }
    state.metadata.subtitle = subtitle.map { inlines($0) }
    state.metadata.description = description.map { inlines($0) }
  }

  /// Gives cells their captions and the names of their headings.
  mutating func resolveCells() {
    for index in state.cells.indices {
      let captions = state.captions[index]
      state.cells[index].options.figureCaption = captions.figure.map { inlines($0) }
      state.cells[index].options.tableCaption = captions.table.map { inlines($0) }
      state.cells[index].options.hints = captions.hints.map { inlines($0) }
      state.cells[index].heading = state.cellHeadings[index].map { inlines($0).plainText }
    }
  }

  // MARK: Texts

  private mutating func inlines(_ text: Int) -> [Inline] {
    var converter = InlineConverter(text: state.texts[text], state: state)
    let result = converter.inlines(nodes[text])
    images += converter.images
    return result
  }

  private mutating func resolved(_ table: UnresolvedTable) -> PipeTable {
    PipeTable(
      alignments: table.alignments, header: table.header.map { inlines($0) },
      rows: table.rows.map { $0.map { inlines($0) } }, caption: table.caption.map { inlines($0) },
      id: table.id, number: table.number)
  }

  // MARK: Paragraphs

  /// A paragraph, split at its displayed formulas; a figure if it is only an image.
  private mutating func paragraph(_ source: Int) -> [Block] {
    var converter = InlineConverter(text: state.texts[source], state: state)
    let parts = labelled(converter.parts(nodes[source]), images: &converter.images)
    images += converter.images
    var blocks: [Block] = []
    var text: [Inline] = []
    for part in parts {
      switch part {
      case .inline(let inline):
        text.append(inline)
      case .tildes: text.append(.text("~~"))
      case .label(let attributes):
        state.diagnostics.error(
          "a figure's image must be alone in its paragraph", at: attributes.idLocation)
      case .display(_, let tex, let id, let number):
        Self.close(&text, into: &blocks)
        let mathML = TeX.mathML(tex, isDisplayed: true, state: state)
        blocks.append(.mathematics(mathML, id: id, number: number))
      }
    }
    Self.close(&text, into: &blocks)
    return blocks
  }

  /// The blocks of a task's first paragraph, with its box.
  private func task(isDone: Bool, _ blocks: [Block]) -> [Block] {
    let box = Inline.checkBox(isChecked: isDone)
    guard case .paragraph(let text)? = blocks.first else { return [.paragraph([box])] + blocks }
    return [.paragraph([box] + text)] + blocks.dropFirst()
  }

  private static func close(_ text: inout [Inline], into blocks: inout [Block]) {
    while case .softBreak? = text.first { text.removeFirst() }
    while case .softBreak? = text.last { text.removeLast() }
    if text.contains(where: { !$0.isBlank }) { blocks.append(.paragraph(text)) }
    text = []
  }

  /// Gives the label after an image that is a paragraph of its own to that image.
  private func labelled(
    _ parts: [InlineConverter.Part], images: inout [ImageUse]
  ) -> [InlineConverter.Part] {
    guard parts.count == 2, case .inline(.image(_, _, _)) = parts[0], case .label(let attributes) = parts[1]
    else {
      return parts
    }
    if let last = images.indices.last {
      images[last].id = attributes.id
      images[last].number = attributes.id.flatMap { state.labels.entries[$0]?.number }
      images[last].figureAlternative = attributes.alternative
    }
    return [parts[0]]
  }
}

extension Inline {
  /// Whether the inline shows nothing.
  fileprivate var isBlank: Bool {
    if case .text(let text) = self { text.allSatisfy(\.isWhitespace) } else { false }
  }
}

extension [Inline] {
  /// The text that a heading's anchor is made from. Values may change from run to run, so they are left out.
  fileprivate func slugText(value: (Int) -> String = { _ in "" }) -> String {
    map { inline in
      switch inline {
      case .value(let index): value(index)
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(let inner, _, _),
        .reference(let inner, _):
        inner.slugText(value: value)
      default: inline.plainText
      }
    }.joined()
  }
}
