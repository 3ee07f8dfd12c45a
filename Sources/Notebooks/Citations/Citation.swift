/// A citation of one work: in `[see @lstm, p. 4; -@gru]` there are two.
struct Citation {
  var key: String
  /// Where the key's `@` is.
  var location: SourceLocation
  /// The text before it, with the space after it: "see ".
  var prefix = ""
  /// The text after it: ", p. 4".
  var suffix = ""
  /// Whether only the year is shown, as for `-@lstm`.
  var hidesAuthor = false
  /// Whether it is part of a sentence, as `@lstm` without brackets: "Hochreiter and Schmidhuber (1997)".
  /// In `@lstm [p. 4; @gru]` the first one is.
  var isInText = false

  /// The key of another citation in the text after this one, which nothing parts from it.
  var nextKey: String? {
    let bytes = Array(suffix.utf8)
    let places = bytes.indices.dropFirst().filter { bytes[$0] == UInt8(ascii: "@") && bytes[$0 - 1].isBlank }
    return places.lazy.compactMap { at in
      CitationScanner.keyEnd(in: bytes, at: at).map { String(decoding: bytes[(at + 1)..<$0], as: UTF8.self) }
    }.first
  }
}

/// Finds citations, as Pandoc has them.
enum CitationScanner {
  /// The most bytes of a citation in brackets.
  private static let longest = 1_000

  /// Where the key after the `@` at `offset` ends; `nil` if it is no citation.
  static func keyEnd(in bytes: [UInt8], at offset: Int) -> Int? {
    let start = offset + 1
    guard start < bytes.count, isWord(bytes[start]) || bytes[start] == UInt8(ascii: "_"),
      !LabelKind.allCases.contains(where: { $0.begins(bytes[start...]) })
    else { return nil }
    var end = start
    while end < bytes.count, isWord(bytes[end]) || ":.#$%&-+?<>~/_".utf8.contains(bytes[end]) { end += 1 }
    while end > start, !isWord(bytes[end - 1]) { end -= 1 }
    return end > start ? end : nil
  }

  private static func isWord(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || byte >= 0x80 }

  /// Whether the byte before an `@` or `-` lets a citation begin.
  private static func mayPrecede(_ byte: UInt8) -> Bool { byte.isBlank || "\n([-;*_".utf8.contains(byte) }

  /// The content of the brackets at `offset` if it is citations only.
  static func group(in bytes: [UInt8], at offset: Int) -> Range<Int>? {
    guard let content = brackets(in: bytes, at: offset), items(content, in: bytes) != nil else { return nil }
    return content
  }

  /// The content of the brackets after an `@key` in the text, as in `@lstm [p. 4]`; `nil` if there are none.
  static func locator(in bytes: [UInt8], after end: Int) -> Range<Int>? {
    let blanks = bytes[end...].prefix(while: \.isBlank)
    let lineEnds = blanks.count { $0 == UInt8(ascii: "\n") }
    guard lineEnds < 2, bytes.has("[", at: blanks.endIndex), !bytes.has("[^", at: blanks.endIndex),
      let content = brackets(in: bytes, at: blanks.endIndex)
    else { return nil }
    let (first, rest) = parts(content, in: bytes)
    // Brackets with citations only are the next citation.
    guard !bytes[first].isBlank, items(first, in: bytes) == nil, rest.isEmpty || items(rest, in: bytes) != nil
    else { return nil }
    return content
  }

  /// A locator's own words, and the citations after its first semicolon.
  private static func parts(_ content: Range<Int>, in bytes: [UInt8]) -> (first: Range<Int>, rest: Range<Int>)
  {
    guard let end = bytes[content].firstIndex(of: UInt8(ascii: ";")) else {
      return (content, content.upperBound..<content.upperBound)
    }
    return (content.lowerBound..<end, (end + 1)..<content.upperBound)
  }

  /// The content of the brackets at `offset`, unless they belong to a link or have brackets or code in them.
  private static func brackets(in bytes: [UInt8], at offset: Int) -> Range<Int>? {
    let start = offset + 1
    let limit = min(bytes.count, start + longest)
    var end = start
    while end < limit, bytes[end] != UInt8(ascii: "]"), bytes[end] != UInt8(ascii: "["),
      bytes[end] != UInt8(ascii: "`")
    { end += 1 }
    guard bytes.has("]", at: end), !bytes.has("(", at: end + 1), !bytes.has("[", at: end + 1),
      !bytes.has(":", at: end + 1)
    else { return nil }
    return start..<end
  }

  /// The citations of `@lstm [p. 4; @gru]`, whose first one is part of the sentence.
  ///
  /// - Parameters:
  ///   - key: the range of the key without its `@`.
  ///   - locator: the content of the brackets, if there are some.
  static func citations(ofKey key: Range<Int>, locator: Range<Int>?, in text: SourceText) -> [Citation] {
    var first = Citation(
      key: text.bytes[key].string, location: text.location(at: key.lowerBound - 1), isInText: true)
    guard let locator else { return [first] }
    let (words, rest) = parts(locator, in: text.bytes)
    let place = text.bytes[words].string.trimmingBlanks
    first.suffix = place.first.map { ",.:".contains($0) } ?? true ? place : ", " + place
    return [first] + (rest.isEmpty ? [] : citations(in: text[rest]))
  }

  /// The citations in a text; `nil` if a part between semicolons isn't one.
  static func citations(in text: SourceText) -> [Citation] {
    let items = items(0..<text.count, in: text.bytes) ?? []
    return items.map { item in
      Citation(
        key: text.bytes[(item.at + 1)..<item.end].string, location: text.location(at: item.at),
        prefix: String(text.bytes[item.range.lowerBound..<item.start].string.drop { $0.isWhitespace }),
        suffix: text.bytes[item.end..<item.range.upperBound].string, hidesAuthor: item.start < item.at)
    }
  }

  private struct Item {
    var range: Range<Int>
    /// Where the citation begins, with its hyphen; its `@`; and where its key ends.
    var start, at, end: Int
  }

  private static func items(_ range: Range<Int>, in bytes: [UInt8]) -> [Item]? {
    var items: [Item] = []
    for part in bytes[range].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      guard
        let at = part.indices.first(where: {
          part[$0] == UInt8(ascii: "@") && ($0 == part.startIndex || mayPrecede(part[$0 - 1]))
        }), let end = keyEnd(in: bytes, at: at), end <= part.endIndex
      else { return nil }
      let isHidden = at > part.startIndex && part[at - 1] == UInt8(ascii: "-")
      items.append(
        Item(range: part.startIndex..<part.endIndex, start: isHidden ? at - 1 : at, at: at, end: end))
    }
    return items.isEmpty ? nil : items
  }
}
