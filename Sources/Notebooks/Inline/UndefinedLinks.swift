/// Finds links to undefined names in a paragraph: CommonMark shows `[text][name]` as plain text if the name isn't defined.
struct UndefinedLinks {
  private let source: SourceText
  /// Where the source has each link for the first time.
  private lazy var places: [ArraySlice<UInt8>: Int] = {
    let bytes = source.bytes
    let found = Self.links(in: bytes).map { (bytes[$0.open...$0.end], $0.open) }
    return Dictionary(found) { first, _ in first }
  }()

  init(in source: SourceText) { self.source = source }

  /// Warns of each such place in a text that cmark has left of the source.
  mutating func report(in text: String, to diagnostics: Diagnostics) {
    let bytes = Array(text.utf8)
    guard bytes.indices.contains(where: { bytes.has("][", at: $0) }) else { return }
    var start = 0
    for (open, middle, end) in Self.links(in: bytes) where open >= start && !Self.isIndexed(bytes, at: open) {
      start = end + 1
      guard let place = places[bytes[open...end]] else { continue }
      diagnostics.warning(
        "nothing defines the link '\(bytes[(middle + 2)..<end].string)'", at: source.location(at: place))
    }
  }

  /// What has the form of a link, by where it begins: its bracket, the end of its text, and the bracket after its name. The
  /// text begins with words, and may contain further brackets.
  private static func links(in bytes: [UInt8]) -> [(open: Int, middle: Int, end: Int)] {
    var open: [Int] = []
    var found: [(open: Int, middle: Int, end: Int)] = []
    for (place, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "[") { open.append(place) }
      guard byte == UInt8(ascii: "]"), let start = open.popLast(), bytes.has("][", at: place),
        let end = label(in: bytes, at: place + 1)
      else { continue }
      found.append((start, place, end))
    }
    let words = wordBegins(in: bytes)
    return found.filter { words[$0.open] }.sorted { $0.open < $1.open }
  }

  /// Whether the first byte from each place on that is no bracket is part of a word.
  private static func wordBegins(in bytes: [UInt8]) -> [Bool] {
    var result = Array(repeating: false, count: bytes.count)
    var begins = false
    for place in bytes.indices.reversed() {
      if bytes[place] != UInt8(ascii: "[") { begins = bytes[place].isLetter || bytes[place] >= 0x80 }
      result[place] = begins
    }
    return result
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
}
