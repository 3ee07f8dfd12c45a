/// A table of text: rows of fields between commas.
///
/// A field in double quotes may hold commas, line ends and, doubled, quotes (RFC 4180). Lines end in LF, CRLF or CR; an
/// empty line is no row. The file's bytes are kept, and fields become texts or numbers when they are asked for.
public struct CSV: Sendable, Equatable {
  /// The names in the first row; empty where the file has none.
  public let header: [String]
  private let fields: CSVFields
  private let file: String
  /// The first row that is not names.
  private let firstRow: Int

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - hasHeader: Whether the first row holds names.
  ///   - separator: The text between fields.
  /// - Throws: `FileError` where the file cannot be read, a quote stays open, something follows a closing quote, or a
  ///   row has another number of fields than the first.
  public init(file: String, hasHeader: Bool = true, separator: Character = ",") throws(FileError) {
    let fields = try CSVFields(try readUTF8(file), file: file, separator: separator)
    self.file = file
    self.fields = fields
    firstRow = hasHeader ? min(1, fields.rowCount) : 0
    header = firstRow == 0 ? [] : (0..<fields.width).map { fields.text(0, $0) }
  }

  /// How many rows there are.
  public var rowCount: Int { fields.rowCount - firstRow }

  /// The fields of each row; they are made each time.
  public var rows: [[String]] {
    (firstRow..<fields.rowCount).map { row in (0..<fields.width).map { fields.text(row, $0) } }
  }

  /// The line on which each row begins, counted from 1.
  public var lines: [Int] { Array(fields.lines[firstRow...]) }

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
  public func numbers(column: Int) throws(FileError) -> [Float] { try numbers(columns: [column]) }

  /// The numbers of some columns, row by row.
  ///
  /// - Throws: `FileError` at the first field that is no number.
  public func numbers(columns: [Int]) throws(FileError) -> [Float] {
    check(columns)
    let reader = DecimalReader()
    var wrong: (row: Int, column: Int)?
    let numbers = fields.bytes.withUnsafeBufferPointer { bytes in
      [Float](unsafeUninitializedCapacity: rowCount * columns.count) { numbers, count in
        for row in firstRow..<fields.rowCount {
          for column in columns {
            let place = fields.places[row * fields.width + column]
            guard let number = reader.number(bytes, place) ?? Float(trimmed(fields.text(row, column))) else {
              wrong = (row, column)
              return
            }
            numbers[count] = number
            count += 1
          }
        }
      }
    }
    guard let wrong else { return numbers }
    throw FileError(
      file: file, place: .line(fields.lines[wrong.row]), expected: "a number in field \(wrong.column + 1)",
      found: "“\(fields.text(wrong.row, wrong.column))”")
  }

  /// A data set of these feature columns, with the classes named in another one, numbered in the order of their first
  /// appearance or, where all are whole numbers, of their size.
  ///
  /// - Throws: `FileError` at the first feature that is no number.
  public func dataset(features: [Int], label: Int) throws(FileError) -> Dataset<Int> {
    let values = try numbers(columns: features)
    check([label])
    var classes: [String] = []
    var known: [String: Int] = [:]
    var targets = (firstRow..<fields.rowCount).map { row -> Int in
      let name = trimmed(fields.text(row, label))
      if let number = known[name] { return number }
      classes.append(name)
      known[name] = classes.count - 1
      return classes.count - 1
    }
    let numbers = classes.compactMap { Int($0) }
    if numbers.count == classes.count {
      let order = classes.indices.sorted { numbers[$0] < numbers[$1] }
      var ranks = order
      for (rank, number) in order.enumerated() { ranks[number] = rank }
      targets = targets.map { ranks[$0] }
      classes = order.map { classes[$0] }
    }
    return Dataset(
      values: values, sampleShape: [features.count], targets: targets,
      featureNames: header.isEmpty ? [] : features.map { header[$0] }, classNames: classes)
  }

  private func check(_ columns: [Int]) {
    for column in columns {
      precondition(
        rowCount == 0 || (0..<fields.width).contains(column),
        "column \(column) of a table of \(fields.width) columns")
    }
  }

  private func trimmed(_ text: String) -> String {
    // No character of one byte above the space is white.
    if let first = text.utf8.first, let last = text.utf8.last, (33..<127) ~= first, (33..<127) ~= last {
      return text
    }
    guard let first = text.firstIndex(where: { !$0.isWhitespace }) else { return "" }
    let last = text.lastIndex { !$0.isWhitespace } ?? first
    return String(text[first...last])
  }
}
