/// Finds where the address of a link stands, by looking for it in the text: cmark tells no places of inlines.
struct LinkLocator {
  private let text: SourceText
  private var position = 0

  init(text: SourceText) { self.text = text }

  /// The place of the next `](address`; the text's beginning for a link whose address stands elsewhere.
  mutating func next(_ address: String) -> SourceLocation {
    let wanted = Array(address.utf8.prefix { $0 < 0x80 && $0 != UInt8(ascii: "&") })
    var index = position
    while index + 1 < text.count {
      index += 1
      guard text.bytes[index - 1] == UInt8(ascii: "]"), text.bytes[index] == UInt8(ascii: "(") else {
        continue
      }
      var start = index + 1
      while start < text.count, text.bytes[start].isBlank || text.bytes[start] == UInt8(ascii: "<") {
        start += 1
      }
      if text.bytes[start...].starts(with: wanted) {
        position = start
        return text.location(at: start)
      }
    }
    // Nothing of this kind follows any more: look no further, or many such links would take time squared.
    if wanted.isEmpty { position = text.count }
    return text.start
  }
}
