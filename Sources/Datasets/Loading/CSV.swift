/// A table of text: rows of fields between commas.
///
/// A field in double quotes may hold commas, line ends and, doubled, quotes (RFC 4180). Lines end in LF or CRLF; an
/// empty line is no row.
public struct CSV: Sendable, Equatable {
  /// The names in the first row; empty where the file has none.
  public let header: [String]
  /// The fields of each row.
  public let rows: [[String]]
  /// The line on which each row begins, counted from 1.
  public let lines: [Int]
  private let file: String

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - hasHeader: Whether the first row holds names.
  ///   - separator: What stands between fields.
  /// - Throws: `FileError` where the file cannot be read, a quote stays open, something follows a closing quote, or a
  ///   row has another number of fields than the first.
  public init(file: String, hasHeader: Bool = true, separator: Character = ",") throws(FileError) {
    var parser = CSVParser(file: file, separator: separator)
    try parser.parse(try readText(file))
    let width = parser.rows.first?.count ?? 0
    for (row, line) in zip(parser.rows, parser.lines) where row.count != width {
      throw FileError(
        file: file, place: .line(line), expected: "\(width) fields, as in the first row",
        found: "\(row.count)")
    }
    self.file = file
    header = hasHeader ? parser.rows.first ?? [] : []
    rows = Array(parser.rows.dropFirst(hasHeader ? 1 : 0))
    lines = Array(parser.lines.dropFirst(hasHeader ? 1 : 0))
  }

  /// The place of a named column.
  ///
  /// - Throws: `FileError` where there is no such name.
  public func column(_ name: String) throws(FileError) -> Int {
    guard let column = header.firstIndex(of: name) else {
      throw FileError(
        file: file, place: .line(1), expected: "a column “\(name)”",
        found: header.isEmpty ? "no header" : header.joined(separator: ", "))
    }
    return column
  }

  /// A column's numbers.
  ///
  /// - Throws: `FileError` at the first field that is no number.
  public func numbers(column: Int) throws(FileError) -> [Float] {
    var numbers: [Float] = []
    for (row, line) in zip(rows, lines) {
      guard let number = Float(trimmed(row[column])) else {
        throw FileError(
          file: file, place: .line(line), expected: "a number in field \(column + 1)",
          found: "“\(row[column])”")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// A data set of these feature columns, with the classes named in another one, numbered in the order of their first
  /// appearance or, where all are whole numbers, of their size.
  ///
  /// - Throws: `FileError` at the first feature that is no number.
  public func dataset(features: [Int], label: Int) throws(FileError) -> Dataset<Int> {
    var columns: [[Float]] = []
    for feature in features { columns.append(try numbers(column: feature)) }
    let names = rows.map { trimmed($0[label]) }
    var seen: Set<String> = []
    var classes = names.filter { seen.insert($0).inserted }
    let numbers = classes.compactMap { Int($0) }
    if numbers.count == classes.count { classes = numbers.sorted().map { String($0) } }
    let numbered = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($0.element, $0.offset) })
    return Dataset(
      values: rows.indices.flatMap { row in columns.map { $0[row] } }, sampleShape: [features.count],
      targets: names.map { numbered[$0] ?? 0 },
      featureNames: header.isEmpty ? [] : features.map { header[$0] }, classNames: classes)
  }

  private func trimmed(_ text: String) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }) else { return "" }
    let last = text.lastIndex { !$0.isWhitespace } ?? first
    return String(text[first...last])
  }
}

/// Walks through the text character by character.
private struct CSVParser {
  let file: String
  let separator: Character
  private(set) var rows: [[String]] = []
  private(set) var lines: [Int] = []
  private var row: [String] = []
  private var field = ""
  private var line = 1
  private var rowLine = 1

  private enum State { case start, plain, quoted(line: Int), closed }
  private var state = State.start

  init(file: String, separator: Character) {
    (self.file, self.separator) = (file, separator)
  }

  mutating func parse(_ text: String) throws(FileError) {
    for character in text { try take(character) }
    if case .quoted(let line) = state {
      throw FileError(
        file: file, place: .line(line), expected: "a closing quote", found: "the end of the file")
    }
    endRow()
  }

  private mutating func take(_ character: Character) throws(FileError) {
    switch (state, character) {
    case (.quoted, "\""): state = .closed
    case (.quoted, _): field.append(character)
    case (.closed, "\""):
      field.append(character)
      state = .quoted(line: line)
    case (.start, "\""): state = .quoted(line: line)
    case (_, separator): endField()
    case (_, _) where character.isNewline: endRow()
    case (.closed, _):
      throw FileError(
        file: file, place: .line(line), expected: "a separator behind the closing quote",
        found: "“\(character)”")
    default:
      field.append(character)
      state = .plain
    }
    if character.isNewline {
      line += 1
      if case .quoted = state {} else { rowLine = line }
    }
  }

  private mutating func endField() {
    row.append(field)
    field = ""
    state = .start
  }

  private mutating func endRow() {
    if case .start = state, row.isEmpty { return }
    endField()
    rows.append(row)
    lines.append(rowLine)
    row = []
  }
}
