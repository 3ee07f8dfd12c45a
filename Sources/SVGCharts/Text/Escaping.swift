/// Text as XML has it: the one way into the SVG for anything that a caller wrote.
///
/// The five special characters become references, so the result serves as text and in attributes alike (and `]]>`
/// can't occur). Characters that XML 1.0 forbids become U+FFFD; tabs and line ends become spaces.
public func escapedForXML(_ text: String) -> String {
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x26: result += "&amp;"
    case 0x3C: result += "&lt;"
    case 0x3E: result += "&gt;"
    case 0x22: result += "&quot;"
    case 0x27: result += "&#39;"
    case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: result += " "
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: result += "\u{FFFD}"
    // Direction overrides would reorder the text around them.
    case 0x202A...0x202E, 0x2066...0x2069: continue
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// An id that is safe in an attribute, in CSS and in a URL: other characters than letters, digits, `-` and `_`
/// become `-`, and an initial digit gets a letter before it.
func sanitizedID(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    let isWord = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
    result.unicodeScalars.append(isWord || scalar == "-" || scalar == "_" ? scalar : "-")
  }
  guard let first = result.unicodeScalars.first else { return "chart" }
  return first.properties.isAlphabetic || first == "_" ? result : "c" + result
}
