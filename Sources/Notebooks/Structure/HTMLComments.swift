/// Removes comments from raw HTML: an author's notes are not for the page.
enum HTMLComments {
  /// The HTML without its comments, and the offset of one that isn't closed.
  static func removed(from html: String) -> (text: String, unclosed: Int?) {
    let bytes = Array(html.utf8)
    guard bytes.indices.contains(where: { bytes.has("<!--", at: $0) }) else { return (html, nil) }
    var kept: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes.has("<!--", at: index) {
        guard let end = end(of: index, in: bytes) else { return (kept.string, index) }
        index = end
      } else {
        kept.append(bytes[index])
        index += 1
      }
    }
    return (kept.string, nil)
  }

  /// Where the comment at `start` ends; `nil` if it isn't closed.
  static func end(of start: Int, in bytes: [UInt8]) -> Int? {
    if bytes.has("<!-->", at: start) { return start + 5 }
    if bytes.has("<!--->", at: start) { return start + 6 }
    var index = start + 4
    while index < bytes.count {
      if bytes.has("-->", at: index) { return index + 3 }
      index += 1
    }
    return nil
  }

  /// The place in the file of a byte of an HTML block.
  static func location(
    of offset: Int, in html: String, _ node: MarkdownNode, _ structure: BlockStructure
  ) -> SourceLocation {
    let before = Array(html.utf8.prefix(offset))
    let number = node.start.line + before.count { $0 == UInt8(ascii: "\n") }
    let line = structure.line(number)
    let column = line.indices.first { line.has("<!--", at: $0) } ?? 0
    return SourceLocation(line: number, column: column + 1)
  }
}
