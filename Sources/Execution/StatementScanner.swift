import Notebooks

/// Finds where the statements between two braces begin, by the words and brackets of the source.
///
/// The compiler's parse tells of which kind they are, but not where those that are expressions stand. Where the
/// text leaves a doubt, nothing is found.
struct StatementScanner {
  /// The source with blanks in place of comments, and quotation marks in place of strings.
  private let code: [UInt8]
  private let source: [UInt8]

  init(_ source: [UInt8]) {
    self.source = source
    code = SwiftLexer.tokens(of: String(decoding: source, as: UTF8.self)).flatMap { token -> [UInt8] in
      switch token.kind {
      case .comment: token.text.utf8.map { $0 == .lineFeed ? $0 : .space }
      case .string, .regex: Array(repeating: .quote, count: token.text.utf8.count)
      default: Array(token.text.utf8)
      }
    }
  }

  var count: Int { source.count }

  /// How many lines stand before a place's.
  func line(of offset: Int) -> Int { source[..<offset].reduce(0) { $0 + ($1 == .lineFeed ? 1 : 0) } }

  /// Whether a semicolon is the last thing before a place.
  func isBehindSemicolon(_ offset: Int) -> Bool {
    code[..<offset].last { !$0.isBlank } == .semicolon
  }

  /// Whether nothing stands before a place on its line, not even a comment.
  func isFirstOnLine(_ offset: Int) -> Bool { StatementScanner.isFirstOnLine(offset, in: source) }

  private static func isFirstOnLine(_ offset: Int, in bytes: [UInt8]) -> Bool {
    bytes[..<offset].last { $0 != .space && $0 != .tab }.map { $0 == .lineFeed } ?? true
  }

  /// The offset of the first byte of a place's line.
  func lineStart(of offset: Int) -> Int {
    code[..<offset].lastIndex(of: .lineFeed).map { $0 + 1 } ?? 0
  }

  /// Where the statements in a stretch of the source begin, outside of brackets; `nil` where that is not clear.
  func starts(in range: Range<Int>) -> [Int]? {
    var starts: [Int] = []
    var index = range.lowerBound
    var startsHere = true
    var last: Range<Int>?
    // An attribute may stand on a line of its own.
    var attribute = false
    while index < range.upperBound {
      let byte = code[index]
      if byte == .lineFeed || byte.isBlank {
        index += 1
        continue
      }
      if byte == .semicolon {
        (startsHere, index) = (true, index + 1)
        continue
      }
      let token = index..<end(ofTokenAt: index, limit: range.upperBound)
      if startsHere {
        starts.append(index)
      } else if Self.isFirstOnLine(index, in: code), !goesOn(behind: last, attribute) {
        guard let begins = begins(token) else { return nil }
        if begins { starts.append(index) }
      }
      attribute = byte == .at || attribute && byte == .parenthesis
      (startsHere, last, index) = (false, token, token.upperBound)
    }
    return starts
  }

  // MARK: One token

  private func end(ofTokenAt start: Int, limit: Int) -> Int {
    let byte = code[start]
    if byte.isOpening { return min(closing(of: start), limit) }
    let isSame: (UInt8) -> Bool =
      byte.isWord || byte == .at ? { $0.isWord } : byte == .quote ? { $0 == .quote } : { $0.isOperator }
    return code[start + 1..<limit].firstIndex { !isSame($0) } ?? limit
  }

  /// The offset behind the bracket that closes the one at a place.
  private func closing(of start: Int) -> Int {
    var depth = 0
    for index in start..<code.count {
      if code[index].isOpening { depth += 1 }
      if code[index].isClosing { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return code.count
  }

  private func word(_ range: Range<Int>) -> String { String(decoding: code[range], as: UTF8.self) }

  private static let opening: Set<String> = [
    "try", "await", "return", "throw", "as", "is", "in", "consume", "copy", "let", "var", "if", "while",
    "for",
    "switch", "case", "guard", "func", "class", "struct", "enum", "some", "any", "else", "inout",
  ]
  private static let joining: Set<String> = ["else", "catch", "as", "is", "where", "in"]

  /// Whether the statement goes on in the next line because of what ends this one.
  private func goesOn(behind token: Range<Int>?, _ isAttribute: Bool) -> Bool {
    if isAttribute { return true }
    guard let token, let byte = code[token].first else { return false }
    if byte.isWord { return Self.opening.contains(word(token)) }
    if byte == .comma || byte == .colon { return true }
    // Without a blank before it, an operator belongs to what it follows: `x!`.
    return byte.isOperator && token.lowerBound > 0 && code[token.lowerBound - 1].isBlank
  }

  /// Whether the first token of a line begins a statement; `nil` where that is not clear.
  private func begins(_ token: Range<Int>) -> Bool? {
    let byte = code[token.lowerBound]
    if byte.isWord { return !Self.joining.contains(word(token)) }
    if byte == .at || byte == .quote || byte == .parenthesis || byte == .bracket { return true }
    let isBinary = token.upperBound < code.count && code[token.upperBound].isBlank
    if byte == .colon { return false }
    if byte.isOperator && byte != .pound { return isBinary || byte == .dot ? false : nil }
    return nil
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
  fileprivate static let tab = UInt8(ascii: "\t")
  fileprivate static let quote = UInt8(ascii: "\"")
  fileprivate static let semicolon = UInt8(ascii: ";")
  fileprivate static let comma = UInt8(ascii: ",")
  fileprivate static let colon = UInt8(ascii: ":")
  fileprivate static let at = UInt8(ascii: "@")
  fileprivate static let pound = UInt8(ascii: "#")
  fileprivate static let dot = UInt8(ascii: ".")
  fileprivate static let parenthesis = UInt8(ascii: "(")
  fileprivate static let bracket = UInt8(ascii: "[")

  fileprivate var isBlank: Bool { self <= .space }
  fileprivate var isOpening: Bool { "([{".utf8.contains(self) }
  fileprivate var isClosing: Bool { ")]}".utf8.contains(self) }
  fileprivate var isOperator: Bool { "=+-*/%<>!&|^~?.#".utf8.contains(self) }

  var isWord: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "`"), 0x80...:
      true
    default: false
    }
  }
}
