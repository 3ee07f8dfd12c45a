import Displays

extension Table {
  /// A table of values of any kind. A column of numbers is aligned to its end.
  ///
  ///     Table(columns: ["layer", "parameters"], rows: [["hidden", 2_176], ["output", 1_290]])
  ///
  /// - Precondition: every row has one value per column.
  @_disfavoredOverload
  public init(columns: [String], rows: [[Any]], caption: String? = nil) {
    let columns = columns.enumerated().map { index, title in
      let isNumeric = !rows.isEmpty && rows.allSatisfy { index < $0.count && Table.isNumber($0[index]) }
      return Column(title, alignment: isNumeric ? .trailing : .leading)
    }
    self.init(columns: columns, rows: rows.map { $0.map(ValueText.prose) }, caption: caption)
  }

  /// A table with a row for each element of a sequence.
  ///
  ///     Table(of: runs, ("optimizer", { $0.name }), ("loss", { $0.loss }))
  public init<Element>(
    of elements: some Sequence<Element>, _ columns: (String, (Element) -> Any)..., caption: String? = nil
  ) {
    let rows = elements.map { element in columns.map { $0.1(element) } }
    self.init(columns: columns.map(\.0), rows: rows, caption: caption)
  }

  private static func isNumber(_ value: Any) -> Bool {
    value is any BinaryInteger || value is any BinaryFloatingPoint
  }
}
