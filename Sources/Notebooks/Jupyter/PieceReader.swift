/// Divides a Markdown file into the parts that are cells in Jupyter.
///
/// Front matter is a part, each fence that runs is one, and the prose between them is divided at its headings. After a
/// marker, prose is one part until the next cell. Fences inside lists, quotations and other fences belong to the prose.
struct PieceReader {
  private let lines: RawLines
  private let nodes: [MarkdownNode]
  private var pieces: [MarkdownPiece] = []
  /// Empty lines above the first part.
  private var lead: [UInt8] = []
  /// The first line that is in no part yet.
  private var start = 0
  private var marker: (marker: CellMarker, line: Int)?

  static func pieces(of bytes: [UInt8]) -> [MarkdownPiece] {
    var reader = PieceReader(bytes)
    reader.read()
    return reader.pieces
  }

  /// Whether a text among others is prose and nothing else: it leaves nothing open that would take in what follows.
  static func isProse(_ text: [UInt8], isLast: Bool) -> Bool {
    let end = Array("\n\n<!-- cell -->\n".utf8)
    let whole = Array("x\n\n".utf8) + text + end
    let pieces = pieces(of: whole)
    let isClosed = pieces.last?.marker != nil && pieces.last?.source.isEmpty == true
    let parts = pieces.dropLast(isClosed ? 1 : 0)
    return (isClosed || isLast) && parts.allSatisfy { $0.kind == .prose && $0.marker == nil }
  }

  private init(_ bytes: [UInt8]) {
    lines = RawLines(bytes)
    let source = SourceLines(bytes).lines
    let state = ParseState(diagnostics: Diagnostics(file: ""))
    let frontMatter = FrontMatter(source, diagnostics: state.diagnostics)
    let structure = BlockStructure(lines: frontMatter.removed(from: source), state: state)
    nodes = structure.document.children
    guard frontMatter.lineCount > 0, frontMatter.lineCount <= lines.count else { return }
    let range = 0..<frontMatter.lineCount
    pieces.append(
      MarkdownPiece(
        kind: .frontMatter, line: 1, before: [], source: lines.inner(range),
        after: lines.end(range.upperBound - 1)))
    start = range.upperBound
  }

  private mutating func read() {
    for node in nodes where node.start.line > start && node.start.line <= lines.count {
      take(node, first: node.start.line - 1, last: min(max(node.start.line, node.endLine), lines.count) - 1)
    }
    flush(to: lines.count)
    if pieces.isEmpty, !lead.isEmpty {
      pieces.append(MarkdownPiece(kind: .prose, line: 1, before: lead, source: [], after: []))
    }
  }

  private mutating func take(_ node: MarkdownNode, first: Int, last: Int) {
    switch node.kind {
    case .html(let text): takeComment(text, first: first, last: last)
    case .heading where marker == nil: flush(to: first)
    case .code(let info, let literal): takeFence(info, literal, first: first, last: last)
    default: break
    }
  }

  private mutating func takeComment(_ text: String, first: Int, last: Int) {
    guard first == last else { return }
    let line = lines.content(first)
    if let found = CellMarker(line) {
      flush(to: first)
      marker = (found, first)
      start = first + 1
    } else if let file = OutputMarker.file(line), marker == nil, pieces.last?.kind != .prose,
      pieces.last?.outputs == nil, isBlank(start..<first),
      let end = (first..<lines.count).first(where: { OutputMarker.isEnd(lines.content($0)) }),
      !pieces.isEmpty
    {
      pieces[pieces.count - 1].after += lines.text(start..<(end + 1))
      pieces[pieces.count - 1].outputs = file
      start = end + 1
    }
  }

  private mutating func takeFence(_ info: String, _ literal: String, first: Int, last: Int) {
    guard isClosed(literal, first: first, last: last) else { return }
    let isMarked =
      marker.map { $0.marker.takesFence || isCell(info) && $0.marker.fields["type"] == nil } ?? false
    if isMarked, isBlank(start..<first) {
      let top = marker?.line ?? first
      add(isCell(info) ? .cell : .marked, top: top, first: first, last: last)
    } else if isCell(info) {
      flush(to: first)
      add(.cell, top: first, first: first, last: last)
    }
  }

  private func isCell(_ info: String) -> Bool {
    switch CodeFence(info: info) {
    case .cell, .cellWithAttributes: true
    case .foreign, .halfBraced, .shown: false
    }
  }

  /// Whether a block is a fence with both of its ends.
  private func isClosed(_ literal: String, first: Int, last: Int) -> Bool {
    let count = literal.utf8.count { $0 == 0x0A }
    guard CodeFence.isFence(lines.content(first)), last - first == count + 1 else { return false }
    let line = lines.content(last)
    let fence = line.dropFirst(line.indentation).trimmingTrailingBlanks
    return fence.count >= 3 && line.indentation < 4
      && (fence.allSatisfy { $0 == UInt8(ascii: "`") } || fence.allSatisfy { $0 == UInt8(ascii: "~") })
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    range.allSatisfy { lines.content($0).isBlank }
  }

  private mutating func add(_ kind: MarkdownPiece.Kind, top: Int, first: Int, last: Int) {
    var piece = MarkdownPiece(
      kind: kind, line: first + 1, before: lead + lines.text(top..<(first + 1)),
      source: lines.inner((first + 1)..<last), after: lines.text(last..<(last + 1)))
    if last > first + 1 { piece.after = lines.end(last - 1) + piece.after }
    piece.marker = marker?.marker
    (lead, marker, start) = ([], nil, last + 1)
    pieces.append(piece)
  }

  // MARK: Prose

  /// Makes a part of the lines up to this one.
  private mutating func flush(to end: Int) {
    defer { (start, marker) = (max(start, end), nil) }
    if let marker { return addMarked(marker.marker, from: marker.line, to: end) }
    guard start < end else { return }
    guard let first = (start..<end).first(where: { !lines.content($0).isBlank }),
      let last = (start..<end).last(where: { !lines.content($0).isBlank })
    else { return addBlank(lines.text(start..<end)) }
    addBlank(lines.text(start..<first))
    pieces.append(
      MarkdownPiece(
        kind: .prose, line: first + 1, before: lead, source: lines.inner(first..<(last + 1)),
        after: lines.end(last) + lines.text((last + 1)..<end)))
    lead = []
  }

  private mutating func addBlank(_ text: [UInt8]) {
    if pieces.isEmpty { lead += text } else { pieces[pieces.count - 1].after += text }
  }

  /// Everything between a marker and the next cell, but for the empty line between them.
  private mutating func addMarked(_ found: CellMarker, from top: Int, to end: Int) {
    var source = lines.text((top + 1)..<max(end, top + 1))
    var after: [UInt8] = []
    for _ in 0..<(end == lines.count ? 1 : 2) {
      guard source.last == 0x0A else { break }
      let count = source.suffix(2) == [0x0D, 0x0A] ? 2 : 1
      after = source.suffix(count) + after
      source.removeLast(count)
    }
    var piece = MarkdownPiece(
      kind: .prose, line: top + 2, before: lead + lines.text(top..<(top + 1)), source: source, after: after)
    piece.marker = found
    lead = []
    pieces.append(piece)
  }
}
