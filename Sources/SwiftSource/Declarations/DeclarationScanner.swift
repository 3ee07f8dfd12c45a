/// Finds the declarations of a Swift file by their keywords and brackets.
///
/// It knows where a declaration begins and ends and what its name is, but not what it means. That is enough to show
/// one on a page.
package struct DeclarationScanner {
  /// A declaration's place in the file.
  package struct Declaration {
    /// The name after the keyword, or the keyword itself for `init` and `subscript`.
    package var name: String
    /// The argument labels of a function, as in `(weight:bias:)`.
    package var labels: String?
    package var isExtension: Bool
    /// From the beginning of its line, or from the end of other code on that line, to its last byte.
    package var range: Range<Int>
    /// The text between the braces.
    package var body: Range<Int>?
  }

  package let code: MaskedSource

  package init(_ source: String) { code = MaskedSource(source) }

  /// The declarations directly inside a range of the file, in order.
  package func declarations(in range: Range<Int>? = nil) -> [Declaration] {
    let range = range ?? code.bytes.indices
    var found: [Declaration] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = code[index]
      if byte.isOpeningBracket {
        index = code.closing(of: index, limit: range.upperBound)
      } else if byte.isSwiftWord {
        let end = code.wordEnd(from: index)
        // What comes before the keyword can't be part of the declaration above.
        let start = found.last?.range.upperBound ?? range.lowerBound
        if let declaration = declaration(at: index..<end, in: start..<range.upperBound) {
          found.append(declaration)
          index = max(end, declaration.range.upperBound)
        } else {
          index = code.text(index..<end) == "import" ? code.lineEnd(from: end) : end
        }
      } else {
        index += 1
      }
    }
    return found
  }

  // MARK: One declaration

  private static let types: Set<String> = ["struct", "class", "enum", "actor", "protocol", "extension"]
  private static let functions: Set<String> = ["func", "init", "subscript"]
  private static let others: Set<String> = ["var", "let", "typealias", "associatedtype"]

  private func declaration(at word: Range<Int>, in range: Range<Int>) -> Declaration? {
    let keyword = code.text(word)
    let isFunction = Self.functions.contains(keyword)
    let isType = Self.types.contains(keyword)
    guard isFunction || isType || Self.others.contains(keyword),
      word.lowerBound == 0 || code[word.lowerBound - 1] != .dot
    else { return nil }
    let isNamed = keyword != "init" && keyword != "subscript"
    let name = isNamed ? self.name(after: word.upperBound, isOperator: keyword == "func") : word
    // In `class func`, the declaration begins with the next keyword.
    if keyword == "class", Self.functions.union(Self.others).contains(code.text(name)) { return nil }
    guard !name.isEmpty else { return nil }
    let start = start(of: word.lowerBound, limit: range.lowerBound)
    let (end, body) = end(from: name.upperBound, hasBody: isType || isFunction, limit: range.upperBound)
    return Declaration(
      name: code.text(name).filter { $0 != "`" }, labels: isFunction ? labels(from: name.upperBound) : nil,
      isExtension: keyword == "extension", range: start..<end, body: body)
  }

  private func name(after offset: Int, isOperator: Bool) -> Range<Int> {
    let start = code.skipBlanks(from: offset)
    guard start < code.count else { return start..<start }
    var end = start
    if code[start].isQuotedSwiftWord {
      while end < code.count, code[end].isQuotedSwiftWord || code[end] == .dot { end += 1 }
    } else if isOperator {
      while end < code.count, code[end] != .parenthesis, !code[end].isBlank { end += 1 }
    }
    return start..<end
  }

  /// The labels between the first parentheses after the name, as in `(weight:bias:)`.
  private func labels(from offset: Int) -> String? {
    guard let open = code[offset...].firstIndex(of: .parenthesis) else { return nil }
    let close = code.closing(of: open, limit: code.count) - 1
    var labels = ""
    var index = open + 1
    var expectsLabel = true
    while index < close {
      if code[index].isOpeningBracket {
        index = code.closing(of: index, limit: close)
      } else if expectsLabel, code[index].isSwiftWord {
        let end = code.wordEnd(from: index)
        labels += code.text(index..<end) + ":"
        expectsLabel = false
        index = end
      } else {
        if code[index] == .comma { expectsLabel = true }
        index += 1
      }
    }
    return "(\(labels))"
  }

  /// Where the keyword's line begins, or where other code before it on the line ends. Attributes on lines of their own
  /// above it are included.
  private func start(of keyword: Int, limit: Int) -> Int {
    var start = keyword
    while start > limit, code[start - 1] != .lineFeed {
      if code[start - 1].separatesDeclarations { return code.skipBlanks(from: start) }
      start -= 1
    }
    while start > limit, let above = lineAbove(start, limit: limit),
      code[code.skipBlanks(from: above)] == .at
    {
      start = above
    }
    return start
  }

  private func lineAbove(_ start: Int, limit: Int) -> Int? {
    guard start - 1 > limit else { return nil }
    let above = code[limit..<(start - 1)].lastIndex(of: .lineFeed).map { $0 + 1 } ?? limit
    return code.skipBlanks(from: above) < start ? above : nil
  }

  private func end(from offset: Int, hasBody: Bool, limit: Int) -> (end: Int, body: Range<Int>?) {
    var index = offset
    var body: Range<Int>?
    while index < limit {
      let byte = code[index]
      if byte == .brace {
        let close = code.closing(of: index, limit: limit)
        body = body ?? (index + 1)..<max(index + 1, close - 1)
        if hasBody { return (close, body) }
        index = close
      } else if byte.isOpeningBracket {
        index = code.closing(of: index, limit: limit)
      } else if byte.isClosingBracket || byte == .semicolon {
        return (index, body)
      } else if byte == .lineFeed, !continues(at: index) {
        return (index, body)
      } else {
        index += 1
      }
    }
    return (limit, body)
  }

  /// Whether a declaration continues in the line after the line feed.
  private func continues(at lineFeed: Int) -> Bool {
    let before = code[..<lineFeed].trimmingTrailingBlanks
    if before.last?.continuesInNextLine == true { return true }
    if before.suffix(2).elementsEqual("->".utf8) { return true }
    let next = code.skipBlanks(from: lineFeed)
    guard next < code.count else { return false }
    if code[next].continuesLineAbove { return true }
    return ["where", "throws", "rethrows", "async"].contains(code.text(next..<code.wordEnd(from: next)))
  }
}
