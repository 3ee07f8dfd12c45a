/// The characters that an HTML document may hold.
package enum PageCharacter {
  /// Not C0 and C1 controls but tab and line feed, and no noncharacters.
  package static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: true
    case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }

  /// Tells of the characters of a text that its page cannot show, the first in each line.
  static func check(_ lines: [[UInt8]], diagnostics: Diagnostics) {
    var told = 0
    for (index, line) in lines.enumerated() where told < 20 && mayHoldOthers(line) {
      var column = 1
      for scalar in line.string.unicodeScalars {
        if !isAllowed(scalar) {
          let code = String(scalar.value, radix: 16, uppercase: true)
          let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
          diagnostics.warning(
            "this character, \(name), cannot be in a page; '\u{FFFD}' replaces it",
            at: SourceLocation(line: index + 1, column: column))
          told += 1
          break
        }
        column += UTF8.width(scalar)
      }
    }
  }

  /// Whether a line has a byte of a character that may not be allowed.
  private static func mayHoldOthers(_ line: [UInt8]) -> Bool {
    line.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F || $0 == 0xC2 || $0 >= 0xEF }
  }
}
