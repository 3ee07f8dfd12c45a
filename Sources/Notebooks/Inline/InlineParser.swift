/// Has cmark parse all runs of a notebook at once, and gives each its inlines back.
///
/// Each run is a paragraph of a document of its own, so that a table's cell or a caption is parsed exactly as prose
/// is. Its first line names the run. Further lines are indented by four spaces: nothing but a paragraph can go on
/// there. The notebook itself follows, for its link definitions only.
struct RunParser {
  private(set) var nodes: [[MarkdownNode]]

  init(state: ParseState, structure: BlockStructure) {
    var text: [UInt8] = []
    for (index, run) in state.runs.enumerated() {
      text += state.placeholders.add(
        Placeholder(kind: .run(index), source: "", location: run.source.start))
      text +=
        run.mayDefineLinks && run.guarded.first == UInt8(ascii: "[")
        ? [0x0A, 0x0A] : [0x0A, 0x20, 0x20, 0x20, 0x20]
      Self.append(run.guarded, to: &text)
      text += [0x0A, 0x0A]
    }
    text += state.placeholders.add(
      Placeholder(kind: .run(-1), source: "", location: SourceLocation(line: 1, column: 1)))
    text += [0x0A, 0x0A]
    if structure.lines.contains(where: { line in line.indices.contains { line.has("]:", at: $0) } }) {
      text += structure.text
    }
    nodes = Array(repeating: [], count: state.runs.count)
    distribute(CommonMarkParser(text).document.children, placeholders: state.placeholders)
  }

  /// A blank line, which a caption may have, would end the paragraph; it goes.
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
        case .placeholder(let entry)? = placeholders.pieces(of: text).first, case .run(let index) = entry.kind
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
