/// Makes text safe between tags and inside an attribute's double quotes.
package enum Escaper {
  /// Characters that are not allowed in a page (C0 and C1 controls, noncharacters) become U+FFFD.
  static func append(_ text: String, to markup: inout String) {
    guard !text.utf8.allSatisfy(isPlain) else {
      markup += text
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": markup += "&amp;"
      case "<": markup += "&lt;"
      case ">": markup += "&gt;"
      case "\"": markup += "&quot;"
      case "\r": markup += "&#13;"
      default: markup.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
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
