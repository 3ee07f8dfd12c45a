/// A matrix as coloured cells, its first row on top.
///
///     HeatMap(x: .value("predicted", names), y: .value("actual", names), values: .value("count", confusion), labels: true)
public struct HeatMap: ChartContent, Sendable, Hashable {
  public var marks: [Mark]

  /// - Parameters:
  ///   - x: the columns' names.
  ///   - y: the rows' names.
  ///   - label: what the values are called.
  ///   - values: the rows, each with one number a column.
  ///   - labels: whether to write the numbers into the cells.
  ///   - empty: what a cell means whose value isn't finite, such as "no influence"; a note under the drawing says it.
  /// - Precondition: `values` has a row for each `y` and a number for each `x`.
  public init<Row: Collection>(
    x: PlottableValue, y: PlottableValue, label: String = "value", values: [Row], labels: Bool = false,
    empty: String? = nil
  ) where Row.Element: Plottable {
    precondition(
      values.count == y.values.count && values.allSatisfy { $0.count == x.values.count },
      "HeatMap expects \(y.values.count) × \(x.values.count) numbers but got \(values.count) rows of "
        + "\(values.map(\.count))")
    let cells = values.flatMap { row in row.map(\.plotted) }
    let names = x.values.enumerated().map(HeatMap.slot)
    let columns = y.values.flatMap { _ in names }
    let rows = y.values.enumerated().flatMap { row in names.map { _ in HeatMap.slot(row) } }
    var cell = RectangleMark(
      x: PlottableValue(label: x.label, values: columns, isArray: true),
      y: PlottableValue(label: y.label, values: rows, isArray: true))
    cell.encoding.color = .by(PlottableValue(label: label, values: cells, isArray: true))
    cell.emptyMeaning = empty
    if labels {
      let texts = NumberFormat.column(cells.map { $0.number ?? .nan })
      cell.encoding.annotation = MarkAnnotation(position: .overlay, texts: texts)
    }
    marks = [Mark(cell)]
  }

  /// Rows and columns are names that may repeat, even where they are numbers.
  private static func slot(_ place: (offset: Int, element: PlottedValue)) -> PlottedValue {
    let value = place.element
    return .slot(value.name ?? NumberFormat.plain(value.number ?? .nan), place.offset)
  }
}
