import Markup

/// The characters that an HTML document must not contain.
enum PageCharacter {
  /// Reports the characters of a text that its page can't contain, the first one in each line.
  ///
  /// - Parameter above: what to add to the numbers of the lines.
  static func check(_ lines: [[UInt8]], diagnostics: Diagnostics, above: Int = 0) {
    var count = 0
    for (index, line) in lines.enumerated() where count < 20 && mayHoldOthers(line) {
      var column = 1
      for scalar in line.string.unicodeScalars {
        if !Escaper.isAllowed(scalar) {
          diagnostics.warning(
            "this character, \(name(of: scalar)), cannot be in a page; '\u{FFFD}' replaces it",
            at: SourceLocation(line: above + index + 1, column: column))
          count += 1
          break
        }
        column += UTF8.width(scalar)
      }
    }
  }

  /// Reports a character that a text's escapes make, such as `"\e"`. Others are in the file, and reported there.
  static func check(_ value: YAMLValue, diagnostics: Diagnostics) {
    guard case .scalar(let text, isPlain: false) = value.kind else { return }
    guard let scalar = text.unicodeScalars.first(where: { !Escaper.isAllowed($0) }) else {
      return checkCommands(in: value, isFormula: false, diagnostics: diagnostics)
    }
    diagnostics.warning(
      "this text has the character \(name(of: scalar)), which cannot be in a page; '\u{FFFD}' replaces it"
        + (escapes[scalar].map { "; between single quotes '\\\($0)' stays what it is" } ?? ""),
      at: value.location)
  }

  /// Reports a command of a formula whose beginning is an escape between double quotes: `"$\theta$"` has a tab.
  ///
  /// - Parameter isFormula: whether the whole text is a formula, and not only what is between dollar signs.
  static func checkCommands(in value: YAMLValue, isFormula: Bool, diagnostics: Diagnostics) {
    guard value.isInDoubleQuotes, let text = value.text else { return }
    let scalars = Array(text.unicodeScalars)
    let end = isFormula ? scalars.count : scalars.lastIndex(of: "$") ?? 0
    var isInside = isFormula
    for (index, scalar) in scalars[..<end].enumerated() {
      let isMark = scalar == "$" && (index == 0 || scalars[index - 1] != "$" && scalars[index - 1] != "\\")
      if isMark, !isFormula { isInside.toggle() }
      guard isInside, let first = escapes[scalar] else { continue }
      let letters = scalars[(index + 1)...].prefix { $0.isASCII && $0.properties.isAlphabetic }
      if letters.isEmpty { continue }
      let command = "\\\(first)" + String(String.UnicodeScalarView(letters))
      return diagnostics.warning(
        "between double quotes, '\(command)' begins with the escape '\\\(first)'; between single quotes it stays what it is",
        at: value.location)
    }
  }

  /// Reports the first character in a line of code that turns the direction of what follows it, or that nobody sees: readers
  /// would see other code than runs.
  ///
  /// - Parameters:
  ///   - start: where the line begins.
  ///   - end: the last column that it can be at.
  static func checkCode(
    _ code: String, at start: SourceLocation, upTo end: Int, diagnostics: Diagnostics
  ) {
    if code.utf8.allSatisfy({ $0 < 0x80 }) { return }
    let scalars = Array(code.unicodeScalars)
    guard let index = scalars.indices.first(where: { turns(scalars[$0]) || isHidden($0, in: scalars) })
    else { return }
    let scalar = scalars[index]
    let effect = turns(scalar) ? "turns the direction of what follows" : "is invisible"
    diagnostics.warning(
      "this character, \(name(of: scalar)), \(effect), so the code reads differently from what runs; "
        + "in a text, write it as '\\u{\(String(scalar.value, radix: 16))}'",
      at: SourceLocation(
        line: start.line, column: min(end, scalars[..<index].reduce(start.column) { $0 + UTF8.width($1) })))
  }

  /// Whether the characters after it are shown in another order, or apart from those before it.
  private static func turns(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  // MARK: Invisible characters

  /// Whether a character has no shape of its own, and gives none to an emoji, a key or the letters of a script either.
  private static func isHidden(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard scalars[index].properties.isDefaultIgnorableCodePoint else { return false }
    let (before, after) = (scalars[..<index], scalars[(index + 1)...].first)
    switch scalars[index].value {
    case 0xFE0E, 0xFE0F: return !isEmoji(before.last) && after?.value != 0x20E3
    case 0x200C, 0x200D:
      if isJoining(before.last), isJoining(after) { return false }
      let joined = before.last?.value == 0xFE0F ? before.dropLast().last : before.last
      return scalars[index].value == 0x200C || !isEmoji(joined) || !isEmoji(after)
    default: return !isTag(scalars[index]) || !isInFlag(index, in: scalars)
    }
  }

  /// Whether a character is an emoji by itself, as digits are not.
  private static func isEmoji(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { $0.value >= 0xA9 && $0.properties.isEmoji } ?? false
  }

  /// Whether a character is of a script whose letters join, as Arabic and those of India: there the two joiners change shapes.
  private static func isJoining(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { (0x0600...0x0DFF).contains($0.value) } ?? false
  }

  private static func isTag(_ scalar: Unicode.Scalar) -> Bool { (0xE0020...0xE007F).contains(scalar.value) }

  /// Whether a tag belongs to a flag: the black one, with a region's letters and a mark at their end.
  private static func isInFlag(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard let flag = scalars[..<index].lastIndex(where: { !isTag($0) }), scalars[flag].value == 0x1F3F4 else {
      return false
    }
    let letters = scalars[(flag + 1)...].prefix(while: isTag).map { UInt8($0.value - 0xE0000) }
    return regions.contains(String(decoding: letters, as: UTF8.self))
  }

  /// The tags of the flags that exist: England's, Scotland's and Wales'. Others show as the black one.
  private static let regions: Set<String> = ["gbeng\u{7F}", "gbsct\u{7F}", "gbwls\u{7F}"]

  /// The letters of the escapes that formulas begin with by chance: `"$\alpha$"`.
  private static let escapes: [Unicode.Scalar: Character] = [
    "\u{7}": "a", "\u{8}": "b", "\u{9}": "t", "\u{A}": "n", "\u{B}": "v", "\u{C}": "f", "\u{D}": "r",
    "\u{1B}": "e", "\u{85}": "N", "\u{2028}": "L", "\u{2029}": "P",
  ]

  private static func name(of scalar: Unicode.Scalar) -> String {
    let code = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
  }

  /// Whether a line has a byte that may belong to such a character.
  private static func mayHoldOthers(_ line: [UInt8]) -> Bool {
    line.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F || $0 == 0xC2 || $0 >= 0xEF }
  }
}
