/// A block of raw HTML with the places of its bytes in the file.
///
/// CommonMark takes whole lines for HTML, up to an empty one or to the end of a comment. Our own syntax has no meaning
/// there.
struct HTMLBlock {
  private let text: SourceText

  init(_ node: MarkdownNode, _ html: String, _ structure: BlockStructure) {
    var text = SourceText()
    var lines = Array(html.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      let number = node.start.line + index
      let column = max(0, structure.line(number).count - line.count)
      text.appendLine(line, at: SourceLocation(line: number, column: column + 1))
    }
    self.text = text
  }

  /// What follows the comments that the block begins with; `nil` if it begins with something else or if nothing follows.
  var textAfterComment: SourceText? {
    var rest = text.trimmed
    while rest.bytes.starts(with: "<!--".utf8), let end = HTMLComments.end(of: 0, in: rest.bytes) {
      rest = rest[end..<rest.count].trimmed
      if !rest.bytes.starts(with: "<!--".utf8) { return rest.isEmpty || Self.isTag(rest.bytes) ? nil : rest }
    }
    return nil
  }

  private static func isTag(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 1, bytes[0] == UInt8(ascii: "<") else { return false }
    return bytes[1].isLetter || bytes[1] == UInt8(ascii: "/")
  }

  /// Warns of a heading or a cell that would begin in the middle of a line.
  func warnOfMarkup(after rest: SourceText, state: ParseState) {
    let isHeading = rest.bytes.first == UInt8(ascii: "#")
    guard isHeading || CodeFence.isFence(rest.bytes) else { return }
    state.diagnostics.warning(
      "\(isHeading ? "a heading" : "a block of code") cannot begin after a comment: move it to the next line",
      at: rest.start)
  }

  /// Warns of cells, values and references, which are shown as they are written, and of addresses that lead nowhere.
  func warn(state: ParseState) {
    for line in text.lines {
      let content = line.trimmed
      guard CodeFence.isFence(content.bytes), let brace = content.bytes.firstIndex(of: UInt8(ascii: "{"))
      else { continue }
      switch CodeFence(info: content.bytes[brace...].string) {
      case .cell, .cellWithAttributes: warn("this cell does not run", at: content.start, state)
      default: break
      }
    }
    for token in InlineScanner.tokens(of: text) {
      let place = text.location(at: token.range.lowerBound)
      switch token.kind {
      case .value: warn("this value is not computed", at: place, state)
      case .reference: warn("this reference leads nowhere", at: place, state)
      default: break
      }
    }
    state.checkHTML(text.bytes) { text.location(at: $0) }
  }

  private func warn(_ consequence: String, at place: SourceLocation, _ state: ParseState) {
    state.diagnostics.warning(
      "\(consequence), because HTML begins above it or in its line; an empty line between them ends the HTML",
      at: place)
  }
}
