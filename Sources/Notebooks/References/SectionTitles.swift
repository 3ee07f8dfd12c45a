/// The titles of sections with labels, as references show them: a value, a formula or emphasis is as in the heading. Links and
/// notes are left out, because a reference is a link. One that is too long for a heading isn't repeated by references.
struct SectionTitles {
  /// The most bytes of a title that references show.
  private static let longest = 400

  private let state: ParseState
  private let nodes: [[MarkdownNode]]
  /// The heading's text for each label.
  private var texts: [String: Int] = [:]
  /// Whether the title is for a reference in another heading. References in it are only "Section": headings that refer to each
  /// other would have endless titles.
  private var isNested = false
  /// The titles for references in other headings.
  private var nested: [String: [Inline]] = [:]

  /// Gives the labels of the blocks' headings their titles.
  static func read(_ blocks: [UnresolvedBlock], nodes: [[MarkdownNode]], state: ParseState) {
    var titles = SectionTitles(state: state, nodes: nodes)
    titles.find(blocks)
    let all = titles.texts.compactMapValues { titles.title(nodes[$0]) }
    for (id, title) in all { state.labels.setTitle(title, of: id) }
  }

  /// The title; `nil` if it is too long.
  private mutating func title(_ nodes: [MarkdownNode]) -> [Inline]? {
    let title = inlines(nodes)
    return title.plainText.utf8.count <= Self.longest ? title : nil
  }

  private init(state: ParseState, nodes: [[MarkdownNode]]) {
    (self.state, self.nodes) = (state, nodes)
  }

  private mutating func find(_ blocks: [UnresolvedBlock]) {
    for block in blocks {
      switch block {
      case .heading(_, let text, let id?): texts[id] = text
      case .quotation(let content), .alert(_, let content): find(content)
      case .list(let items, _, _): for item in items { find(item) }
      default: break
      }
    }
  }

  private mutating func reference(to id: String) -> [Inline]? {
    guard !isNested, let text = texts[id] else { return state.labels.content(ofReferenceTo: id) }
    if let known = nested[id] { return known }
    isNested = true
    defer { isNested = false }
    let title = title(nodes[text]) ?? state.labels.content(ofReferenceTo: id)
    nested[id] = title
    return title
  }

  /// The words of a reference to another chapter; what kind of thing it is, as long as that chapter's labels are unknown.
  private func foreignReference(to id: String) -> [Inline] {
    if let words = state.bookLabels.words(of: id, outside: state.diagnostics.file, in: state.labels.words) {
      return words
    }
    state.hasOpenTitles = true
    return [.text(state.labels.words[LabelKind(id: id)?.noun ?? "Section"])]
  }

  private mutating func inlines(_ nodes: [MarkdownNode]) -> [Inline] {
    nodes.flatMap { node -> [Inline] in
      switch node.kind {
      case .text(let text): return state.placeholders.pieces(of: text).flatMap { inlines($0) }
      case .codeSpan(let code): return [.code(state.placeholders.restored(code))]
      case .softBreak, .lineBreak: return [.text(" ")]
      case .emphasis: return [.emphasis(inlines(node.children))]
      case .strong: return [.strong(inlines(node.children))]
      default: return inlines(node.children)
      }
    }
  }

  private mutating func inlines(_ piece: PlaceholderTable.Piece) -> [Inline] {
    guard case .placeholder(let entry) = piece else {
      if case .text(let text) = piece { return [.text(text)] }
      return []
    }
    switch entry.kind {
    case .inlineMathematics(let tex), .displayMathematics(let tex, _, _):
      return [.mathematics(TeX.mathML(tex, isDisplayed: false, state: state))]
    case .value(let index): return [.value(index)]
    case .character: return [.text(entry.source)]
    case .reference(let id): return reference(to: id) ?? foreignReference(to: id)
    case .citations(let citations): return state.citations.inlines(citations)
    case .footnote, .label, .tildes, .text: return []
    }
  }
}
