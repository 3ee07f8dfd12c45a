import Displays

extension Table {
  /// A table of values of any kind. A column of numbers is aligned to its end, and at its decimal points; a number may have
  /// a unit and an uncertainty, as in "97 %" and "0.31 ± 0.02", and a dash may stand for one.
  ///
  ///     Table(columns: ["layer", "parameters"], rows: [["hidden", 2_176], ["output", 1_290]])
  ///
  /// - Precondition: every row has one value per column.
  @_disfavoredOverload
  public init(columns: [String], rows: [[Any]], caption: String? = nil) {
    let texts = rows.map { $0.map(ValueText.prose) }
    let columns = columns.enumerated().map { index, title in
      let isNumeric =
        !rows.isEmpty && rows.allSatisfy { index < $0.count && Table.isNumber($0[index]) }
        || NumberCell.areNumbers(texts.compactMap { index < $0.count ? $0[index] : nil })
      return Column(title, alignment: isNumeric ? .trailing : .leading)
    }
    self.init(columns: columns, rows: texts, caption: caption)
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
