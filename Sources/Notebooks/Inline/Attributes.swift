/// Attributes in braces after a heading, an image, an equation or a caption: `{#fig-loss fig-alt="…"}`.
struct Attributes {
  var id: String?
  var idLocation: SourceLocation
  var alternative: String?

  /// Reads attributes that begin with the brace at `offset`, and where they end; `nil` if it is only a brace.
  ///
  /// They must begin with an id, because `{` is common in prose.
  static func read(
    _ text: SourceText, at offset: Int, limit: Int, diagnostics: Diagnostics
  ) -> (attributes: Attributes, end: Int)? {
    let bytes = text.bytes
    guard bytes.has("{#", at: offset) else { return nil }
    guard let end = closingBrace(in: bytes, from: offset + 2, limit: limit) else { return nil }
    var attributes = Attributes(idLocation: text.location(at: offset + 1))
    var cursor = offset + 1
    while cursor < end {
      if bytes[cursor].isBlank {
        cursor += 1
        continue
      }
      let word = wordEnd(in: bytes, from: cursor, limit: end)
      attributes.take(text[cursor..<word], diagnostics: diagnostics)
      cursor = word
    }
    return (attributes, end + 1)
  }

  private static func closingBrace(in bytes: [UInt8], from start: Int, limit: Int) -> Int? {
    var isQuoted = false
    for index in start..<max(start, min(limit, start + 500)) {
      switch bytes[index] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "}") where !isQuoted: return index
      case UInt8(ascii: "\n"), UInt8(ascii: "{"): return nil
      default: break
      }
    }
    return nil
  }

  private static func wordEnd(in bytes: [UInt8], from start: Int, limit: Int) -> Int {
    var isQuoted = false
    for index in start..<limit {
      if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if bytes[index].isBlank, !isQuoted { return index }
    }
    return limit
  }

  private mutating func take(_ word: SourceText, diagnostics: Diagnostics) {
    if word.bytes.first == UInt8(ascii: "#") {
      let name = word[1..<word.count]
      if name.isEmpty || !name.bytes.allSatisfy(\.isIdentifier) {
        diagnostics.error(
          "an id is made of letters, digits, '-' and '_', which '\(name.string)' is not", at: word.start)
      } else if id != nil {
        diagnostics.error("a second id: '\(name.string)'", at: word.start)
      } else {
        id = name.string
      }
    } else if word.bytes.has("fig-alt=\"", at: 0), word.bytes.last == UInt8(ascii: "\"") {
      alternative = word[9..<max(9, word.count - 1)].string
    } else {
      diagnostics.warning(
        "'\(word.string)' means nothing here; only '#id' and 'fig-alt=\"…\"' do", at: word.start)
    }
  }
}
