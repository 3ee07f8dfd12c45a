/// Finds the places of links by searching the text, because cmark doesn't report places of inlines.
///
/// Links are asked for in order, so each search begins at the previous link.
struct LinkLocator {
  private let text: SourceText
  /// Where addresses in parentheses and where brackets begin, found when the first link is asked for.
  private lazy var addresses: [Int] = text.bytes.indices.filter { text.bytes.has("](", at: $0) }.map(
    addressStart)
  private lazy var brackets: [Int] = text.bytes.indices.filter {
    text.bytes[$0] == UInt8(ascii: "[") || text.bytes[$0] == UInt8(ascii: "<")
  }
  private var nextAddress = 0
  private var nextBracket = 0

  /// The most places that are tried for a link. Without a limit, many links would take quadratic time.
  private static let reach = 100

  init(text: SourceText) { self.text = text }

  /// Where the next link may begin.
  struct Mark { fileprivate var bracket: Int }

  var mark: Mark { Mark(bracket: nextBracket) }

  /// The place of a link's address, or of its bracket if the address is elsewhere. Links inside it must have been asked for
  /// before.
  ///
  /// - Parameters:
  ///   - words: the plain text at the beginning of the link's text.
  ///   - mark: where the locator was before the link's content.
  mutating func next(_ address: String, words: String, after mark: Mark) -> SourceLocation {
    let wanted = Array(address.utf8)
    for index in addresses.indices[nextAddress...].prefix(Self.reach)
    where spells(wanted, at: addresses[index]) {
      nextAddress = index + 1
      let start = addresses[index]
      while nextBracket < brackets.count, brackets[nextBracket] < start { nextBracket += 1 }
      return text.location(at: start)
    }
    return bracket(before: words, after: mark)
  }

  /// The place of the next bracket that `words` follow: of a link by name, or of an address in angle brackets.
  mutating func bracket(before words: String, after mark: Mark) -> SourceLocation {
    let words = Array(words.utf8)
    for index in brackets.indices[mark.bracket...].prefix(Self.reach)
    where text.bytes[(brackets[index] + 1)...].starts(with: words) {
      nextBracket = max(nextBracket, index + 1)
      return text.location(at: brackets[index])
    }
    return text.start
  }

  /// Where the address after a `](` begins.
  private func addressStart(_ index: Int) -> Int {
    var start = index + 2
    while start < text.count, text.bytes[start].isBlank || text.bytes[start] == UInt8(ascii: "<") {
      start += 1
    }
    return start
  }

  /// Whether the address is written at the offset. Escapes are decoded; after an entity, anything matches.
  private func spells(_ address: [UInt8], at start: Int) -> Bool {
    var index = start
    for byte in address {
      guard index < text.count else { return false }
      if text.bytes[index] == UInt8(ascii: "&") { return true }
      if text.bytes[index] == UInt8(ascii: "\\"), index + 1 < text.count, text.bytes[index + 1] == byte,
        byte.isPunctuation
      {
        index += 1
      }
      guard text.bytes[index] == byte else { return false }
      index += 1
    }
    guard index < text.count else { return false }
    let next = text.bytes[index]
    return next.isBlank || next == UInt8(ascii: ")") || next == UInt8(ascii: ">")
  }
}
