/// How the scanner moves through the text.
extension DeclarationScanner {
  static let lineFeed = UInt8(ascii: "\n")

  static func isOpening(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{")
  }

  static func isClosing(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
  }

  /// The offset behind the bracket that closes the one at `open`.
  func closing(of open: Int, limit: Int) -> Int {
    var depth = 0
    for index in open..<limit {
      if Self.isOpening(code[index]) {
        depth += 1
      } else if Self.isClosing(code[index]) {
        depth -= 1
        if depth == 0 { return index + 1 }
      }
    }
    return limit
  }

  func wordEnd(from start: Int) -> Int {
    code[start...].firstIndex { !SwiftLexer.isIdentifierByte($0) } ?? code.count
  }

  func lineEnd(from start: Int) -> Int { code[start...].firstIndex(of: Self.lineFeed) ?? code.count }

  /// The offset of the first byte that is no space, tab or line feed.
  func skipBlanks(from start: Int) -> Int { code[start...].firstIndex { !$0.isBlank } ?? code.count }

  func text(_ range: Range<Int>) -> String { code[range].string }
}
