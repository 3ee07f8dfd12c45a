/// The `{#id}` at the end of a heading or a caption.
enum TrailingAttributes {
  static func split(_ text: SourceText, diagnostics: Diagnostics) -> (SourceText, Attributes?) {
    let bytes = text.bytes
    guard bytes.last == UInt8(ascii: "}"),
      let brace = bytes.indices.reversed().first(where: { bytes.has("{#", at: $0) }),
      brace == 0 || bytes[brace - 1] != UInt8(ascii: "\\"),
      let (attributes, end) = Attributes.read(text, at: brace, limit: text.count, diagnostics: diagnostics),
      end == text.count
    else { return (text, nil) }
    return (text[0..<brace].trimmed, attributes)
  }
}
