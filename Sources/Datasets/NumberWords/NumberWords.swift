/// The names of the whole numbers from 0 to 999 999 in three languages, as a small world to translate in.
///
/// English puts tens before units, German the other way round and with *und* between (21 is *ein-und-zwanzig*),
/// so that their alignment crosses. French counts in twenties from 80 on (97 is *quatre-vingt-dix-sept*), so
/// that one English word becomes several. A token is a word or a word's part; see `tokens(of:)`.
///
///     NumberWords.german.tokens(of: 21)      // ["ein", "und", "zwanzig"]
///     NumberWords.german.spelling(of: 21)    // "einundzwanzig"
///     NumberWords.pair(21, from: .english, to: .german).alignment     // [[1], [], [0]]
public enum NumberWords: String, CaseIterable, Sendable {
  /// Decimal digits, one token each: 97 is `9 7`.
  case digits
  /// American usage, without *and*: `nine hundred ninety seven`.
  case english
  /// With *ein* before *hundert* and *tausend*: `ein hundert eins`, `ein und zwanzig tausend`.
  case german
  /// As in France: `quatre vingt dix sept`, `deux cents`, `deux cent un`, `quatre vingts`, `soixante et onze`.
  case french

  /// The numbers that have names here.
  public static let range = 0...999_999

  /// The number's name in tokens.
  public func tokens(of number: Int) -> [String] {
    parts(of: number).map(\.text)
  }

  /// The number's name as it is written: *twenty-one*, *einundzwanzig*, *vingt et un*, *quatre-vingt-un*.
  ///
  /// French follows the traditional spelling: hyphens only below one hundred and not around *et*.
  public func spelling(of number: Int) -> String {
    let parts = parts(of: number)
    return parts.indices.reduce(into: "") { text, index in
      if index > 0 { text += separator(between: parts[index - 1], and: parts[index]) }
      text += parts[index].text
    }
  }

  /// The number's name in two languages.
  public static func pair(
    _ number: Int, from source: NumberWords, to target: NumberWords
  ) -> SequencePair<String> {
    let read = source.parts(of: number)
    let written = target.parts(of: number)
    return SequencePair(
      source: read.map(\.text), target: written.map(\.text),
      alignment: written.map { part in
        let exact = read.indices.filter { !read[$0].meaning.isDisjoint(with: part.meaning) }
        if !exact.isEmpty { return exact }
        let digits = part.meaning.digits
        return read.indices.filter { !read[$0].meaning.digits.isDisjoint(with: digits) }
      })
  }

  /// The names of several numbers in two languages.
  public static func pairs(
    _ numbers: some Sequence<Int>, from source: NumberWords, to target: NumberWords
  ) -> [SequencePair<String>] {
    numbers.map { pair($0, from: source, to: target) }
  }

  /// The tokens of all names from 0 to 999 999, each once, in a fixed order: the vocabulary.
  public var vocabulary: [String] {
    // Each word appears below 100, after a hundred or before a thousand.
    let telling = Array(0...99) + [100, 200, 201, 1000, 80_000, 200_000]
    var seen: Set<String> = []
    return telling.flatMap(tokens(of:)).filter { seen.insert($0).inserted }
  }

  private func parts(of number: Int) -> [NumberPart] {
    precondition(
      Self.range.contains(number), "NumberWords knows 0...999 999 but got \(number)")
    switch self {
    case .digits: return digitParts(of: number)
    case .english: return EnglishNumbers.parts(of: number)
    case .german: return GermanNumbers.parts(of: number)
    case .french: return FrenchNumbers.parts(of: number)
    }
  }

  private func digitParts(of number: Int) -> [NumberPart] {
    let digits = String(number)
    return digits.enumerated().map { index, digit in
      NumberPart(String(digit), .digit(digits.count - 1 - index))
    }
  }

  private func separator(between left: NumberPart, and right: NumberPart) -> String {
    switch self {
    case .digits, .german: return ""
    case .english: return left.isBelowHundred && right.isBelowHundred ? "-" : " "
    case .french:
      let joined = left.isBelowHundred && right.isBelowHundred && left.text != "et" && right.text != "et"
      return joined ? "-" : " "
    }
  }
}

/// One token of a number's name and its meaning.
struct NumberPart {
  let text: String
  let meaning: NumberMeaning
  /// Whether it belongs to the tens and units of its group of three digits.
  let isBelowHundred: Bool

  init(_ text: String, _ meaning: NumberMeaning, isBelowHundred: Bool = false) {
    self.text = text
    self.meaning = meaning
    self.isBelowHundred = isBelowHundred
  }
}

/// The meaning of a token: which digits, and whether it names *hundred* or *thousand*.
struct NumberMeaning: OptionSet {
  let rawValue: UInt16

  /// The digit at a place, counted from the units.
  static func digit(_ place: Int) -> NumberMeaning { NumberMeaning(rawValue: 1 << UInt16(place)) }
  /// The word for hundred, in the group that begins at this place.
  static func hundred(from place: Int) -> NumberMeaning {
    NumberMeaning(rawValue: place == 0 ? 1 << 6 : 1 << 7)
  }
  static let thousand = NumberMeaning(rawValue: 1 << 8)

  /// The digits that it names; *hundred* counts as the hundreds' digit, and *thousand* as the thousands'.
  var digits: NumberMeaning {
    var digits = intersection(NumberMeaning(rawValue: 0b111111))
    if contains(.hundred(from: 0)) { digits.insert(.digit(2)) }
    if contains(.hundred(from: 3)) { digits.insert(.digit(5)) }
    if contains(.thousand) { digits.insert(.digit(3)) }
    return digits
  }
}
