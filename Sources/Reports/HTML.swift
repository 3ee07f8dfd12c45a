import Markup
import Notebooks

/// Prepares text and addresses for a page's markup.
package enum HTML {
  /// The text with its control characters, except for tabs and line ends, as Swift writes them: `\u{1B}`.
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

  /// The destination of a link as the page writes it, or `nil` if following it could run code or take the
  /// reader somewhere unexpected.
  ///
  /// Addresses without a scheme are allowed, and so are the schemes that notebooks may link to. Browsers drop
  /// control characters before they look at the scheme, so they are dropped here too. A character that is not
  /// allowed in an address is percent-encoded: a space becomes `%20`.
  package static func safeDestination(_ destination: String) -> String? {
    // Only what is left is judged: a dropped character may have stood in the middle of a scheme.
    let kept = destination.unicodeScalars.filter { $0.value >= 0x20 && Escaper.isAllowed($0) }
    let text = String(String.UnicodeScalarView(kept)).trimmingBlanks
    if Address.problem(ofLink: text) != nil { return nil }
    var address = ""
    for scalar in text.unicodeScalars {
      if " \"\\<>`^{}|".unicodeScalars.contains(scalar) {
        address += "%" + String(scalar.value, radix: 16, uppercase: true)
      } else {
        address.unicodeScalars.append(scalar)
      }
    }
    return address
  }
}
