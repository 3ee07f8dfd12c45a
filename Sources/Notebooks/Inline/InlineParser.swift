/// Has cmark parse all texts of a notebook at once, and finds the inlines of each.
///
/// Each text becomes a paragraph of one generated document, so that a table's cell or a caption is parsed exactly like
/// prose. The paragraph begins with a placeholder that names its text. Further lines are indented by four spaces, where
/// only a paragraph can continue. The notebook itself follows, for its link definitions only.
struct InlineParser {
  private(set) var nodes: [[MarkdownNode]]

  init(state: ParseState, structure: BlockStructure) {
    var text: [UInt8] = []
    for (index, inlineText) in state.texts.enumerated() {
      text += state.placeholders.add(
        Placeholder(kind: .text(index), source: "", location: inlineText.source.start))
      text +=
        inlineText.mayDefineLinks && inlineText.guarded.first == UInt8(ascii: "[")
        ? [0x0A, 0x0A] : [0x0A, 0x20, 0x20, 0x20, 0x20]
      Self.append(inlineText.guarded, to: &text)
      text += [0x0A, 0x0A]
    }
    text += state.placeholders.add(
      Placeholder(kind: .text(-1), source: "", location: SourceLocation(line: 1, column: 1)))
    text += [0x0A, 0x0A]
    if structure.lines.contains(where: { line in line.indices.contains { line.has("]:", at: $0) } }) {
      text += structure.text
    }
    nodes = Array(repeating: [], count: state.texts.count)
    distribute(CommonMarkParser(text).document.children, placeholders: state.placeholders)
  }

  /// Leaves out blank lines, which a caption may have: they would end the paragraph.
  private static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
    var isLineBlank = false
    for byte in bytes {
      if byte == 0x0A {
        if !isLineBlank { text += [0x0A, 0x20, 0x20, 0x20, 0x20] }
        isLineBlank = true
      } else {
        text.append(byte)
        if !byte.isBlank { isLineBlank = false }
      }
    }
  }

  private mutating func distribute(_ blocks: [MarkdownNode], placeholders: PlaceholderTable) {
    var current: Int?
    for block in blocks {
      var children = block.children[...]
      if case .text(let text)? = children.first?.kind,
        case .placeholder(let entry)? = placeholders.pieces(of: text).first,
        case .text(let index) = entry.kind
      {
        guard nodes.indices.contains(index) else { return }
        current = index
        children = children.dropFirst()
        if case .softBreak? = children.first?.kind { children = children.dropFirst() }
      }
      if let current { nodes[current] += children }
    }
  }
}
