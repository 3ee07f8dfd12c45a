/// Reads the entries of a BibTeX file.
///
///     @article{hochreiter1997,
///       author = {Hochreiter, Sepp and Schmidhuber, J{\"u}rgen},
///       title  = "Long short-term memory",
///       year   = 1997, month = nov,
///     }
///
/// Entries, `@string`, `@preamble` and `@comment` are known. Text outside of entries is a comment. An entry with a mistake is
/// reported at its place and left out; reading goes on with the next line that begins with `@`. What is probably a slip is warned
/// of: an unknown type, and a field whose name is almost that of a known one.
struct BibTeXReader {
  private let bytes: [UInt8]
  private let places: LinePlaces
  private let diagnostics: Diagnostics
  private var position = 0
  /// The texts of `@string`, by name, and the names of the months.
  private var strings = Self.months
  private var entries: [BibliographyEntry] = []

  private static let months = Dictionary(
    uniqueKeysWithValues: zip(
      ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
      ]))
  /// The most bytes of a field, with the texts of `@string` in it.
  private static let longest = 20_000
  /// The most bytes of all fields, and the most mistakes; reading ends there.
  private static let mostText = 32 << 20
  private static let mostMistakes = 100
  private var textLength = 0
  private var mistakes = 0
  /// The most warnings, and the most unknown names of fields that are compared with the known ones.
  private static let mostWarnings = 100
  private static let mostNames = 1000
  private var warnings = 0
  /// What is wrong with the names of fields so far, or nothing.
  private var names: [String: String?] = [:]

  /// Why an entry can't be read, and where.
  private struct Mistake: Error {
    var message: String
    var offset: Int
  }

  private init(_ text: SourceLines, _ diagnostics: Diagnostics) {
    self.diagnostics = diagnostics
    let bytes = Array(text.lines.joined(separator: [0x0A]))
    self.bytes = bytes
    places = LinePlaces(bytes)
  }

  static func read(_ text: SourceLines, diagnostics: Diagnostics) -> [BibliographyEntry] {
    var reader = BibTeXReader(text, diagnostics)
    reader.read()
    return reader.entries
  }

  private mutating func read() {
    var places: [String: SourceLocation] = [:]
    while mistakes < Self.mostMistakes, let start = bytes[position...].firstIndex(of: UInt8(ascii: "@")) {
      position = start + 1
      do throws(Mistake) {
        guard let entry = try entry() else { continue }
        if let first = places[entry.key] {
          diagnostics.error(
            "the entry '\(entry.key)' is already in line \(first.line)", at: entry.location,
            stopsProgram: false)
        } else {
          places[entry.key] = entry.location
          entries.append(entry)
        }
      } catch {
        diagnostics.error(error.message, at: location(of: error.offset), stopsProgram: false)
        mistakes += 1
        skip(from: max(start + 1, error.offset))
      }
    }
  }

  /// Goes on with the next line that begins with `@`.
  private mutating func skip(from offset: Int) {
    position = offset
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "@"), position == 0 || bytes[position - 1] == 0x0A { return }
      position += 1
    }
  }

  // MARK: Entries

  /// The entry after an `@`; `nil` for what is not a work.
  private mutating func entry() throws(Mistake) -> BibliographyEntry? {
    let mark = position - 1
    let kind = word().lowercased()
    if kind.isEmpty { return nil }
    skipBlanks()
    guard let close = opening() else {
      if kind == "comment" { return nil }
      throw Mistake(message: "'{' is missing after '@\(kind)'", offset: position)
    }
    switch kind {
    case "comment", "preamble":
      _ = try group(until: close)
      return nil
    case "string":
      for field in try fields(until: close, of: "@string") { strings[field.name] = field.value }
      return nil
    default: break
    }
    skipBlanks()
    let start = position
    let key = bytes[start...].prefix { !$0.isBlank && $0 != 0x0A && $0 != UInt8(ascii: ",") && $0 != close }
    guard !key.isEmpty else { throw Mistake(message: "this entry has no key", offset: start) }
    position = key.endIndex
    skipBlanks()
    if mayWarn { warn(BibTeXVocabulary.mistake(inType: kind), at: mark) }
    var entry = BibliographyEntry(key: key.string, kind: kind, location: location(of: start))
    if take(UInt8(ascii: ",")) {
      for field in try fields(until: close, of: "'\(entry.key)'") where entry.fields[field.name] == nil {
        if mayWarn { warn(mistake(inField: field.name), at: field.offset) }
        entry.fields[field.name] = Self.text(field)
      }
    } else if !take(close) {
      throw Mistake(message: "a comma is missing after the key '\(entry.key)'", offset: position)
    }
    return entry
  }

  /// A field's text as the list of references has it.
  private static func text(_ field: Field) -> String {
    switch field.name {
    // Names are divided before their braces go.
    case "author", "editor": field.value
    case "url", "doi": LaTeXText.address(field.value)
    default: LaTeXText.decoded(field.value)
    }
  }

  private mutating func mistake(inField name: String) -> String? {
    if let known = names[name] { return known }
    guard names.count < Self.mostNames else { return nil }
    let mistake = BibTeXVocabulary.mistake(inField: name)
    names.updateValue(mistake, forKey: name)
    return mistake
  }

  private var mayWarn: Bool { warnings < Self.mostWarnings }

  private mutating func warn(_ message: String?, at offset: Int) {
    guard let message else { return }
    warnings += 1
    diagnostics.warning(message, at: location(of: offset))
  }

  private mutating func opening() -> UInt8? {
    if take(UInt8(ascii: "{")) { return UInt8(ascii: "}") }
    return take(UInt8(ascii: "(")) ? UInt8(ascii: ")") : nil
  }

  private struct Field {
    /// In lower case.
    var name: String
    var value: String
    /// Where its name is.
    var offset: Int
  }

  private mutating func fields(until close: UInt8, of owner: String) throws(Mistake) -> [Field] {
    var fields: [Field] = []
    while true {
      skipBlanks()
      if take(close) { return fields }
      let start = position
      let name = word()
      guard !name.isEmpty else {
        let isOver = start >= bytes.count
        throw Mistake(
          message: isOver ? "\(owner) is not closed" : "here the name of a field of \(owner) is missing",
          offset: start)
      }
      skipBlanks()
      guard take(UInt8(ascii: "=")) else {
        throw Mistake(message: "'=' is missing after the field's name '\(name)'", offset: position)
      }
      fields.append(Field(name: name.lowercased(), value: try value(), offset: start))
      skipBlanks()
      if take(UInt8(ascii: ",")) { continue }
      if take(close) { return fields }
      let isOver = position >= bytes.count || bytes[position] == UInt8(ascii: "@")
      throw Mistake(
        message: isOver
          ? "\(owner) is not closed: a brace in its field '\(name)', or at its end, is missing"
          : "a comma is missing after the field '\(name)'", offset: position)
    }
  }

  /// Texts joined by `#`.
  private mutating func value() throws(Mistake) -> String {
    var value = ""
    repeat {
      skipBlanks()
      let start = position
      if take(UInt8(ascii: "{")) {
        value += try group(until: UInt8(ascii: "}"))
      } else if take(UInt8(ascii: "\"")) {
        value += try group(until: UInt8(ascii: "\""))
      } else {
        let name = word()
        if name.isEmpty { throw Mistake(message: "here a field's text is missing", offset: start) }
        if name.utf8.allSatisfy(\.isDigit) {
          value += name
        } else if let text = strings[name.lowercased()] {
          value += text
        } else {
          let hint = Suggestion.hint(for: name, among: strings.keys.sorted())
          throw Mistake(message: "no '@string' has the name '\(name)'\(hint)", offset: start)
        }
      }
      guard value.utf8.count <= Self.longest else {
        throw Mistake(message: "this text has more than \(Self.longest) bytes", offset: start)
      }
      textLength += value.utf8.count
      guard textLength <= Self.mostText else {
        mistakes = Self.mostMistakes
        throw Mistake(message: "the fields up to here are too long; the rest is not read", offset: start)
      }
      skipBlanks()
    } while take(UInt8(ascii: "#"))
    return value
  }

  /// The text up to the mark that closes it, outside of braces.
  private mutating func group(until close: UInt8) throws(Mistake) -> String {
    let start = position
    var depth = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if depth == 0, byte == close { return bytes[start..<(position - 1)].string }
      switch byte {
      case UInt8(ascii: "\\") where position < bytes.count && "{}\\".utf8.contains(bytes[position]):
        position += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth < 0 { throw Mistake(message: "this '}' closes nothing", offset: position - 1) }
      default: break
      }
    }
    throw Mistake(message: "this text is not closed", offset: start - 1)
  }

  // MARK: Words and places

  private mutating func word() -> String {
    let word = bytes[position...].prefix {
      $0.isLetter || $0.isDigit || $0 >= 0x80 || "-_:.+/*!$&?;<>|".utf8.contains($0)
    }
    position = word.endIndex
    return word.string
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position].isBlank || bytes[position] == 0x0A { position += 1 }
  }

  private func location(of offset: Int) -> SourceLocation { places.location(of: offset) }
}
