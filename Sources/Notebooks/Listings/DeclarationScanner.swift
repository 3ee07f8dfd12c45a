/// Finds the declarations of a Swift file by their words and brackets.
///
/// It knows where a declaration begins and ends, and nothing of what it means: enough to show one on a page.
struct DeclarationScanner {
  /// A declaration's place in the file.
  struct Declaration {
    /// As its name stands after the keyword; for `init` and `subscript` the keyword.
    var name: String
    /// The argument labels as in `init(weight:bias:)`, of what has arguments.
    var labels: String?
    var isExtension: Bool
    /// From the line's beginning, or what stands before it on the line, to the last byte.
    var range: Range<Int>
    /// What stands between the braces.
    var body: Range<Int>?
  }

  /// The source with blanks in place of comments, and quotation marks in place of strings.
  let code: [UInt8]

  init(_ source: String) {
    code = SwiftLexer.tokens(of: source).flatMap { token -> [UInt8] in
      switch token.kind {
      case .comment: token.text.utf8.map { $0 == Self.lineFeed ? $0 : UInt8(ascii: " ") }
      case .string, .regex: token.text.utf8.map { $0 == Self.lineFeed ? $0 : UInt8(ascii: "\"") }
      default: Array(token.text.utf8)
      }
    }
  }

  /// The declarations that stand directly in a stretch of the file, in their order.
  func declarations(in range: Range<Int>? = nil) -> [Declaration] {
    let range = range ?? code.indices
    var found: [Declaration] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = code[index]
      if Self.isOpening(byte) {
        index = closing(of: index, limit: range.upperBound)
      } else if SwiftLexer.isIdentifierByte(byte) {
        let end = wordEnd(from: index)
        if let declaration = declaration(at: index..<end, in: range) {
          found.append(declaration)
          index = max(end, declaration.range.upperBound)
        } else {
          index = text(index..<end) == "import" ? lineEnd(from: end) : end
        }
      } else {
        index += 1
      }
    }
    return found
  }

  private static let separators = Set("{};".utf8)
  private static let opensNextLine = Set(",=:&".utf8)
  private static let continuesLine = Set(".{?:&|+-*/=".utf8)

  // MARK: One declaration

  private static let types: Set<String> = ["struct", "class", "enum", "actor", "protocol", "extension"]
  private static let functions: Set<String> = ["func", "init", "subscript"]
  private static let others: Set<String> = ["var", "let", "typealias", "associatedtype"]

  private func declaration(at word: Range<Int>, in range: Range<Int>) -> Declaration? {
    let keyword = text(word)
    let isFunction = Self.functions.contains(keyword)
    let isType = Self.types.contains(keyword)
    guard isFunction || isType || Self.others.contains(keyword),
      word.lowerBound == 0 || code[word.lowerBound - 1] != UInt8(ascii: ".")
    else { return nil }
    let isNamed = keyword != "init" && keyword != "subscript"
    let name = isNamed ? self.name(after: word.upperBound, isOperator: keyword == "func") : word
    // `class func`: the keyword that counts is the next one.
    if keyword == "class", Self.functions.union(Self.others).contains(text(name)) { return nil }
    guard !name.isEmpty else { return nil }
    let start = start(of: word.lowerBound, limit: range.lowerBound)
    let (end, body) = end(from: name.upperBound, hasBody: isType || isFunction, limit: range.upperBound)
    return Declaration(
      name: text(name).filter { $0 != "`" }, labels: isFunction ? labels(from: name.upperBound) : nil,
      isExtension: keyword == "extension", range: start..<end, body: body)
  }

  private func name(after offset: Int, isOperator: Bool) -> Range<Int> {
    let start = skipBlanks(from: offset)
    guard start < code.count else { return start..<start }
    var end = start
    if SwiftLexer.isIdentifierByte(code[start]) || code[start] == UInt8(ascii: "`") {
      while end < code.count,
        SwiftLexer.isIdentifierByte(code[end]) || code[end] == UInt8(ascii: "`")
          || code[end] == UInt8(ascii: ".")
      {
        end += 1
      }
    } else if isOperator {
      while end < code.count, code[end] != UInt8(ascii: "("), !code[end].isBlank { end += 1 }
    }
    return start..<end
  }

  /// The labels between the first parentheses behind the name: `(weight:bias:)`.
  private func labels(from offset: Int) -> String? {
    guard let open = code[offset...].firstIndex(of: UInt8(ascii: "(")) else { return nil }
    let close = closing(of: open, limit: code.count) - 1
    var labels = ""
    var index = open + 1
    var expectsLabel = true
    while index < close {
      if Self.isOpening(code[index]) {
        index = closing(of: index, limit: close)
      } else if expectsLabel, SwiftLexer.isIdentifierByte(code[index]) {
        let end = wordEnd(from: index)
        labels += text(index..<end) + ":"
        expectsLabel = false
        index = end
      } else {
        if code[index] == UInt8(ascii: ",") { expectsLabel = true }
        index += 1
      }
    }
    return "(\(labels))"
  }

  /// Where the line of the keyword begins, or what else stands before it on the line ends; attributes on lines of
  /// their own above it belong to it.
  private func start(of keyword: Int, limit: Int) -> Int {
    var start = keyword
    while start > limit, code[start - 1] != Self.lineFeed {
      if Self.separators.contains(code[start - 1]) { return skipBlanks(from: start) }
      start -= 1
    }
    while start > limit, let above = lineAbove(start, limit: limit),
      code[skipBlanks(from: above)] == UInt8(ascii: "@")
    {
      start = above
    }
    return start
  }

  private func lineAbove(_ start: Int, limit: Int) -> Int? {
    guard start - 1 > limit else { return nil }
    let above = code[limit..<(start - 1)].lastIndex(of: Self.lineFeed).map { $0 + 1 } ?? limit
    return skipBlanks(from: above) < start ? above : nil
  }

  private func end(from offset: Int, hasBody: Bool, limit: Int) -> (end: Int, body: Range<Int>?) {
    var index = offset
    var body: Range<Int>?
    while index < limit {
      let byte = code[index]
      if byte == UInt8(ascii: "{") {
        let close = closing(of: index, limit: limit)
        body = body ?? (index + 1)..<max(index + 1, close - 1)
        if hasBody { return (close, body) }
        index = close
      } else if Self.isOpening(byte) {
        index = closing(of: index, limit: limit)
      } else if Self.isClosing(byte) || byte == UInt8(ascii: ";") {
        return (index, body)
      } else if byte == Self.lineFeed, !continues(at: index) {
        return (index, body)
      } else {
        index += 1
      }
    }
    return (limit, body)
  }

  /// Whether a declaration goes on in the line behind the line feed.
  private func continues(at lineFeed: Int) -> Bool {
    let before = code[..<lineFeed].trimmingTrailingBlanks
    if let last = before.last, Self.opensNextLine.contains(last) { return true }
    if before.suffix(2).elementsEqual("->".utf8) { return true }
    var next = lineFeed
    while next < code.count, code[next].isBlank { next += 1 }
    guard next < code.count else { return false }
    if Self.continuesLine.contains(code[next]) { return true }
    return ["where", "throws", "rethrows", "async"].contains(text(next..<wordEnd(from: next)))
  }
}
