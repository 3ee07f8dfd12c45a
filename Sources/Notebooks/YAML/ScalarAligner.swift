/// Finds where the characters of a YAML scalar are in the file, so that errors in a caption are reported at their columns.
///
/// The scalar and its source are walked in parallel. The source also has quotes, escapes, folded line ends and
/// indentation.
enum ScalarAligner {
  /// - Parameters:
  ///   - value: the scalar as YAML reads it.
  ///   - source: the YAML that contains it.
  ///   - location: where the scalar begins.
  static func align(_ value: String, in source: SourceText, at location: SourceLocation) -> SourceText {
    var result = SourceText()
    guard var position = offset(of: location, in: source) else {
      result.append(value.utf8, at: location)
      return result
    }
    position = skipOpening(source.bytes, position)
    for byte in value.utf8 {
      if let next = find(byte, in: source.bytes, from: position) { position = next }
      let place = source.location(at: min(position, source.count))
      if result.isEmpty || place != expected(result) {
        result.append([byte], at: place)
      } else {
        result.extend(byte)
      }
      if position < source.count { position += 1 }
    }
    return result
  }

  private static func expected(_ text: SourceText) -> SourceLocation { text.location(at: text.count) }

  private static func offset(of location: SourceLocation, in source: SourceText) -> Int? {
    guard let anchor = source.anchors.last(where: { $0.location <= location }),
      anchor.location.line == location.line
    else { return nil }
    let offset = anchor.offset + location.column - anchor.location.column
    return offset <= source.count ? offset : nil
  }

  /// The place after a quote, or after the line of a `|` or `>`.
  private static func skipOpening(_ bytes: [UInt8], _ position: Int) -> Int {
    guard position < bytes.count else { return position }
    switch bytes[position] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return position + 1
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      return (bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? position) + 1
    default:
      return position
    }
  }

  /// Where the scalar's next byte is: here, or after an escape or the spaces of a folded line.
  private static func find(_ byte: UInt8, in bytes: [UInt8], from position: Int) -> Int? {
    var index = position
    while index < bytes.count, bytes[index] != byte {
      let isSkipped =
        bytes[index].isBlank || bytes[index] == UInt8(ascii: "\\") || bytes[index] == UInt8(ascii: "'")
      guard isSkipped else { return byte.isBlank ? position : nil }
      index += 1
    }
    guard index < bytes.count else { return nil }
    // A folded line end is a space; the source has its indentation too.
    return index
  }
}
