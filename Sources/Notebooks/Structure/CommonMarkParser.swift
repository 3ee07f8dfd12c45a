import CCmark

/// Calls cmark, and is the only file that does.
struct CommonMarkParser {
  /// The deepest nesting of containers. Deeper ones are moved into the last one that fits, because trees are walked
  /// recursively.
  static let depthLimit = 64

  private(set) var document: MarkdownNode
  /// The place of a block that is nested more deeply than the limit.
  private(set) var tooDeep: SourceLocation?

  /// - Parameter blocksOnly: leaves out the inlines.
  init(_ text: [UInt8], blocksOnly: Bool = false) {
    let root = text.withUnsafeBytes {
      cmark_parse_document($0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count, CMARK_OPT_DEFAULT)
    }
    defer { cmark_node_free(root) }
    document = MarkdownNode(kind: .document, start: SourceLocation(line: 1, column: 1), endLine: 1)
    read(root, blocksOnly: blocksOnly)
  }

  /// Copies cmark's tree. It doesn't recurse, because the tree may be as deep as the text is long.
  private mutating func read(_ root: OpaquePointer?, blocksOnly: Bool) {
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    var open: [MarkdownNode] = []
    var ignored = 0
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
      if blocksOnly, cmark_node_get_type(node).rawValue >= CMARK_NODE_FIRST_INLINE.rawValue { continue }
      let isLeaf = Self.isLeaf(node)
      if event == CMARK_EVENT_ENTER, isLeaf {
        if !open.isEmpty { open[open.count - 1].children.append(Self.value(of: node)) }
      } else if event == CMARK_EVENT_ENTER {
        if open.count >= Self.depthLimit, Self.canBeDropped(node) {
          ignored += 1
          tooDeep = tooDeep ?? Self.start(of: node)
        } else {
          open.append(Self.value(of: node))
        }
      } else if !isLeaf, ignored > 0, Self.canBeDropped(node) {
        ignored -= 1
      } else if !isLeaf, let last = open.popLast() {
        if open.isEmpty { document = last } else { open[open.count - 1].children.append(last) }
      }
    }
  }

  /// Whether a node can be replaced by its children: paragraphs and headings can't.
  private static func canBeDropped(_ node: OpaquePointer) -> Bool {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING: false
    default: true
    }
  }

  private static func isLeaf(_ node: OpaquePointer) -> Bool {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT, CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST, CMARK_NODE_ITEM, CMARK_NODE_PARAGRAPH,
      CMARK_NODE_HEADING, CMARK_NODE_EMPH, CMARK_NODE_STRONG, CMARK_NODE_LINK, CMARK_NODE_IMAGE:
      false
    default: true
    }
  }

  private static func start(of node: OpaquePointer) -> SourceLocation {
    SourceLocation(
      line: max(1, Int(cmark_node_get_start_line(node))),
      column: max(1, Int(cmark_node_get_start_column(node))))
  }

  private static func value(of node: OpaquePointer) -> MarkdownNode {
    var value = MarkdownNode(
      kind: kind(of: node), start: start(of: node), endLine: Int(cmark_node_get_end_line(node)))
    // cmark ends a block of HTML that its own last line closes one line too early.
    if case .html(let html) = value.kind {
      value.endLine = max(value.endLine, value.start.line + html.utf8.count { $0 == UInt8(ascii: "\n") } - 1)
    }
    return value
  }

  private static func kind(of node: OpaquePointer) -> MarkdownNode.Kind {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_BLOCK_QUOTE: .quotation
    case CMARK_NODE_LIST: list(node)
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading(level: Int(cmark_node_get_heading_level(node)))
    case CMARK_NODE_CODE_BLOCK: .code(info: string(cmark_node_get_fence_info(node)), literal: literal(node))
    case CMARK_NODE_HTML_BLOCK: .html(literal(node))
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .codeSpan(literal(node))
    case CMARK_NODE_HTML_INLINE: .inlineHTML(literal(node))
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK:
      .link(destination: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
    case CMARK_NODE_IMAGE:
      .image(source: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
    default: .text(literal(node))
    }
  }

  private static func list(_ node: OpaquePointer) -> MarkdownNode.Kind {
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    return .list(
      start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
      isTight: cmark_node_get_list_tight(node) != 0)
  }

  private static func literal(_ node: OpaquePointer) -> String { string(cmark_node_get_literal(node)) }

  private static func string(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}
