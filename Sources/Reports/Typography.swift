import Notebooks

/// Sets prose as a printer would: with curly quotes, true minus signs, en dashes in ranges, narrow spaces in numbers and
/// before units.
///
/// It knows nothing of code, formulas and values, which never come here. Addresses and options of commands, which
/// prose may have, keep their characters.
package struct Typography: Sendable {
  private let quotes: QuotationMarks
  private let isFrench: Bool
  private let isWritten: Bool

  package init(language: String) {
    let name = String(language.lowercased().prefix { $0 != "-" })
    quotes = QuotationMarks(language: language)
    isFrench = name == "fr"
    isWritten = !["zh", "ja"].contains(name)
  }

  package func typeset(_ text: String, after previous: Character? = nil) -> String {
    var quotations = OpenQuotations()
    return typeset(text, after: previous, in: &quotations)
  }

  /// - Parameters:
  ///   - previous: The last character before the text; `nil` at the beginning of a line of text.
  ///   - quotations: What earlier pieces of the line have opened.
  func typeset(_ text: String, after previous: Character?, in quotations: inout OpenQuotations) -> String {
    guard text.utf8.contains(where: { Self.marks.contains($0) }) else { return text }
    var line = ProseLine(characters: Array(text), previous: previous, quotations: quotations)
    while let character = line.next() {
      if line.writeVerbatimWord() { continue }
      switch character {
      case "\"": line.writeQuote(quotes)
      case "'": line.writeInnerQuote(quotes)
      case ".": line.writeStops()
      case "-": line.writeHyphen()
      case " ": line.writeSpace(isFrench: isFrench, joinsDigits: isWritten)
      default: line.write(character)
      }
    }
    quotations = line.quotations
    return line.written
  }

  /// The bytes of characters that may change.
  private static let marks: Set<UInt8> = Set("\"'.- ".utf8)
}
