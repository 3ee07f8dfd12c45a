// What scanners ask about a byte of UTF-8. Everything that has a meaning in Swift's and Markdown's syntax is ASCII.

extension UInt8 {
  package static let lineFeed = UInt8(ascii: "\n")
  package static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let semicolon = UInt8(ascii: ";")
  static let comma = UInt8(ascii: ",")
  static let colon = UInt8(ascii: ":")
  static let at = UInt8(ascii: "@")
  static let pound = UInt8(ascii: "#")
  static let dot = UInt8(ascii: ".")
  // The brackets that open.
  static let parenthesis = UInt8(ascii: "(")
  static let bracket = UInt8(ascii: "[")
  static let brace = UInt8(ascii: "{")

  /// A space, a tab or a line feed.
  @inlinable package var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A }
  @inlinable package var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }
  @inlinable package var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  @inlinable package var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  /// What Swift's identifiers, keywords and numbers are made of: letters of any script, digits, `_` and `$`.
  @inlinable package var isSwiftWord: Bool {
    isLetter || isDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "$") || self >= 0x80
  }
  /// What the name of a variable is made of, apart from those that the compiler makes.
  @inlinable package var isSwiftName: Bool { isSwiftWord && self != UInt8(ascii: "$") }
  /// A part of a Swift word, or the backtick around one that isn't a keyword.
  @inlinable package var isQuotedSwiftWord: Bool { isSwiftWord || self == UInt8(ascii: "`") }
  @inlinable package var isOpeningBracket: Bool {
    self == UInt8(ascii: "(") || self == UInt8(ascii: "[") || self == UInt8(ascii: "{")
  }
  @inlinable package var isClosingBracket: Bool {
    self == UInt8(ascii: ")") || self == UInt8(ascii: "]") || self == UInt8(ascii: "}")
  }
  /// What operators are made of, and the marks before members and macros.
  var isOperator: Bool { "=+-*/%<>!&|^~?.#".utf8.contains(self) }
  /// Whether a new declaration may begin after it on the same line.
  var separatesDeclarations: Bool { "{};".utf8.contains(self) }
  /// Whether a declaration whose line ends with it continues in the next line.
  var continuesInNextLine: Bool { ",=:&".utf8.contains(self) }
  /// Whether a line that begins with it continues the declaration above.
  var continuesLineAbove: Bool { ".{?:&|+-*/=".utf8.contains(self) }
}

extension Collection where Element == UInt8 {
  @inlinable package var string: String { String(decoding: self, as: UTF8.self) }
  /// Whether there are only spaces, tabs and line feeds.
  @inlinable package var isBlank: Bool { allSatisfy(\.isBlank) }
  /// Where the bytes of a text begin in it for the first time.
  @inlinable package func firstIndex(ofBytes wanted: some Collection<UInt8>) -> Index? {
    guard let first = wanted.first else { return startIndex }
    var rest = self[...]
    while let start = rest.firstIndex(of: first) {
      if self[start...].starts(with: wanted) { return start }
      rest = self[index(after: start)...]
    }
    return nil
  }
  @inlinable package func containsBytes(of text: String) -> Bool { firstIndex(ofBytes: text.utf8) != nil }
  /// The number of spaces and tabs that it begins with.
  @inlinable package var indentation: Int { prefix(while: \.isSpaceOrTab).count }
}

extension BidirectionalCollection where Element == UInt8 {
  @inlinable package var trimmingTrailingBlanks: SubSequence {
    var end = endIndex
    while end > startIndex, self[index(before: end)].isBlank { end = index(before: end) }
    return self[startIndex..<end]
  }
}
