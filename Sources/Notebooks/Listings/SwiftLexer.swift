/// Splits Swift source into stretches of one kind.
///
/// It reads each byte a bounded number of times, accepts any text, and loses none: the tokens' texts joined are
/// the input. It knows what colouring needs (strings with interpolation, raw and over several lines, nested
/// comments, regex literals) and nothing of the grammar beyond.
package struct SwiftLexer {
  /// What the lexer is inside of; outside of all, it reads code.
  enum Mode {
    /// Inside `"…"`, with as many `#` as there are around it.
    case string(pounds: Int, isMultiline: Bool)
    /// Inside `\(…)`, with as many parentheses open as counted.
    case interpolation(depth: Int)
  }

  let bytes: [UInt8]
  var position = 0
  var tokens: [SwiftToken] = []
  var modes: [Mode] = []
  /// Whether the last token of meaning was a value, so that a slash behind it divides.
  var isBehindOperand = false
  /// No regex literal begins before this: a search for the end of one has failed up to here.
  var noRegexBefore = 0

  package static func tokens(of source: String) -> [SwiftToken] {
    var lexer = SwiftLexer(bytes: Array(source.utf8))
    while lexer.position < lexer.bytes.count { lexer.step() }
    return lexer.tokens
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func step() {
    if case .string(let pounds, let isMultiline) = modes.last {
      readString(pounds: pounds, isMultiline: isMultiline)
    } else {
      readCode()
    }
  }

  private mutating func readCode() {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      emit(.plain, to: end(from: position) { $0 <= 0x20 })
    case UInt8(ascii: "/"): readSlash()
    case UInt8(ascii: "\""): openString(pounds: 0)
    case UInt8(ascii: "#"): readPound()
    case UInt8(ascii: "@"):
      emit(.attribute, to: max(position + 1, end(from: position + 1, where: Self.isIdentifierByte)))
      isBehindOperand = false
    case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
    case UInt8(ascii: "`"): readQuotedIdentifier()
    case UInt8(ascii: "("), UInt8(ascii: ")"): readParenthesis(byte)
    case _ where Self.isIdentifierByte(byte): readIdentifier()
    default:
      emit(.plain, to: position + 1)
      isBehindOperand = byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
    }
  }

  private mutating func readParenthesis(_ byte: UInt8) {
    let isOpening = byte == UInt8(ascii: "(")
    isBehindOperand = !isOpening
    guard case .interpolation(let depth) = modes.last else { return emit(.plain, to: position + 1) }
    if !isOpening && depth == 0 {
      modes.removeLast()
      emit(.string, to: position + 1)
    } else {
      modes[modes.count - 1] = .interpolation(depth: isOpening ? depth + 1 : depth - 1)
      emit(.plain, to: position + 1)
    }
  }

  private mutating func readIdentifier() {
    let end = end(from: position, where: Self.isIdentifierByte)
    let word = String(decoding: bytes[position..<end], as: UTF8.self)
    let isMember = position > 0 && bytes[position - 1] == UInt8(ascii: ".")
    let isLabel = end < bytes.count && bytes[end] == UInt8(ascii: ":")
    let isKeyword =
      SwiftToken.keywords.contains(word)
      && (!isMember || SwiftToken.keywordsAfterDot.contains(word))
      && (!isLabel || SwiftToken.keywordsBeforeColon.contains(word))
    let isType = word.first.map { $0.isUppercase } ?? false
    emit(isKeyword ? .keyword : isType ? .type : .plain, to: end)
    isBehindOperand = !isKeyword || SwiftToken.keywordsThatAreOperands.contains(word)
  }

  private mutating func readQuotedIdentifier() {
    let close = end(from: position + 1) { $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "\n") }
    let isClosed = close < bytes.count && bytes[close] == UInt8(ascii: "`")
    emit(.plain, to: isClosed ? close + 1 : position + 1)
    isBehindOperand = true
  }

  private mutating func readNumber() {
    let isHexadecimal = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "x")
    var end = position + 1
    while end < bytes.count {
      let (byte, previous) = (bytes[end], bytes[end - 1] | 0x20)
      let isExponent = previous == UInt8(ascii: "p") || (previous == UInt8(ascii: "e") && !isHexadecimal)
      if Self.isIdentifierByte(byte) && byte < 0x80 {
        end += 1
      } else if byte == UInt8(ascii: "."), end + 1 < bytes.count, Self.isDigit(bytes[end + 1]) {
        end += 2
      } else if isExponent && (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")) {
        end += 1
      } else {
        break
      }
    }
    emit(.number, to: end)
    isBehindOperand = true
  }
}

extension SwiftLexer {
  /// Appends the text up to `end`, joined with the token before where both are of one kind.
  mutating func emit(_ kind: SwiftToken.Kind, to end: Int) {
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    if let last = tokens.last, last.kind == kind {
      tokens[tokens.count - 1].text += text
    } else {
      tokens.append(SwiftToken(kind, text))
    }
    position = end
  }

  /// The first place from `start` on where the condition does not hold.
  func end(from start: Int, where condition: (UInt8) -> Bool) -> Int {
    var end = start
    while end < bytes.count && condition(bytes[end]) { end += 1 }
    return end
  }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  static func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...: true
    default: false
    }
  }
}
