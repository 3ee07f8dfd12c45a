/// The quotation marks of a language.
struct QuotationMarks: Sendable {
  let opening, closing, innerOpening, innerClosing: String

  private init(
    _ opening: String, _ closing: String, _ innerOpening: String = "‘", _ innerClosing: String = "’"
  ) {
    (self.opening, self.closing) = (opening, closing)
    (self.innerOpening, self.innerClosing) = (innerOpening, innerClosing)
  }

  init(language: String) {
    let tag = language.lowercased()
    self = Self.of[tag] ?? Self.of[String(tag.prefix { $0 != "-" })] ?? Self.english
  }

  private static let english = QuotationMarks("“", "”")
  private static let corners = QuotationMarks("「", "」", "『", "』")
  private static let low = QuotationMarks("„", "“", "‚", "‘")
  private static let lowHigh = QuotationMarks("„", "”")
  private static let closed = QuotationMarks("”", "”", "’", "’")
  private static let pointed = QuotationMarks("«", "»")

  private static let of: [String: QuotationMarks] = [
    "de": low, "cs": low, "sk": low, "de-ch": QuotationMarks("«", "»", "‹", "›"),
    "pl": lowHigh, "hu": lowHigh, "ro": lowHigh,
    "he": closed, "sv": closed, "fi": closed,
    "es": pointed, "ar": pointed, "fa": pointed, "ru": pointed, "uk": pointed, "el": pointed, "nb": pointed,
    "no": pointed,
    "fr": QuotationMarks("«\u{202F}", "\u{202F}»"),
    "ja": corners, "zh-tw": corners, "zh-hk": corners, "zh-hant": corners,
  ]
}

/// The quotations that a line of text has opened so far.
struct OpenQuotations {
  /// Whether a quotation, and one with inner marks, is open.
  var isOpen = false, isInnerOpen = false
  /// Whether the last mark opened a quotation.
  var hasJustOpened = false
}

extension ProseLine {
  mutating func writeQuote(_ quotes: QuotationMarks) {
    if isBeforeLastHebrewLetter { return write("״") }
    let opens = opens(isOpen: quotations.isOpen)
    if !opens, !quotations.isOpen, isDigit(-1) { return write("″") }
    (quotations.isOpen, quotations.hasJustOpened) = (opens, opens)
    write(opens ? quotes.opening : quotes.closing)
  }

  /// An apostrophe becomes an inner quotation mark, or stays one: it closes only what has been opened.
  mutating func writeInnerQuote(_ quotes: QuotationMarks) {
    let endsWord = neighbor(1).map { !$0.isLetter || $0.isUnspaced } ?? true
    if !isElision, opens(isOpen: quotations.isInnerOpen) {
      (quotations.isInnerOpen, quotations.hasJustOpened) = (true, true)
      write(quotes.innerOpening)
    } else if quotations.isInnerOpen, endsWord {
      (quotations.isInnerOpen, quotations.hasJustOpened) = (false, false)
      write(quotes.innerClosing)
    } else {
      quotations.hasJustOpened = false
      write(isDigit(-1) && endsWord && !isDigit(3) ? "′" : "’")
    }
  }

  /// Whether a quotation mark here begins a quotation.
  private func opens(isOpen: Bool) -> Bool {
    guard let before = neighbor(-1) else { return true }
    let next = neighbor(1)
    if before.isWhitespace { return !(isOpen && next?.isWhitespace ?? false) }
    // The last one begins a text that keeps its own direction.
    if "([{–—-/“‘„«‚\u{2068}".contains(before) { return true }
    if quotations.hasJustOpened, before == "\"" || before == "'" { return !isOpen }
    guard !isOpen else { return false }
    let begins = next.map { $0.isLetter || $0.isNumber || "\"'".contains($0) }
    if before.isIdeographic { return begins ?? true }
    return (before.isUnspaced || ":='’".contains(before)) && begins ?? false
  }

  /// Whether an apostrophe here stands for what was left out at the beginning of a word: '90s, 'tis, German 's.
  private var isElision: Bool {
    if isDigit(1), isDigit(2), neighbor(3) == "s" { return true }
    var word = ""
    while let letter = neighbor(word.count + 1), letter.isLetter, word.count < 6 { word.append(letter) }
    return Self.elisions.contains(word.lowercased()) && (word == "n" || neighbor(word.count + 1) != "'")
  }

  private static let elisions: Set<String> = [
    "tis", "twas", "twill", "em", "n", "til", "s", "ne", "nen", "nem", "ner", "nes",
  ]

  /// Whether a quotation mark here is the sign of a Hebrew acronym.
  private var isBeforeLastHebrewLetter: Bool {
    neighbor(-1)?.isHebrew ?? false && neighbor(1)?.isHebrew ?? false && !(neighbor(2)?.isLetter ?? false)
  }
}

extension Character {
  private func isIn(_ ranges: ClosedRange<UInt32>...) -> Bool {
    unicodeScalars.first.map { scalar in ranges.contains { $0.contains(scalar.value) } } ?? false
  }

  fileprivate var isHebrew: Bool { isIn(0x5D0...0x5EA) }

  /// A character of Chinese or Japanese, also a punctuation mark.
  fileprivate var isIdeographic: Bool {
    isIn(0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFF00...0xFFEF, 0x20000...0x3FFFF)
  }

  /// A character that no space needs to separate from a quotation: of Chinese and Japanese, or of Arabic and Hebrew,
  /// whose short words are joined to the next.
  fileprivate var isUnspaced: Bool { isIdeographic || isHebrew || isIn(0x600...0x6FF) }
}
