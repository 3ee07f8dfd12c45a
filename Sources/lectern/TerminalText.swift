import Notebooks

/// Text from notebooks, cells and file names, made safe for a terminal: it can't move the cursor, change colours or the
/// direction of writing, or begin a line.
enum TerminalText {
  /// The text on one line.
  static func line(_ text: some StringProtocol) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return String(text) }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if isControl(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  /// The text with its line feeds; all lines but the first are indented.
  static func message(_ text: String) -> String { lines(text, separator: "\n    ") }

  /// The text with its line feeds. The escapes are Swift's own, so that code copied from the terminal still compiles.
  static func lines(_ text: String, separator: String = "\n") -> String {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(line)
      .joined(separator: separator)
  }

  /// JSON with all control characters escaped, even those that JSON allows.
  static func json(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      if isControl(scalar) && scalar != "\n" {
        result += JSONValue.escape(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: false
    case 0..<0x20, 0x7F..<0xA0: true
    // Line separators, and characters that change the direction of writing.
    case 0x2028, 0x2029, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
