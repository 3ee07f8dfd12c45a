/// A number in a table, taken apart so that a column of them can be aligned at the decimal points.
///
/// Such a text is a number, perhaps with a power of ten and a unit, and perhaps another one after "±": "1,204", "97 %",
/// "1.2 × 10⁻⁵", "72.5 % ± 1.1 %", "0.7 ms".
package struct NumberCell: Hashable, Sendable {
  /// One number.
  package struct Part: Hashable, Sendable {
    /// Its sign and the digits before the point.
    package var whole: Substring
    /// The point and the digits after it; empty if it has none.
    package var fraction: Substring
    /// A power of ten and a unit, with the blanks before them.
    package var tail: Substring
  }

  /// The number and, if there is one, its uncertainty.
  package var parts: [Part]
  /// What is between the two: the sign ± with its blanks.
  package var joint: Substring = ""

  /// The parts of a text; `nil` for a text that is anything but a number.
  package init?(_ text: String) {
    var rest = text[...]
    guard let first = rest.takeNumber() else { return nil }
    parts = [first]
    let afterBlanks = rest.drop(while: Substring.isBlank)
    if afterBlanks.first == "±" {
      let second = afterBlanks.dropFirst().drop(while: Substring.isBlank)
      joint = rest[rest.startIndex..<second.startIndex]
      rest = second
      guard let uncertainty = rest.takeNumber() else { return nil }
      parts.append(uncertainty)
    }
    guard rest.isEmpty else { return nil }
  }

  /// Whether a text stands for a number that isn't there, or has no digits.
  package static func isPlaceholder(_ text: String) -> Bool {
    ["", "–", "—", "-", "−", "∞", "-∞", "−∞", "inf", "-inf", "nan", "NaN"].contains(text)
  }

  /// Whether a column's texts are numbers, apart from those that stand for a missing one.
  package static func areNumbers(_ texts: [String]) -> Bool {
    var count = 0
    for text in texts where !isPlaceholder(text) {
      guard NumberCell(text) != nil else { return false }
      count += 1
    }
    return count > 0
  }
}

extension Substring {
  fileprivate static func isBlank(_ character: Character) -> Bool {
    [" ", "\u{a0}", "\u{2009}", "\u{202f}"].contains(character)
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// Takes a number from the text's beginning; leaves the text as it was if there is none.
  fileprivate mutating func takeNumber() -> NumberCell.Part? {
    let start = self
    _ = take { "-−+".contains($0) }
    guard takeDigits() else {
      self = start
      return nil
    }
    while let separator = first, [",", "\u{2009}", "\u{202f}"].contains(separator),
      dropFirst().first.map(Self.isDigit) == true
    {
      removeFirst()
      _ = takeDigits()
    }
    let whole = start[start.startIndex..<startIndex]
    let point = self
    if take({ $0 == "." }), !takeDigits() { self = point }
    let fraction = point[point.startIndex..<startIndex]
    let tail = self
    takePower()
    takeUnit()
    return NumberCell.Part(whole: whole, fraction: fraction, tail: tail[tail.startIndex..<startIndex])
  }

  /// Takes one character if it is of a kind.
  private mutating func take(_ isWanted: (Character) -> Bool) -> Bool {
    guard let next = first, isWanted(next) else { return false }
    removeFirst()
    return true
  }

  private mutating func takeDigits() -> Bool {
    let rest = drop(while: Self.isDigit)
    defer { self = rest }
    return rest.startIndex > startIndex
  }

  /// Takes "e-07" or "· 10⁻⁷".
  private mutating func takePower() {
    let start = self
    if take({ $0 == "e" }) {
      _ = take { "-−+".contains($0) }
      if !takeDigits() { self = start }
      return
    }
    self = drop(while: Self.isBlank)
    let isProduct = take { "·×".contains($0) }
    self = drop(while: Self.isBlank)
    let exponent = dropFirst(2).prefix { "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".contains($0) }
    guard isProduct, hasPrefix("10"), !exponent.isEmpty else {
      self = start
      return
    }
    self = self[exponent.endIndex...]
  }

  /// Takes a sign such as "%", or up to three letters after a blank, if nothing but "±" follows.
  private mutating func takeUnit() {
    let start = self
    self = drop(while: Self.isBlank)
    let hasBlank = startIndex > start.startIndex
    if !take({ "%‰×°".contains($0) }) {
      let letters = prefix { $0.isLetter }
      guard hasBlank, (1...3).contains(letters.count) else {
        self = start
        return
      }
      self = self[letters.endIndex...]
    }
    let next = drop(while: Self.isBlank).first
    if next != nil, next != "±" { self = start }
  }
}
