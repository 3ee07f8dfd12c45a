import Notebooks

/// The one place where text becomes markup.
package enum HTML {
  /// The text as it may stand between tags and between the quotes of an attribute.
  ///
  /// Characters that no HTML document may hold (C0 and C1 controls, noncharacters) become U+FFFD.
  package static func escape(_ text: some StringProtocol) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\r": result += "&#13;"
      default: result.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return result
  }

  /// The text with its control characters, but for tabs and line ends, as Swift writes them: `\u{1B}`.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHiddenControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isHiddenControl(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isHiddenControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\t" && scalar != "\n"
  }

  /// An element: `name`, its attributes in the order given (those that are `nil` are left out), its content.
  package static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], content: String
  ) -> String {
    "\(startTag(name, attributes))\(content)</\(name)>"
  }

  /// A start tag, also that of an element without an end (`img`, `input`). An empty value stands without `=`.
  package static func startTag(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) -> String {
    var tag = "<\(name)"
    for (key, value) in attributes {
      guard let value else { continue }
      tag += value.isEmpty && key != "alt" ? " \(key)" : " \(key)=\"\(escape(value))\""
    }
    return tag + ">"
  }

  /// The destination of a link, or `nil` where following it could run code or leave the reader's hands.
  ///
  /// Allowed are addresses without a scheme and those that a notebook may have. Browsers drop white space and controls
  /// before they look at the scheme, so these are dropped here too; blanks inside of an address are encoded.
  package static func safeDestination(_ destination: String) -> String? {
    var cleaned = String.UnicodeScalarView()
    var blanks = 0
    for scalar in destination.unicodeScalars where isAllowed(scalar) && scalar != "\n" && scalar != "\t" {
      if scalar == " " {
        blanks += 1
      } else {
        if !cleaned.isEmpty {
          cleaned.append(contentsOf: String(repeating: "%20", count: blanks).unicodeScalars)
        }
        cleaned.append(scalar)
        blanks = 0
      }
    }
    let address = String(cleaned)
    guard let colon = address.firstIndex(of: ":") else { return address }
    let scheme = address[..<colon].replacing("%20", with: "")
    if scheme.contains(where: { "/?#".contains($0) }) { return address }
    return Address.schemes.contains(scheme.lowercased()) ? address : nil
  }

  /// Whether an HTML document may hold the character.
  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: true
    case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }
}
