/// Where the fields of a table are in its bytes.
struct CSVFields: Sendable, Equatable {
  let bytes: [UInt8]
  /// The fields row by row, those in quotes with their quotes.
  private(set) var places: [Range<Int>] = []
  /// The line on which each row begins, counted from 1.
  private(set) var lines: [Int] = []
  /// How many fields a row has.
  private(set) var width = 0

  var rowCount: Int { lines.count }

  init(_ bytes: [UInt8], file: String, separator: Character) throws(FileError) {
    self.bytes = bytes
    let separator = Array(String(separator).utf8)
    precondition(
      separator != [quote] && separator != [lineFeed] && separator != [carriageReturn],
      "fields cannot be separated by a quote or a line end")
    // An upper bound: a separator in quotes ends no field.
    places.reserveCapacity(bytes.count { $0 == separator[0] || $0 == lineFeed || $0 == carriageReturn } + 1)
    let failure = bytes.withUnsafeBufferPointer { text -> FileError? in
      var scanner = CSVScanner(text: text, separator: separator, file: file)
      do throws(FileError) {
        while let line = scanner.nextRow() {
          try scanner.scanRow(&places)
          lines.append(line)
          if lines.count == 1 { width = places.count }
          try scanner.check(places.count - (lines.count - 1) * width, against: width, line)
        }
        return nil
      } catch { return error }
    }
    if let failure { throw failure }
  }

  /// The text of a field, without its quotes.
  func text(_ row: Int, _ column: Int) -> String {
    let place = places[row * width + column]
    guard let first = bytes[place].first, first == quote else {
      return String(decoding: bytes[place], as: UTF8.self)
    }
    let inside = String(decoding: bytes[place.lowerBound + 1..<place.upperBound - 1], as: UTF8.self)
    return inside.contains("\"\"") ? inside.replacing("\"\"", with: "\"") : inside
  }
}

private let quote = UInt8(ascii: "\""), lineFeed = UInt8(ascii: "\n"), carriageReturn = UInt8(ascii: "\r")

/// Walks through the bytes row by row and field by field. In UTF-8 no character's bytes occur inside another's, so
/// a search for bytes finds characters.
private struct CSVScanner {
  let text: UnsafeBufferPointer<UInt8>
  let separator: [UInt8]
  let file: String
  private var place = 0
  private var line = 1

  init(text: UnsafeBufferPointer<UInt8>, separator: [UInt8], file: String) {
    (self.text, self.separator, self.file) = (text, separator, file)
  }

  /// Goes on to the next row that is not empty.
  ///
  /// - Returns: Its line; nil at the end of the file.
  mutating func nextRow() -> Int? {
    while place < text.count, isLineEnd(text[place]) { passLineEnd() }
    return place < text.count ? line : nil
  }

  mutating func scanRow(_ places: inout [Range<Int>]) throws(FileError) {
    while true {
      let start = place
      if start < text.count, text[start] == quote { try passQuoted() } else { passPlain() }
      places.append(start..<place)
      if place == text.count { return }
      if isLineEnd(text[place]) { return passLineEnd() }
      place += separator.count
    }
  }

  /// On to the separator or line end after the field.
  private mutating func passPlain() {
    let first = separator[0]
    while place < text.count {
      let byte = text[place]
      if isLineEnd(byte) || byte == first && isSeparator(at: place) { return }
      place += 1
    }
  }

  private mutating func passQuoted() throws(FileError) {
    let opening = line
    place += 1
    while place < text.count {
      if isLineEnd(text[place]) {
        passLineEnd()
      } else if text[place] != quote {
        place += 1
      } else if place + 1 < text.count, text[place + 1] == quote {
        place += 2
      } else {
        place += 1
        return try checkEndOfField()
      }
    }
    throw error(opening, "a closing quote", "the end of the file")
  }

  private func checkEndOfField() throws(FileError) {
    if place == text.count || isLineEnd(text[place]) || isSeparator(at: place) { return }
    let next = String(decoding: text[place..<min(place + 32, text.count)], as: UTF8.self).prefix(1)
    throw error(line, "a separator after the closing quote", "“\(next)”")
  }

  func check(_ count: Int, against width: Int, _ line: Int) throws(FileError) {
    if count != width { throw error(line, "\(width) fields, as in the first row", "\(count)") }
  }

  private func error(_ line: Int, _ expected: String, _ found: String) -> FileError {
    FileError(file: file, place: .line(line), expected: expected, found: found)
  }

  @inline(__always)
  private func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }

  @inline(__always)
  private func isSeparator(at place: Int) -> Bool {
    if separator.count == 1 { return text[place] == separator[0] }
    return text[place...].starts(with: separator)
  }

  /// Over LF, CR LF or CR.
  private mutating func passLineEnd() {
    let isPair = text[place] == carriageReturn && place + 1 < text.count && text[place + 1] == lineFeed
    place += isPair ? 2 : 1
    line += 1
  }
}
