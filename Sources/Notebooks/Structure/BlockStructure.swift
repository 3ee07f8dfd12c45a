/// The blocks of a notebook as cmark parses them, after our own syntax was rewritten for it.
///
/// No line moves. A rewritten line differs only at its beginning.
struct BlockStructure {
  /// The lines of the text, with the front matter's empty.
  let lines: [[UInt8]]
  /// The rows of lines by their numbers; empty if these are the same.
  private let rows: [Int: Int]
  /// The lines that cmark gets.
  let text: [UInt8]
  let document: MarkdownNode
  private let rewritten: [[UInt8]]
  /// The numbers of the lines in which a block begins.
  private let firstLines: Set<Int>

  /// - Parameter numbers: by which places name the lines; `nil` if the lines are those of a file.
  init(lines: [[UInt8]], numbers: [Int]? = nil, state: ParseState) {
    let numbers = numbers ?? Array(1..<lines.count + 1)
    var text = lines
    if lines.contains(where: FootnoteMarks.mayDefine) {
      FootnoteMarks.rewrite(&text, numbers: numbers, outside: CodeLines(of: text), state: state)
    }
    if lines.contains(where: { DisplayMask.mayOpen($0) }) {
      DisplayMask.mask(&text, outside: CodeLines(of: text))
    }
    let joined = Array(text.joined(separator: [UInt8(ascii: "\n")]))
    let parser = CommonMarkParser(joined, blocksOnly: true)
    let isPlain = numbers.last ?? 0 == numbers.count
    rows = isPlain ? [:] : Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
    if let place = parser.tooDeep {
      let place = SourceLocation(line: numbers[min(place.line, numbers.count) - 1], column: place.column)
      state.diagnostics.error(
        "more than \(CommonMarkParser.depthLimit / 2) lists or quotations inside each other", at: place)
    }
    self.lines = lines
    self.text = joined
    rewritten = text
    document = isPlain ? parser.document : parser.document.renumbered(numbers)
    var firstLines: Set<Int> = []
    document.addFirstLines(to: &firstLines)
    self.firstLines = firstLines
  }

  private func row(_ number: Int) -> Int? {
    if !rows.isEmpty { return rows[number] }
    return lines.indices.contains(number - 1) ? number - 1 : nil
  }

  /// The line with this number; empty if cmark reports one that doesn't exist.
  func line(_ number: Int) -> [UInt8] { row(number).map { lines[$0] } ?? [] }

  func beginsBlock(_ number: Int) -> Bool { firstLines.contains(number) }

  /// A place in cmark's text as a place in the file.
  func location(_ place: SourceLocation) -> SourceLocation {
    guard let row = row(place.line) else { return place }
    let shift = lines[row].count - rewritten[row].count
    return SourceLocation(line: place.line, column: max(1, place.column + shift))
  }
}

extension MarkdownNode {
  fileprivate func addFirstLines(to numbers: inout Set<Int>) {
    numbers.insert(start.line)
    for child in children { child.addFirstLines(to: &numbers) }
  }

  /// The block with other numbers for its lines.
  fileprivate func renumbered(_ numbers: [Int]) -> MarkdownNode {
    func number(_ line: Int) -> Int { numbers.indices.contains(line - 1) ? numbers[line - 1] : line }
    var node = self
    node.start.line = number(start.line)
    node.endLine = number(endLine)
    node.children = children.map { $0.renumbered(numbers) }
    return node
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
