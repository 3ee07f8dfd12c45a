/// The blocks of a notebook as cmark sees them, after what is ours has been made plain to it.
///
/// No line moves. A line that was rewritten at its beginning has the same bytes at its end.
struct BlockStructure {
  /// As the author wrote them, the front matter's lines empty.
  let lines: [[UInt8]]
  /// As cmark saw them.
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

  /// The line with that number, without a trap for what cmark may say.
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

/// The lines that lie in code or raw HTML, where nothing is ours.
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
