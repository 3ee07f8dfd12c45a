import Markup
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

  /// The destination of a link as a page has it, or `nil` where following it could run code or leave the
  /// reader's hands.
  ///
  /// Allowed are addresses without a scheme, and the schemes that notebooks may link to. Browsers drop controls
  /// before they look at the scheme, so these are dropped here too. What an address cannot hold, such as a space,
  /// becomes `%20`.
  package static func safeDestination(_ destination: String) -> String? {
    if Address.problem(ofLink: destination) != nil { return nil }
    var address = ""
    for scalar in destination.trimmingBlanks.unicodeScalars
    where scalar.value >= 0x20 && isAllowed(scalar) {
      if " \"\\<>`^{}|".unicodeScalars.contains(scalar) {
        address += "%" + String(scalar.value, radix: 16, uppercase: true)
      } else {
        address.unicodeScalars.append(scalar)
      }
    }
    return address
  }

  /// Whether an HTML document may hold the character.
  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool { Escaper.isAllowed(scalar) }

  /// Markup that is not ours, without the characters that no HTML document may hold.
  static func allowed(_ markup: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in markup.unicodeScalars { result.append(isAllowed(scalar) ? scalar : "\u{FFFD}") }
    return String(result)
  }
}
