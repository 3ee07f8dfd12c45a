/// Strings, comments and regex literals, whose ends must be searched for.
extension SwiftLexer {
  /// Begins a string whose quotation mark is `pounds` bytes after the position.
  mutating func openString(pounds: Int) {
    let quote = position + pounds
    let isMultiline = hasQuotes(3, at: quote)
    emit(.string, to: quote + (isMultiline ? 3 : 1))
    modes.append(.string(pounds: pounds, isMultiline: isMultiline))
  }

  /// Reads up to the string's end, its next interpolation, or the line feed that cuts it off.
  mutating func readString(pounds: Int, isMultiline: Bool) {
    let quotes = isMultiline ? 3 : 1
    var end = position
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "\n") where !isMultiline:
        return closeString(at: end)
      case UInt8(ascii: "\"") where hasQuotes(quotes, at: end) && hasPounds(pounds, at: end + quotes):
        return closeString(at: end + quotes + pounds)
      case UInt8(ascii: "\\") where hasPounds(pounds, at: end + 1):
        end += 1 + pounds
        if end < bytes.count && bytes[end] == UInt8(ascii: "(") {
          emit(.string, to: end + 1)
          isBehindOperand = false
          return modes.append(.interpolation(depth: 0))
        }
        if end < bytes.count && bytes[end] != UInt8(ascii: "\n") { end += 1 }
      default: end += 1
      }
    }
    closeString(at: bytes.count)
  }

  private mutating func closeString(at end: Int) {
    modes.removeLast()
    isBehindOperand = true
    emit(.string, to: end)
  }

  /// A raw string, a raw regex literal, or a directive such as `#if` or `#expect`.
  mutating func readPound() {
    let pounds = end(from: position) { $0 == UInt8(ascii: "#") } - position
    let next = position + pounds < bytes.count ? bytes[position + pounds] : 0
    if next == UInt8(ascii: "\"") {
      openString(pounds: pounds)
    } else if next == UInt8(ascii: "/") {
      readRawRegex(pounds: pounds)
    } else {
      emit(.attribute, to: end(from: position + pounds, where: \.isSwiftWord))
      isBehindOperand = true
    }
  }

  /// `#/…/#` ends on its line unless a line feed follows its opening.
  private mutating func readRawRegex(pounds: Int) {
    let body = position + pounds + 1
    let isMultiline = body < bytes.count && bytes[body] == UInt8(ascii: "\n")
    var end = body
    while end < bytes.count {
      if bytes[end] == UInt8(ascii: "/") && hasPounds(pounds, at: end + 1) {
        end += 1 + pounds
        break
      }
      if bytes[end] == UInt8(ascii: "\n") && !isMultiline { break }
      end += 1
    }
    emit(.regex, to: min(end, bytes.count))
    isBehindOperand = true
  }

  /// A comment, a regex literal or an operator.
  mutating func readSlash() {
    let next = position + 1 < bytes.count ? bytes[position + 1] : 0
    if next == UInt8(ascii: "/") {
      emit(.comment, to: end(from: position) { $0 != UInt8(ascii: "\n") })
    } else if next == UInt8(ascii: "*") {
      readBlockComment()
    } else if let end = regexEnd() {
      emit(.regex, to: end)
      isBehindOperand = true
    } else {
      emit(.plain, to: position + 1)
      isBehindOperand = false
    }
  }

  private mutating func readBlockComment() {
    var (end, depth) = (position + 2, 1)
    while end < bytes.count && depth > 0 {
      let pair = end + 1 < bytes.count ? (bytes[end], bytes[end + 1]) : (bytes[end], 0)
      switch pair {
      case (UInt8(ascii: "/"), UInt8(ascii: "*")): (end, depth) = (end + 2, depth + 1)
      case (UInt8(ascii: "*"), UInt8(ascii: "/")): (end, depth) = (end + 2, depth - 1)
      default: end += 1
      }
    }
    emit(.comment, to: end)
  }

  /// Where the regex literal at the position ends, if there is one: it doesn't follow a value, no space follows its
  /// first slash, and it ends on its line.
  private mutating func regexEnd() -> Int? {
    guard !isBehindOperand, position >= noRegexBefore, position + 1 < bytes.count else { return nil }
    guard ![UInt8(ascii: " "), UInt8(ascii: "="), UInt8(ascii: "\n")].contains(bytes[position + 1]) else {
      return nil
    }
    var end = position + 1
    while end < bytes.count && bytes[end] != UInt8(ascii: "\n") {
      if bytes[end] == UInt8(ascii: "/") { return end + 1 }
      let escapes = bytes[end] == UInt8(ascii: "\\") && end + 1 < bytes.count
      end += escapes && bytes[end + 1] != UInt8(ascii: "\n") ? 2 : 1
    }
    noRegexBefore = end
    return nil
  }

  private func hasQuotes(_ count: Int, at start: Int) -> Bool {
    start + count <= bytes.count && bytes[start..<start + count].allSatisfy { $0 == UInt8(ascii: "\"") }
  }

  private func hasPounds(_ count: Int, at start: Int) -> Bool {
    start + count <= bytes.count && bytes[start..<start + count].allSatisfy { $0 == UInt8(ascii: "#") }
  }
}
