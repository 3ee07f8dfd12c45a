internal import Kernels

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
    let fields = try CSVFields(file: file, separator: separator)
    self.file = file
    self.fields = fields
    firstRow = hasHeader ? min(1, fields.rowCount) : 0
    header = firstRow == 0 ? [] : fields.texts(0)
  }

  /// How many rows there are.
  public var rowCount: Int { fields.rowCount - firstRow }

  /// The fields of each row; they are made each time.
  public var rows: [[String]] { (firstRow..<fields.rowCount).map { fields.texts($0) } }

  /// The line on which each row begins, counted from 1; they are counted each time.
  public var lines: [Int] { fields.lines(of: fields.table.rows[firstRow...]) }

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
    try read(columns, label: nil).values
  }

  private func read(_ columns: [Int], label: Int?) throws(FileError) -> TextTable.Numbers {
    check(columns)
    let numbers = fields.table.numbers(columns: columns, label: label, firstRow: firstRow) { place in
      let text = trimmed(fields.text(place))
      // Float(String) would read what is before a byte of 0 and drop the rest.
      return text.utf8.contains(0) ? nil : Float(text)
    }
    guard let wrong = numbers.wrong else { return numbers }
    let row = firstRow + wrong / columns.count, column = columns[wrong % columns.count]
    throw fields.error(
      fields.table.rows[row], "a number in field \(column + 1)",
      "“\(fields.text(fields.table.fields(row: row)[column]))”")
  }

  /// A data set of these feature columns, with the classes named in another one, numbered in the order of their first
  /// appearance or, where all are whole numbers, of their size.
  ///
  /// - Throws: `FileError` at the first feature that is no number.
  public func dataset(features: [Int], label: Int) throws(FileError) -> Dataset<Int> {
    check([label])
    let numbers = try read(features, label: label)
    let (targets, names) = classes(at: numbers.labels)
    return Dataset(
      values: numbers.values, sampleShape: [features.count], targets: targets,
      featureNames: header.isEmpty ? [] : features.map { header[$0] }, classNames: names)
  }

  /// The class of each text, and the classes' names.
  private func classes(at places: [Int]) -> (targets: [Int], names: [String]) {
    let pieces = fields.table.distinct(places)
    var names: [String] = []
    var known: [String: Int] = [:]
    var classes = pieces.map { piece in
      piece.texts.map { place in
        let name = trimmed(fields.text(place))
        if let number = known[name] { return number }
        names.append(name)
        known[name] = names.count - 1
        return names.count - 1
      }
    }
    let sizes = names.compactMap { Int($0) }
    if sizes.count == names.count {
      let order = names.indices.sorted { sizes[$0] < sizes[$1] }
      var ranks = order
      for (rank, number) in order.enumerated() { ranks[number] = rank }
      classes = classes.map { piece in piece.map { ranks[$0] } }
      names = order.map { names[$0] }
    }
    let targets = [Int](unsafeUninitializedCapacity: places.count / 2) { targets, count in
      for (piece, classes) in zip(pieces, classes) {
        for number in piece.numbers {
          targets[count] = classes[Int(number)]
          count += 1
        }
      }
    }
    return (targets, names)
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
