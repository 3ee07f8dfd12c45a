/// Finds where the statements between two braces begin, by the keywords and brackets of the source.
///
/// The compiler's dump gives each statement's kind but no position for expressions inside braces, so positions are
/// recovered from tokens. Returns `nil` rather than guess.
package struct StatementScanner {
  private let code: MaskedSource
  private let source: [UInt8]
  private let lines: LineStarts

  package init(_ source: [UInt8]) {
    self.source = source
    lines = LineStarts(source)
    code = MaskedSource(source.string)
  }

  package var count: Int { source.count }

  /// The number of line feeds before a place.
  package func line(of offset: Int) -> Int { lines.line(of: offset) }

  /// Whether the last code before a place is a semicolon.
  package func isAfterSemicolon(_ offset: Int) -> Bool {
    code[..<offset].last { !$0.isBlank } == .semicolon
  }

  /// Whether nothing precedes a place on its line, not even a comment.
  package func isFirstOnLine(_ offset: Int) -> Bool { Self.isFirstOnLine(offset, in: source) }

  private static func isFirstOnLine(_ offset: Int, in bytes: [UInt8]) -> Bool {
    bytes[..<offset].last { !$0.isSpaceOrTab }.map { $0 == .lineFeed } ?? true
  }

  /// The offset of the first byte of a place's line.
  package func lineStart(of offset: Int) -> Int {
    code[..<offset].lastIndex(of: .lineFeed).map { $0 + 1 } ?? 0
  }

  /// Where the statements in a range of the source begin, outside of brackets; `nil` if that isn't clear.
  package func starts(in range: Range<Int>) -> [Int]? {
    var starts: [Int] = []
    var index = range.lowerBound
    var startsHere = true
    var last: Range<Int>?
    // An attribute may be on a line of its own.
    var attribute = false
    while index < range.upperBound {
      let byte = code[index]
      if byte.isBlank {
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
      } else if Self.isFirstOnLine(index, in: code.bytes), !continues(after: last, attribute) {
        guard let begins = begins(token) else { return nil }
        if begins { starts.append(index) }
      }
      attribute = byte == .at || attribute && byte == .parenthesis
      (startsHere, last, index) = (false, token, token.upperBound)
    }
    return starts
  }

  /// Where the statements of a file begin that declare variables, except the first statement that is executed. Returns
  /// nothing if that isn't clear.
  ///
  /// - Parameters:
  ///   - items: the whole file as the compiler parses it.
  ///   - base: where the file begins in the text that `items` describes.
  package func declarations(_ items: ArraySlice<Outline.Item>, at base: Int) -> [Int] {
    guard let starts = starts(in: 0..<count), starts.count == items.count else { return [] }
    let ends = starts.dropFirst() + [count]
    for ((start, end), item) in zip(zip(starts, ends), items) {
      guard (start..<end).contains(item.start - base) else { return [] }
    }
    return zip(starts, items).drop { !$0.1.isStatement }.dropFirst().filter { $0.1.declaresVariables }.map(
      \.0)
  }

  // MARK: One token

  private func end(ofTokenAt start: Int, limit: Int) -> Int {
    let byte = code[start]
    if byte.isOpeningBracket { return code.closing(of: start, limit: limit) }
    let isSame: (UInt8) -> Bool =
      byte.isQuotedSwiftWord || byte == .at
      ? { $0.isQuotedSwiftWord } : byte == .quote ? { $0 == .quote } : { $0.isOperator }
    return code[start + 1..<limit].firstIndex { !isSame($0) } ?? limit
  }

  private static let opening: Set<String> = [
    "try", "await", "return", "throw", "as", "is", "in", "consume", "copy", "let", "var", "if", "while",
    "for", "switch", "case", "guard", "func", "class", "struct", "enum", "some", "any", "else", "inout",
  ]
  private static let joining: Set<String> = ["else", "catch", "as", "is", "where", "in"]

  /// Whether the statement continues in the next line because of the token that ends this one.
  private func continues(after token: Range<Int>?, _ isAttribute: Bool) -> Bool {
    if isAttribute { return true }
    guard let token, let byte = code[token].first else { return false }
    if byte.isQuotedSwiftWord { return Self.opening.contains(code.text(token)) }
    if byte == .comma || byte == .colon { return true }
    // Without a blank before it, an operator belongs to what it follows: `x!`.
    return byte.isOperator && token.lowerBound > 0 && code[token.lowerBound - 1].isBlank
  }

  /// Whether the first token of a line begins a statement; `nil` if that isn't clear.
  private func begins(_ token: Range<Int>) -> Bool? {
    let byte = code[token.lowerBound]
    if byte.isQuotedSwiftWord { return !Self.joining.contains(code.text(token)) }
    if byte == .at || byte == .quote || byte == .parenthesis || byte == .bracket { return true }
    let isBinary = token.upperBound < code.count && code[token.upperBound].isBlank
    if byte == .colon { return false }
    if byte.isOperator && byte != .pound { return isBinary || byte == .dot ? false : nil }
    return nil
  }
}
