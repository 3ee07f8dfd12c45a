/// The page's own words in the notebook's language if they are known, and otherwise in English.
package struct PageWords: Sendable {
  private let column: Int?

  private static let languages = ["de", "fr", "es", "ar", "zh", "ja", "he"]

  /// - Parameter language: a language's tag, `de` or `de-AT`.
  package init(language: String = "en") {
    let name = language.lowercased().prefix { $0 != "-" }
    column = Self.languages.firstIndex { $0 == name }
  }

  package subscript(english: String) -> String {
    guard let column, let words = Self.table[english], words.indices.contains(column) else { return english }
    return words[column]
  }

  /// The words that a page's script shows, where they are not English.
  package var forScript: [(english: String, word: String)] {
    column == nil ? [] : Self.scriptWords.map { ($0, self[$0]) }
  }

  private static let scriptWords = [
    "Copy", "Copied", "Next", "Copy this code", "Not copied", "Dark", "Light",
    "Change between light and dark", "Play", "Pause", "Back", "Again", "Step # of #", "Moment", "Save as SVG",
    "Save as CSV", "Show all # rows", "Search all chapters (key /)",
    "Clear", "Undo", "Examples", "Stop", "Write on", "Draw again",
  ]

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
