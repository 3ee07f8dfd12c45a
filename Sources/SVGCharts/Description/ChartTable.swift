/// The numbers of a chart as rows of text.
public struct ChartTable: Hashable, Sendable {
  /// The columns' names.
  public var columns: [String]
  /// Which columns hold numbers, so that these are aligned by their decimal points.
  public var isNumeric: [Bool]
  /// As many texts in each row as there are columns.
  public var rows: [[String]]
  /// What was left out; `nil` where the table is complete.
  public var note: String?

  /// A table of its parts.
  public init(columns: [String], isNumeric: [Bool], rows: [[String]], note: String? = nil) {
    self.columns = columns
    self.isNumeric = isNumeric
    self.rows = rows
    self.note = note
  }
}

extension Chart {
  /// The data that the chart draws, at most ``ChartTable/greatestCount`` rows of them.
  ///
  /// Names and numbers are those that the marks were given, numbers with a plain minus sign and up to six digits.
  /// Longer data keep evenly spaced rows, with the first and the last, and the note says so.
  public var dataTable: ChartTable { ChartTable(marks) }
}

extension ChartTable {
  /// How many rows a table has at most.
  public static let greatestCount = 200

  init(_ marks: [Mark]) {
    var columns: [String] = []
    var records: [[String: PlottedValue]] = []
    for mark in marks where !type(of: mark.content).traits.contains(.plane) {
      let values = mark.content.encoding.namedValues
      for (name, _) in values where !columns.contains(name) { columns.append(name) }
      for index in 0..<mark.content.encoding.count {
        var record: [String: PlottedValue] = [:]
        for (name, value) in values { record[name] = value.at(index) }
        records.append(record)
      }
    }
    let kept = ChartTable.evenly(records.count)
    rows = kept.map { index in columns.map { ChartTable.text(records[index][$0]) } }
    isNumeric = columns.map { column in
      records.allSatisfy { $0[column].map { $0.name == nil } ?? true }
    }
    self.columns = columns
    if kept.count < records.count { note = "\(kept.count) of \(records.count) rows, evenly spaced." }
  }

  private static func evenly(_ count: Int) -> [Int] {
    guard count > greatestCount else { return Array(0..<count) }
    return (0..<greatestCount).map { $0 * (count - 1) / (greatestCount - 1) }
  }

  private static func text(_ value: PlottedValue?) -> String {
    switch value {
    case .category(let name), .slot(let name, _): name
    case .number(let number): NumberFormat.machine(number)
    case .interval(let low, let high): "\(NumberFormat.machine(low)) – \(NumberFormat.machine(high))"
    case nil: ""
    }
  }
}
