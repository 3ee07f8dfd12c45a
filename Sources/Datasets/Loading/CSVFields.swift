internal import Kernels

/// Where the rows and fields of a table are in its bytes.
struct CSVFields: Sendable, Equatable {
  let table: TextTable
  private let file: String

  var rowCount: Int { table.rows.count }
  /// How many fields a row has.
  var width: Int { table.width }

  init(file: String, separator: Character) throws(FileError) {
    let separator = Array(String(separator).utf8)
    precondition(
      separator != [quote] && separator != [lineFeed] && separator != [carriageReturn],
      "fields cannot be separated by a quote or a line end")
    self.file = file
    table = TextTable(try readUTF8(file, padding: TextTable.padding), separator: separator)
    if let fault = table.fault { throw error(fault) }
  }

  /// The texts of a row's fields, without their quotes.
  func texts(_ row: Int) -> [String] { table.fields(row: row).map { text($0) } }

  /// The text of a field, without its quotes.
  func text(_ place: Range<Int>) -> String {
    let bytes = table.bytes
    guard let first = bytes[place].first, first == quote else {
      return String(decoding: bytes[place], as: UTF8.self)
    }
    let inside = String(decoding: bytes[place.lowerBound + 1..<place.upperBound - 1], as: UTF8.self)
    return inside.contains("\"\"") ? inside.replacing("\"\"", with: "\"") : inside
  }

  /// The lines, counted from 1, on which these places are, which are in order. Lines end in LF, CR LF or CR.
  func lines(of places: some Sequence<Int>) -> [Int] {
    var (line, next) = (1, 0)
    return table.bytes.withUnsafeBufferPointer { bytes in
      places.map { place in
        while next < place {
          let isInPair = bytes[next] == carriageReturn && bytes[next + 1] == lineFeed
          if bytes[next] == lineFeed || bytes[next] == carriageReturn, !isInPair { line += 1 }
          next += 1
        }
        return line
      }
    }
  }

  private func error(_ fault: TextTable.Fault) -> FileError {
    switch fault {
    case .width(let row, let count): error(row, "\(width) fields, as in the first row", "\(count)")
    case .openQuote(let place): error(place, "a closing quote", "the end of the file")
    case .afterQuote(let place):
      error(place, "a separator after the closing quote", "“\(character(at: place))”")
    }
  }

  private func character(at place: Int) -> Substring {
    String(decoding: table.bytes[place..<min(place + 32, table.size)], as: UTF8.self).prefix(1)
  }

  /// An error on the line of a place.
  func error(_ place: Int, _ expected: String, _ found: String) -> FileError {
    FileError(file: file, place: .line(lines(of: [place])[0]), expected: expected, found: found)
  }
}

private let quote = UInt8(ascii: "\""), lineFeed = UInt8(ascii: "\n"), carriageReturn = UInt8(ascii: "\r")
