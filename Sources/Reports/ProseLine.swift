import Foundation

/// A text while it is read from one end to the other.
struct ProseLine {
  let characters: [Character]
  let previous: Character?
  /// The place after the character just read.
  private var place = 0
  private(set) var written = ""
  var quotations: OpenQuotations
  private let hasVerbatimWords: Bool

  init(characters: [Character], previous: Character?, quotations: OpenQuotations) {
    self.characters = characters
    self.previous = previous
    self.quotations = quotations
    hasVerbatimWords = zip(characters, characters.dropFirst()).contains { first, second in
      first == "@" || (first == ":" && second == "/") || (first == second && "-w".contains(first))
    }
  }

  mutating func next() -> Character? {
    guard place < characters.count else { return nil }
    place += 1
    return characters[place - 1]
  }

  mutating func write(_ text: String) { written += text }

  mutating func write(_ character: Character) { written.append(character) }

  /// The character at a distance from the one just read.
  func neighbor(_ distance: Int) -> Character? {
    let index = place - 1 + distance
    if index == -1 { return previous }
    return characters.indices.contains(index) ? characters[index] : nil
  }

  func isDigit(_ distance: Int) -> Bool {
    neighbor(distance).map { ("0"..."9").contains($0) } ?? false
  }

  /// A character of a word, from which a hyphen does not begin a negative number.
  private func isWord(_ distance: Int) -> Bool {
    neighbor(distance).map { $0.isLetter || $0.isNumber || "_.)]-".contains($0) } ?? false
  }

  /// Writes the word that begins with the character just read as it is, up to the punctuation after it, if it is an
  /// address or an option of a command.
  mutating func writeVerbatimWord() -> Bool {
    guard hasVerbatimWords, let first = neighbor(0), first.isLetter || first.isNumber || first == "-",
      neighbor(-1).map({ $0.isWhitespace || "([{<\"'“‘„«\u{2068}".contains($0) }) ?? true
    else { return false }
    var word = characters[(place - 1)...].prefix(2_000).prefix { !$0.isWhitespace }
    while let last = word.last, "\"'.,;:!?)]}>".contains(last) { word.removeLast() }
    guard Self.isVerbatim(word) else { return false }
    written += String(word)
    place += word.count - 1
    return true
  }

  private static func isVerbatim(_ word: ArraySlice<Character>) -> Bool {
    if word.starts(with: "--"), word.dropFirst(2).first?.isLetter ?? false { return true }
    if word.starts(with: "www.") { return true }
    guard word.contains("@") || word.contains(":") else { return false }
    let text = String(word)
    if let scheme = text.range(of: "://") { return text[..<scheme.lowerBound].allSatisfy(\.isLetter) }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0].last.map { $0.isLetter || $0.isNumber } ?? false
      && parts[1].contains(".")
  }

  /// Three full stops become an ellipsis, unless they are a range of Swift's.
  mutating func writeStops() {
    guard neighbor(1) == ".", neighbor(2) == ".", neighbor(3) != ".", neighbor(-1) != ".",
      !(isDigit(3) || (isDigit(-1) && neighbor(3) == "]"))
    else { return write(".") }
    place += 2
    write("…")
  }

  /// A hyphen stays, or becomes a minus sign before a number, an en dash in a range, or a dash if it is one of several.
  mutating func writeHyphen() {
    if neighbor(1) == "-" {
      let count = characters[(place - 1)...].prefix { $0 == "-" }.count
      guard count <= 3, neighbor(count) != ">", neighbor(-1) != "<" else {
        place += count - 1
        return write(String(repeating: "-", count: count))
      }
      place += count - 1
      return write(count == 2 ? "–" : "—")
    }
    if isDigit(1) || (neighbor(1) == "." && isDigit(2)) || neighbor(1) == "∞", !isWord(-1) {
      return write("−")
    }
    write(isInRange ? "–" : "-")
  }

  /// Whether the hyphen just read joins two numbers that nothing else is joined to: 3-5, but neither GPT-2 nor 2024-05-01.
  private var isInRange: Bool {
    guard isDigit(-1), isDigit(1) else { return false }
    var (start, end) = (-1, 1)
    while isDigit(start - 1) || (neighbor(start - 1) == "." && isDigit(start - 2)) { start -= 1 }
    while isDigit(end + 1) || (neighbor(end + 1) == "." && isDigit(end + 2)) { end += 1 }
    return !isWord(start - 1) && neighbor(end + 1).map { !($0.isLetter || "-_/".contains($0)) } ?? true
      && isRising(from: start, to: end)
  }

  /// Whether the number after the hyphen can end a range: 2019-21 and 3-5, but neither the month 2024-05 nor the
  /// telephone number 555-0123.
  private func isRising(from start: Int, to end: Int) -> Bool {
    let first = String((start..<0).compactMap(neighbor))
    let last = String((1...end).compactMap(neighbor))
    if first.contains(".") || last.contains(".") { return true }
    guard last.count == 1 || last.first != "0" else { return false }
    guard last.count <= first.count else { return true }
    return String(first.suffix(last.count)) < last
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
