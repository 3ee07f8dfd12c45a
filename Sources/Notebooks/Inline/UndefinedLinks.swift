/// Finds links to undefined names: CommonMark shows `[text][name]` as plain text if the name isn't defined.
enum UndefinedLinks {
  /// Warns of each such place in a text.
  static func report(in text: String, of source: SourceText, to diagnostics: Diagnostics) {
    let bytes = Array(text.utf8)
    guard bytes.indices.contains(where: { bytes.has("][", at: $0) }) else { return }
    var start = 0
    while let open = bytes[start...].firstIndex(of: UInt8(ascii: "[")) {
      start = open + 1
      guard let middle = closing(in: bytes, at: open), bytes.has("][", at: middle),
        let end = label(in: bytes, at: middle + 1), !isIndexed(bytes, at: open)
      else { continue }
      start = end + 1
      guard let place = offset(of: bytes[open...end], in: source.bytes) else { continue }
      diagnostics.warning(
        "nothing defines the link '\(bytes[(middle + 2)..<end].string)'", at: source.location(at: place))
    }
  }

  /// Where the bracket of a link's text at the index closes, if it begins with words. It may contain further brackets.
  private static func closing(in bytes: [UInt8], at open: Int) -> Int? {
    guard let first = bytes[open...].first(where: { $0 != UInt8(ascii: "[") }),
      first.isLetter || first >= 0x80
    else { return nil }
    var depth = 0
    return bytes[open...].firstIndex {
      if $0 == UInt8(ascii: "[") { depth += 1 }
      if $0 == UInt8(ascii: "]") { depth -= 1 }
      return depth == 0
    }
  }

  /// Where the bracket of a name at the index closes, if it contains words.
  private static func label(in bytes: [UInt8], at open: Int) -> Int? {
    guard let first = bytes[(open + 1)...].first, first.isLetter || first >= 0x80,
      let close = bytes[(open + 1)...].firstIndex(where: {
        $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "[")
      }),
      bytes[close] == UInt8(ascii: "]")
    else { return nil }
    return close
  }

  /// Whether the bracket directly follows a name or another bracket: `x[row][column]` isn't a link.
  private static func isIndexed(_ bytes: [UInt8], at open: Int) -> Bool {
    guard open > 0 else { return false }
    let before = bytes[open - 1]
    return before.isIdentifier || before == UInt8(ascii: "]") || before == UInt8(ascii: ")")
  }

  private static func offset(of part: ArraySlice<UInt8>, in text: [UInt8]) -> Int? {
    text.indices.first { text[$0] == UInt8(ascii: "[") && text[$0...].starts(with: part) }
  }
}
