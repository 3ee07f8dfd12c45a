/// The blocks of a notebook as cmark parses them, after our own syntax was rewritten for it.
///
/// No line moves. A rewritten line differs only at its beginning.
struct BlockStructure {
  /// The lines in the file, with the front matter's empty.
  let lines: [[UInt8]]
  /// The lines that cmark gets.
  let text: [UInt8]
  let document: MarkdownNode
  private let rewritten: [[UInt8]]

  init(lines: [[UInt8]], state: ParseState) {
    var text = lines
    if lines.contains(where: FootnoteMarks.mayDefine) {
      FootnoteMarks.rewrite(&text, outside: CodeLines(of: text), state: state)
    }
    if lines.contains(where: { DisplayMask.mayOpen($0) }) {
      DisplayMask.mask(&text, outside: CodeLines(of: text))
    }
    let joined = Array(text.joined(separator: [UInt8(ascii: "\n")]))
    let parser = CommonMarkParser(joined, blocksOnly: true)
    if let place = parser.tooDeep {
      state.diagnostics.error(
        "more than \(CommonMarkParser.depthLimit / 2) lists or quotations inside each other", at: place)
    }
    self.lines = lines
    self.text = joined
    rewritten = text
    document = parser.document
  }

  /// The line with this number; empty if cmark reports one that doesn't exist.
  func line(_ number: Int) -> [UInt8] {
    lines.indices.contains(number - 1) ? lines[number - 1] : []
  }

  /// A place in cmark's text as a place in the file.
  func location(_ place: SourceLocation) -> SourceLocation {
    guard lines.indices.contains(place.line - 1) else { return place }
    let shift = lines[place.line - 1].count - rewritten[place.line - 1].count
    return SourceLocation(line: place.line, column: max(1, place.column + shift))
  }
}

/// The lines in code or raw HTML, where our own syntax doesn't apply.
struct CodeLines {
  private var flags: [Bool]

  init(of lines: [[UInt8]]) {
    flags = Array(repeating: false, count: lines.count)
    let text = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    mark(CommonMarkParser(text, blocksOnly: true).document)
  }

  func contains(_ index: Int) -> Bool { flags[index] }

  private mutating func mark(_ node: MarkdownNode) {
    switch node.kind {
    case .code, .html:
      for line in node.start.line...max(node.start.line, node.endLine) where flags.indices.contains(line - 1)
      {
        flags[line - 1] = true
      }
    default:
      for child in node.children { mark(child) }
    }
  }
}
