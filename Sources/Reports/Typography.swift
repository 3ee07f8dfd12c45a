import Notebooks

/// Sets prose as a printer would: with curly quotes, true minus signs, en dashes in ranges, narrow spaces in numbers and
/// before units.
///
/// It knows nothing of code, formulas and values, which never come here.
package struct Typography: Sendable {
  private let quotes: Quotes
  private let isFrench: Bool
  private let isWritten: Bool

  package init(language: String) {
    let name = String(language.lowercased().prefix { $0 != "-" })
    quotes = Quotes.of[name] ?? Quotes()
    isFrench = name == "fr"
    isWritten = !["zh", "ja"].contains(name)
  }

  /// - Parameter previous: the last character before the text; `nil` at the beginning of a line of text.
  package func typeset(_ text: String, after previous: Character? = nil) -> String {
    guard text.utf8.contains(where: { Self.marks.contains($0) }) else { return text }
    var line = Line(characters: Array(text), previous: previous)
    while let character = line.next() {
      switch character {
      case "\"": line.write(line.opens ? quotes.opening : quotes.closing)
      case "'": line.writeInnerQuote(quotes)
      case ".": line.writeStops()
      case "-": line.writeHyphen()
      case " ": line.writeSpace(isFrench: isFrench, joinsDigits: isWritten)
      default: line.write(character)
      }
    }
    return line.written
  }

  /// The bytes of characters that may change.
  private static let marks: Set<UInt8> = Set("\"'.- ".utf8)
}

/// The quotation marks of a language.
private struct Quotes: Sendable {
  var opening = "“", closing = "”", innerOpening = "‘", innerClosing = "’"

  static let of: [String: Quotes] = [
    "de": Quotes(opening: "„", closing: "“", innerOpening: "‚", innerClosing: "‘"),
    "fr": Quotes(opening: "«\u{202F}", closing: "\u{202F}»"),
    "es": Quotes(opening: "«", closing: "»"),
    "ja": Quotes(opening: "「", closing: "」", innerOpening: "『", innerClosing: "』"),
    "ar": Quotes(opening: "«", closing: "»"),
    "he": Quotes(opening: "”", innerOpening: "’"),
  ]
}

/// A text while it is read from one end to the other.
private struct Line {
  let characters: [Character]
  let previous: Character?
  /// The place after the character just read.
  private var place = 0
  private(set) var written = ""
  private var isInnerQuoteOpen = false

  init(characters: [Character], previous: Character?) {
    self.characters = characters
    self.previous = previous
  }

  mutating func next() -> Character? {
    guard place < characters.count else { return nil }
    place += 1
    return characters[place - 1]
  }

  mutating func write(_ text: String) { written += text }

  mutating func write(_ character: Character) { written.append(character) }

  /// The character at a distance from the one just read.
  private func neighbor(_ distance: Int) -> Character? {
    let index = place - 1 + distance
    if index == -1 { return previous }
    return characters.indices.contains(index) ? characters[index] : nil
  }

  /// Whether a quotation mark here begins a quotation.
  var opens: Bool {
    guard let before = neighbor(-1) else { return true }
    return before.isWhitespace || "([{–—-/“‘„«‚\"".contains(before)
  }

  /// An apostrophe becomes an inner quotation mark, or stays one: it closes only what has been opened.
  mutating func writeInnerQuote(_ quotes: Quotes) {
    if opens, !isDecade {
      isInnerQuoteOpen = true
      write(quotes.innerOpening)
    } else if isInnerQuoteOpen, neighbor(1).map({ !$0.isLetter }) ?? true {
      isInnerQuoteOpen = false
      write(quotes.innerClosing)
    } else {
      write("’")
    }
  }

  /// Whether an apostrophe here replaces a century: '90s.
  private var isDecade: Bool { isDigit(1) && isDigit(2) && neighbor(3) == "s" }

  private func isDigit(_ distance: Int) -> Bool {
    neighbor(distance).map { ("0"..."9").contains($0) } ?? false
  }

  /// A character of a word, from which a hyphen does not begin a negative number.
  private func isWord(_ distance: Int) -> Bool {
    neighbor(distance).map { $0.isLetter || $0.isNumber || "_.)]-".contains($0) } ?? false
  }

  /// Three full stops become an ellipsis.
  mutating func writeStops() {
    guard neighbor(1) == ".", neighbor(2) == ".", neighbor(3) != ".", neighbor(-1) != "." else {
      return write(".")
    }
    place += 2
    write("…")
  }

  /// A hyphen stays, or becomes a minus sign before a number, an en dash in a range, or a dash if it is one of several.
  mutating func writeHyphen() {
    if neighbor(1) == "-" {
      let count = characters[(place - 1)...].prefix { $0 == "-" }.count
      guard count <= 3 else {
        place += count - 1
        return write(String(repeating: "-", count: count))
      }
      place += count - 1
      return write(count == 2 ? "–" : "—")
    }
    if isDigit(1), !isWord(-1) { return write("−") }
    write(isInRange ? "–" : "-")
  }

  /// Whether the hyphen just read joins two numbers that nothing else is joined to: 3-5, but neither GPT-2 nor 2024-05-01.
  private var isInRange: Bool {
    guard isDigit(-1), isDigit(1) else { return false }
    var (start, end) = (-1, 1)
    while isDigit(start - 1) || (neighbor(start - 1) == "." && isDigit(start - 2)) { start -= 1 }
    while isDigit(end + 1) || (neighbor(end + 1) == "." && isDigit(end + 2)) { end += 1 }
    return !isWord(start - 1) && neighbor(end + 1).map { !($0.isLetter || "-_/".contains($0)) } ?? true
  }

  /// A space within a number, or before a unit or a French mark, is narrow, and no line ends there.
  mutating func writeSpace(isFrench: Bool, joinsDigits: Bool) {
    let isNarrow =
      (isDigit(-1) && (isBeforeUnit || (joinsDigits && isBetweenThousands)))
      || (isFrench && neighbor(1).map { ";:!?»".contains($0) } ?? false)
      || (isFrench && neighbor(-1) == "«")
    write(isNarrow ? "\u{202F}" : " ")
  }

  private var isBetweenThousands: Bool {
    guard isDigit(1), isDigit(2), isDigit(3), !isWord(4) || neighbor(4) == "." else { return false }
    var start = -1
    while isDigit(start - 1) { start -= 1 }
    return start >= -3 && neighbor(start - 1).map { !($0.isLetter || ".,-".contains($0)) } ?? true
  }

  private var isBeforeUnit: Bool {
    var word = ""
    var distance = 1
    while let character = neighbor(distance), character.isLetter || "%°/".contains(character), distance < 8 {
      word.append(character)
      distance += 1
    }
    return Self.units.contains(word)
  }

  private static let units: Set<String> = [
    "%", "°", "°C", "µs", "μs", "ns", "ms", "s", "min", "h", "Hz", "kHz", "MHz", "GHz", "B", "kB", "KB", "MB",
    "GB", "TB",
    "KiB", "MiB", "GiB", "MB/s", "GB/s", "px", "pt", "mm", "cm", "m", "km", "kg", "FLOP", "FLOPs", "FLOP/s",
    "GFLOP/s", "dB",
  ]
}
