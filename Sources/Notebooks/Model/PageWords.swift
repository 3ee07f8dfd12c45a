/// The page's own words in the notebook's language if they are known, and otherwise in English.
///
/// A text may have places for values, each a `#`. Where a language needs the values in another order, it numbers its places:
/// `#2`, `#1`. Numbers get no plural forms: a text says "steps: #" where those would differ.
package struct PageWords: Sendable {
  private let column: Int?
  private let isRightToLeft: Bool

  package static let languages = ["de", "fr", "es", "ar", "zh", "ja", "he"]

  /// All texts, by groups that don't overlap.
  package static let tables = [table, book, playground, pictures, texts, tour, trying, results]

  /// - Parameter language: a language's tag, `de` or `de-AT`.
  package init(language: String = "en") {
    let name = language.lowercased().prefix { $0 != "-" }
    column = Self.languages.firstIndex { $0 == name }
    isRightToLeft = Self.isRightToLeft(language)
  }

  /// Whether the words are not the English ones.
  package var areTranslated: Bool { column != nil }

  package subscript(english: String) -> String { translation(of: english) ?? english }

  /// A text with values in its places.
  ///
  /// Where the language is written from right to left, each value keeps its own direction.
  package subscript(english: String, values: Any...) -> String {
    let text = pieces(of: english).map { piece in
      switch piece {
      case .text(let text): text
      case .place(let index): isolated(values.indices.contains(index) ? "\(values[index])" : "#", "\u{2068}")
      }
    }
    return isolated(text.joined(), "\u{2067}")
  }

  /// A part of a text: words, or the place of the value with an index.
  package enum Piece: Hashable, Sendable { case text(String), place(Int) }

  /// The parts of a text, for values that aren't texts.
  package func pieces(of english: String) -> [Piece] {
    var pieces: [Piece] = []
    var next = 0
    var rest = Substring(self[english])
    while let mark = rest.firstIndex(of: "#") {
      if mark > rest.startIndex { pieces.append(.text(String(rest[..<mark]))) }
      rest = rest[rest.index(after: mark)...]
      if let digit = rest.first, digit.isASCII, let number = digit.wholeNumberValue {
        pieces.append(.place(number - 1))
        rest = rest.dropFirst()
      } else {
        pieces.append(.place(next))
        next += 1
      }
    }
    return rest.isEmpty ? pieces : pieces + [.text(String(rest))]
  }

  private func isolated(_ text: String, _ mark: String) -> String {
    isRightToLeft && areTranslated ? mark + text + "\u{2069}" : text
  }

  private func translation(of english: String) -> String? {
    guard let column else { return nil }
    let row = Self.tables.lazy.compactMap { $0[english] }.first
    return row.flatMap { $0.indices.contains(column) ? $0[column] : nil }
  }

  /// A name, a title or an address in its own direction, so that it doesn't change the order of what is around it.
  package func isolated(_ text: String) -> String {
    let marks = isolation(of: text)
    return marks.opening + text + marks.closing
  }

  /// The characters around a text that keep it in its own direction; none where that can only be the page's.
  package func isolation(of text: String) -> (opening: String, closing: String) {
    needsIsolation(text) ? ("\u{2068}", "\u{2069}") : ("", "")
  }

  /// Whether a text has letters of the other direction than the page's or, on a page that is read from right to left,
  /// digits: those are read from left to right. A sentence of ours with values in it has its marks already.
  package func needsIsolation(_ text: String) -> Bool {
    let characters = text.unicodeScalars
    guard isRightToLeft else { return characters.contains(where: \.isRightToLeft) }
    return characters.first != "\u{2067}"
      && characters.contains {
        ($0.properties.isAlphabetic || $0.properties.numericType != nil) && !$0.isRightToLeft
      }
  }

  /// The words that a page's scripts show, where they are not English.
  package func used(in script: String) -> [(english: String, word: String)] {
    guard areTranslated else { return [] }
    return Self.words(in: script).compactMap { english in translation(of: english).map { (english, $0) } }
  }

  /// The texts that a script shows: whatever stands between quotation marks in `word("…")`, in order.
  package static func words(in script: String) -> [String] {
    var words: [String] = []
    var known: Set<String> = []
    for part in script.split(separator: "word(", omittingEmptySubsequences: false).dropFirst() {
      let text = part.drop(while: \.isWhitespace)
      guard text.first == "\"", let end = text.dropFirst().firstIndex(of: "\"") else { continue }
      let word = String(text[text.index(after: text.startIndex)..<end])
      if known.insert(word).inserted { words.append(word) }
    }
    return words
  }

  /// Whether a language is written from right to left: by its script, if its tag names one.
  package static func isRightToLeft(_ language: String) -> Bool {
    let parts = language.lowercased().split(separator: "-")
    if let script = parts.dropFirst().first(where: { $0.count == 4 && $0.allSatisfy(\.isLetter) }) {
      return ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg", "mand", "samr"].contains(script)
    }
    return [
      "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi", "ji",
    ].contains(parts.first ?? "")
  }
}

extension Unicode.Scalar {
  /// Whether it is in a block of scripts that are written from right to left, such as Hebrew and Arabic.
  fileprivate var isRightToLeft: Bool {
    switch value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}
