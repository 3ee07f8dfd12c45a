/// Makes text safe between tags and inside an attribute's double quotes.
package enum Escaper {
  /// Characters that are not allowed in a page (C0 and C1 controls, noncharacters) become U+FFFD.
  static func append(_ text: String, to markup: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      var place = 0
      while place < bytes.count {
        let end = bytes[place...].firstIndex { !isPlain($0) } ?? bytes.count
        markup += bytes[place..<end]
        place = end
        if place < bytes.count { place += append(scalar: bytes[place...], to: &markup) }
      }
    }
  }

  /// - Parameter bytes: valid UTF-8.
  /// - Returns: the number of bytes of the first character.
  private static func append(scalar bytes: Slice<UnsafeBufferPointer<UInt8>>, to markup: inout [UInt8]) -> Int
  {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return 1 }
    let length = UTF8.width(scalar)
    switch scalar {
    case "&": markup += "&amp;".utf8
    case "<": markup += "&lt;".utf8
    case ">": markup += "&gt;".utf8
    case "\"": markup += "&quot;".utf8
    case "\r": markup += "&#13;".utf8
    default:
      if isAllowed(scalar) { markup += bytes.prefix(length) } else { markup += "\u{FFFD}".utf8 }
    }
    return length
  }

  /// The text as a reader of the page will see it. A carriage return stays, since it is written as a reference.
  package static func shown(_ text: String) -> String {
    if text.utf8.allSatisfy({ isPlain($0) || (0x20..<0x7F).contains($0) }) { return text }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      shown.append(scalar == "\r" ? scalar : self.shown(scalar))
    }
    return String(shown)
  }

  /// The character, or U+FFFD in place of one that isn't allowed.
  package static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    isAllowed(scalar) ? scalar : "\u{FFFD}"
  }

  /// Whether the character is allowed in HTML and XML.
  package static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: true
    case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }

  /// Whether the byte is a character that needs no escaping.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): false
    case 0x09, 0x0A, 0x20..<0x7F: true
    default: false
    }
  }
}
