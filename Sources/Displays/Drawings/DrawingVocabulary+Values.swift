/// Values and style sheets, checked byte by byte: `(` and a character that combines with it are one `Character`, but two
/// for a browser.
extension DrawingVocabulary {
  /// Whether a value calls only known functions and refers only to the drawing itself.
  static func isHarmless(_ value: String) -> Bool {
    // paths are long, and searching them for single bytes is fast
    guard value.utf8.contains(where: { "(\\@/:".utf8.contains($0) }) else { return true }
    let bytes = Array(value.lowercased().utf8)
    // CSS could hide a name in escapes and comments, and at-rules can fetch
    guard !bytes.contains(UInt8(ascii: "\\")), !bytes.contains(UInt8(ascii: "@")), !bytes.contains("/*"),
      !bytes.contains("javascript:")
    else { return false }
    for index in bytes.indices where bytes[index] == UInt8(ascii: "(") {
      let name = bytes[..<index].reversed().prefix { isNamePart($0) }
      let function = String(decoding: name.reversed(), as: UTF8.self)
      guard function.isEmpty || functions.contains(function) else { return false }
      if function == "url" {
        let quotes: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "'")]
        let address = bytes[(index + 1)...].drop { $0.isStyleSpace || quotes.contains($0) }
        guard address.first == UInt8(ascii: "#") else { return false }
      }
    }
    return true
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
      UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  /// The harmless style declarations of a `style` attribute; custom properties only if they are our charts'.
  ///
  /// - Parameter isBounded: whether the element must not become wider than its place on the page.
  static func style(
    _ text: String, isBounded: Bool, isAllowed: (String) -> Bool
  ) -> (kept: String, dropped: [String]) {
    var (kept, dropped): ([String], [String]) = ([], [])
    for declaration in Array(text.utf8).split(separator: UInt8(ascii: ";")) {
      guard let colon = declaration.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = trimmed(declaration[..<colon]).lowercased()
      let value = String(decoding: declaration[(colon + 1)...], as: UTF8.self)
      // What a property of one's own refers to would be drawn wherever the property is used, and nothing counts that.
      let isChart = name.hasPrefix("--chart-") && FragmentURLs(in: value).isEmpty
      let isKnown = properties.contains(name) || isChart || name == "aspect-ratio"
      if isKnown, isAllowed(name), isHarmless(value) {
        // Browsers ignore a declaration that this makes invalid, and the page's own bound holds.
        let needsBound = isBounded && name == "max-width" && trimmed(declaration[(colon + 1)...]) != "100%"
        kept.append(
          needsBound ? "max-width:min(100%,\(value))" : String(decoding: declaration, as: UTF8.self))
      } else if !name.hasPrefix("-"), !name.isEmpty {
        dropped.append(name)
      }
    }
    return (kept.joined(separator: ";"), dropped)
  }

  /// Whether a style sheet is harmless in a drawing that is a separate picture, where it can't affect the
  /// page.
  static func isHarmlessSheet(_ text: String) -> Bool {
    let rules = text.lowercased().replacing("@media", with: "").replacing("@keyframes", with: "")
    return isHarmless(rules) && !text.utf8.contains(UInt8(ascii: "<"))
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> String {
    let start = text.drop(while: \.isStyleSpace)
    return String(decoding: start.reversed().drop(while: \.isStyleSpace).reversed(), as: UTF8.self)
  }
}

extension [UInt8] {
  fileprivate func contains(_ mark: StaticString) -> Bool {
    indices.contains { index in
      index + mark.utf8CodeUnitCount <= count
        && (0..<mark.utf8CodeUnitCount).allSatisfy { self[index + $0] == mark.utf8Start[$0] }
    }
  }
}
