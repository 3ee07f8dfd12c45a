/// Splits Swift source into pieces of one kind.
///
/// It reads each byte a bounded number of times and accepts any text; the texts of the tokens, joined, are the input.
/// It knows what colouring needs (strings with interpolation, raw ones, ones over several lines, nested comments,
/// regex literals) and no other grammar.
package struct SwiftLexer {
  /// What the lexer is inside of; without a mode it reads code.
  enum Mode {
    /// Inside `"…"`, with `pounds` times `#` around it.
    case string(pounds: Int, isMultiline: Bool)
    /// Inside `\(…)`, with `depth` more parentheses open.
    case interpolation(depth: Int)
  }

  let bytes: [UInt8]
  var position = 0
  var tokens: [SwiftToken] = []
  var modes: [Mode] = []
  /// Whether the last token that is no space or comment was a value, so that a slash after it divides.
  var isBehindOperand = false
  /// No regex literal begins before this place: a search for the end of one has already failed up to here.
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
      emit(.attribute, to: max(position + 1, end(from: position + 1, where: \.isSwiftWord)))
      isBehindOperand = false
    case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
    case UInt8(ascii: "`"): readQuotedIdentifier()
    case UInt8(ascii: "("), UInt8(ascii: ")"): readParenthesis(byte)
    case _ where byte.isSwiftWord: readIdentifier()
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
    let end = end(from: position, where: \.isSwiftWord)
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
      if byte.isSwiftWord && byte < 0x80 {
        end += 1
      } else if byte == UInt8(ascii: "."), end + 1 < bytes.count, bytes[end + 1].isDigit {
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
  /// Appends the text up to `end`, joined to the previous token if both are of one kind.
  mutating func emit(_ kind: SwiftToken.Kind, to end: Int) {
    let text = String(decoding: bytes[position..<end], as: UTF8.self)
    if let last = tokens.last, last.kind == kind {
      tokens[tokens.count - 1].text += text
    } else {
      tokens.append(SwiftToken(kind, text))
    }
    position = end
  }

  /// The first place from `start` on where the condition doesn't hold.
  func end(from start: Int, where condition: (UInt8) -> Bool) -> Int {
    var end = start
    while end < bytes.count && condition(bytes[end]) { end += 1 }
    return end
  }
}
