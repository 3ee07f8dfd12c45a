/// Walks cmark's blocks in the order of the file and converts them to ours, including cells, tables, alerts and footnotes.
struct BlockWalker {
  let structure: BlockStructure
  let state: ParseState
  /// The text of the last heading.
  private var heading: Int?

  init(_ structure: BlockStructure, state: ParseState) {
    self.structure = structure
    self.state = state
  }

  /// The containers around a block.
  struct Context {
    var quotes = 0
    var lists = 0
  }

  mutating func walk() -> [UnresolvedBlock] {
    blocks(of: structure.document.children, in: Context())
  }

  private mutating func blocks(of nodes: [MarkdownNode], in context: Context) -> [UnresolvedBlock] {
    var result: [UnresolvedBlock] = []
    for node in nodes {
      switch node.kind {
      case .paragraph: addParagraph(node, in: context, to: &result)
      case .heading(let level): result.append(heading(node, level: level, in: context))
      case .quotation: result.append(quotation(node, in: context))
      case .list(let start, let isTight):
        addList(node, start: start, isTight: isTight, in: context, to: &result)
      case .item: result += blocks(of: node.children, in: context)
      case .code(let info, let literal): result.append(code(node, info: info, literal: literal))
      case .html(let html): addHTML(node, html, to: &result)
      case .thematicBreak: result.append(.thematicBreak)
      default: break
      }
    }
    return result
  }

  // MARK: Text

  /// The text of a paragraph or of an underlined heading.
  private func text(of node: MarkdownNode, through last: Int, in context: Context) -> SourceText {
    var text = SourceText()
    let start = structure.location(node.start)
    for number in start.line...max(start.line, last) {
      let line = structure.line(number)
      let column =
        number == start.line
        ? min(start.column - 1, line.count)
        : ContainerPrefix.length(of: line, quotes: context.quotes)
      text.appendLine(line[column...], at: SourceLocation(line: number, column: column + 1))
    }
    return text
  }

  private mutating func addParagraph(
    _ node: MarkdownNode, in context: Context, to blocks: inout [UnresolvedBlock]
  ) {
    let text = text(of: node, through: node.endLine, in: context)
    ForeignMarkup.warn(in: text, diagnostics: state.diagnostics)
    addParagraph(text, to: &blocks)
  }

  private mutating func addParagraph(_ text: SourceText, to blocks: inout [UnresolvedBlock]) {
    if case .table(var table)? = blocks.last, table.caption == nil, TableReader.isCaption(text.bytes) {
      TableReader.addCaption(text, to: &table, state: state)
      blocks[blocks.count - 1] = .table(table)
    } else if let table = TableReader.table(in: text, state: state) {
      blocks.append(.table(table))
    } else {
      blocks.append(.paragraph(text: state.addText(text, mayDefineLinks: true)))
    }
  }

  private mutating func heading(_ node: MarkdownNode, level: Int, in context: Context) -> UnresolvedBlock {
    let underline = Underline.line(of: node, in: context, structure)
    var text = text(of: node, through: underline.map { $0 - 1 } ?? node.start.line, in: context)
    if underline == nil { text = Self.withoutHashes(text) }
    let (content, attributes) = TrailingAttributes.split(text.trimmed, diagnostics: state.diagnostics)
    let label = attributes.flatMap { state.registerHeading($0) }
    let title = state.addText(content, mayDefineLinks: underline != nil)
    heading = title
    return .heading(level: level, text: title, id: label?.id)
  }

  /// The text between the hashes of `## Heading ##`.
  private static func withoutHashes(_ text: SourceText) -> SourceText {
    let hash = UInt8(ascii: "#")
    let opening = text.bytes.prefix { $0 == hash }.count
    var content = text[opening..<text.count].trimmed
    let body = content.bytes
    let withoutClosing = body.count - body.reversed().prefix { $0 == hash }.count
    if withoutClosing == 0 || withoutClosing < body.count && body[withoutClosing - 1].isSpaceOrTab {
      content = content[0..<withoutClosing].trimmed
    }
    return content
  }

  /// Raw HTML without its comments. What follows a comment in its last line is a paragraph.
  private mutating func addHTML(_ node: MarkdownNode, _ html: String, to blocks: inout [UnresolvedBlock]) {
    let visible = HTMLComments.removed(from: html)
    if let offset = visible.unclosed {
      state.diagnostics.error(
        "this comment is not closed, so everything below it is left out; '-->' closes it",
        at: HTMLComments.location(of: offset, in: html, node, structure), stopsProgram: false)
    }
    if visible.text.allSatisfy(\.isWhitespace) { return }
    let source = HTMLBlock(node, html, structure)
    if let rest = source.textAfterComment {
      source.warnOfMarkup(after: rest, state: state)
      return addParagraph(rest, to: &blocks)
    }
    source.warn(state: state)
    blocks.append(.html(visible.text))
  }

  // MARK: Containers

  private mutating func quotation(_ node: MarkdownNode, in context: Context) -> UnresolvedBlock {
    var inner = context
    inner.quotes += 1
    guard let first = node.children.first, case .paragraph = first.kind else {
      return .quotation(blocks(of: node.children, in: inner))
    }
    let text = text(of: first, through: first.endLine, in: inner)
    guard let kind = AlertMark.read(text, diagnostics: state.diagnostics) else {
      return .quotation(blocks(of: node.children, in: inner))
    }
    var content: [UnresolvedBlock] = []
    if let lineEnd = text.bytes.firstIndex(of: UInt8(ascii: "\n")) {
      addParagraph(text[(lineEnd + 1)..<text.count], to: &content)
    }
    let rest = blocks(of: Array(node.children.dropFirst()), in: inner)
    return .alert(kind, content + rest)
  }

  private mutating func addList(
    _ node: MarkdownNode, start: Int?, isTight: Bool, in context: Context, to result: inout [UnresolvedBlock]
  ) {
    var inner = context
    inner.lists += 1
    var items: [[UnresolvedBlock]] = []
    for item in node.children {
      let content = item.children.isEmpty ? [] : itemContent(Self.content(of: item), in: inner)
      if let note = state.footnotes.definitions[item.start.line], Self.isItem(item) {
        state.footnotes.setContent(content, of: note)
      } else {
        items.append(content)
      }
    }
    if !items.isEmpty { result.append(.list(items: items, start: start, isTight: isTight)) }
  }

  /// The blocks of an item. The box of a task is not part of its first paragraph.
  private mutating func itemContent(_ nodes: [MarkdownNode], in context: Context) -> [UnresolvedBlock] {
    guard let first = nodes.first, case .paragraph = first.kind,
      let task = TaskMark.split(text(of: first, through: first.endLine, in: context))
    else { return blocks(of: nodes, in: context) }
    let paragraph = state.addText(task.text, mayDefineLinks: false)
    return [.task(isDone: task.isDone, text: paragraph)] + blocks(of: Array(nodes.dropFirst()), in: context)
  }

  private static func isItem(_ node: MarkdownNode) -> Bool {
    if case .item = node.kind { true } else { false }
  }

  private static func content(of item: MarkdownNode) -> [MarkdownNode] {
    isItem(item) ? item.children : [item]
  }

  // MARK: Code

  private mutating func code(_ node: MarkdownNode, info: String, literal: String) -> UnresolvedBlock {
    let reader = CellReader(structure: structure, state: state)
    switch CodeFence(info: info) {
    case .shown(let language):
      let listings = ListingReader(structure: structure, state: state)
      if let found = listings.listing(node, info: info, language: language, literal: literal) {
        return .listing(found)
      }
      if let found = APIReader(listings: listings).listing(
        node, info: info, language: language, literal: literal)
      {
        return .api(found)
      }
      return .code(literal, language: language)
    case .foreign(let language):
      reader.warnOfForeign(language: language, node)
      return .code(literal, language: language)
    case .halfBraced(let written):
      reader.warnOfHalfBraced(written, node)
      return .code(literal, language: "swift")
    case .cell:
      reader.read(node, literal: literal, heading: heading)
    case .cellWithAttributes(let attributes):
      reader.reportAttributes(attributes, node)
      reader.read(node, literal: literal, heading: heading)
    }
    return .cell(state.cells.count - 1)
  }
}
