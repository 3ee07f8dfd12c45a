/// A caller's text as a drawing shows it: on one line, in its own order.
///
/// Tabs and line ends become spaces. Direction overrides go, which would reorder the text around them. The serializer
/// escapes the rest.
func singleLine(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: result.append(" ")
    case 0x202A...0x202E, 0x2066...0x2069: continue
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// A label as prose is set: with a curly apostrophe within words and curly quotes around them.
///
/// A label of one or two characters is a letter that the picture shows, and quotes within code stay as they are.
func curlyQuotes(_ text: String) -> String {
  guard text.count > 2, text.utf8.contains(where: { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") })
  else {
    return text
  }
  var characters = Array(text)
  var opening: Int?
  for index in characters.indices {
    let before = index > 0 ? characters[index - 1] : " "
    let after = index + 1 < characters.count ? characters[index + 1] : " "
    switch characters[index] {
    case "'" where before.isLetter && after.isLetter: characters[index] = "’"
    case "\"" where opening == nil && before == " " && after != " ": opening = index
    case "\"":
      guard let start = opening, before != " ", !after.isLetter, !after.isNumber else { continue }
      characters[start] = "“"
      characters[index] = "”"
      opening = nil
    default: continue
    }
  }
  return String(characters)
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
