/// Swift source in which every bracket and every word is code: comments are spaces, and strings and regex literals are
/// quotation marks.
///
/// Places are the same as in the source. Line feeds in comments stay, because they end statements. Those in strings
/// don't: a string over several lines is one token.
package struct MaskedSource {
  package let bytes: [UInt8]

  package init(_ source: String) {
    bytes = SwiftLexer.tokens(of: source).flatMap { token -> [UInt8] in
      switch token.kind {
      case .comment: token.text.utf8.map { $0 == .lineFeed ? $0 : .space }
      case .string, .regex: Array(repeating: UInt8.quote, count: token.text.utf8.count)
      default: Array(token.text.utf8)
      }
    }
  }

  package var count: Int { bytes.count }

  package subscript(index: Int) -> UInt8 { bytes[index] }
  package subscript(range: some RangeExpression<Int>) -> ArraySlice<UInt8> { bytes[range] }

  /// The place after the bracket that closes the one at `open`; `limit` if none does before it.
  func closing(of open: Int, limit: Int) -> Int {
    var depth = 0
    for index in open..<limit {
      if bytes[index].isOpeningBracket { depth += 1 }
      if bytes[index].isClosingBracket { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return limit
  }

  /// Where the word at `start` ends.
  package func wordEnd(from start: Int) -> Int { bytes[start...].firstIndex { !$0.isSwiftWord } ?? count }

  /// The place of the next line feed.
  func lineEnd(from start: Int) -> Int { bytes[start...].firstIndex(of: .lineFeed) ?? count }

  /// The place of the first byte from `start` on that is no space, tab or line feed.
  func skipBlanks(from start: Int) -> Int { bytes[start...].firstIndex { !$0.isBlank } ?? count }

  package func text(_ range: Range<Int>) -> String { bytes[range].string }
}
