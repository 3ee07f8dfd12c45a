/// A bar from zero to a value, or over an interval.
///
/// A category, or an interval of numbers, is the bar's place and the number its length, so bars stand or lie by what
/// they are given. Bars in one place are stacked, or side by side with ``ChartContent/position(by:)``.
public struct BarMark: ChartContent, Sendable, Hashable {
  public var marks: [Mark]

  public init(x: PlottableValue, y: PlottableValue, stacking: MarkStacking = .standard) {
    var mark = Mark(.bar, x: x, y: y)
    mark.stacking = stacking
    marks = [mark]
  }

  /// A standing bar that need not begin at zero.
  public init(x: PlottableValue, yStart: PlottableValue, yEnd: PlottableValue) {
    var mark = Mark(.bar, x: x, y: yStart, yEnd: yEnd)
    mark.stacking = .unstacked
    marks = [mark]
  }

  /// A lying bar that need not begin at zero.
  public init(xStart: PlottableValue, xEnd: PlottableValue, y: PlottableValue) {
    var mark = Mark(.bar, x: xStart, xEnd: xEnd, y: y)
    mark.stacking = .unstacked
    marks = [mark]
  }
}

/// A rectangle: a heat map's cell, or a region of the plane.
///
/// Between categories it fills its cell; between numbers without an interval it fills the step to its neighbours.
public struct RectangleMark: ChartContent, Sendable, Hashable {
  public var marks: [Mark]

  public init(x: PlottableValue, y: PlottableValue) {
    marks = [Mark(.rectangle, x: x, y: y)]
  }

  /// A region; what is left out extends over the whole plot.
  public init(
    xStart: PlottableValue? = nil, xEnd: PlottableValue? = nil, yStart: PlottableValue? = nil,
    yEnd: PlottableValue? = nil
  ) {
    marks = [Mark(.rectangle, x: xStart, xEnd: xEnd, y: yStart, yEnd: yEnd)]
  }
}

/// A matrix as coloured cells, its first row on top.
///
///     HeatMap(x: .value("predicted", names), y: .value("actual", names), values: .value("count", confusion), labels: true)
public struct HeatMap: ChartContent, Sendable, Hashable {
  public var marks: [Mark]

  /// - Parameters:
  ///   - x: the columns' names.
  ///   - y: the rows' names.
  ///   - label: the name of what the cells hold.
  ///   - values: the rows, each with one number a column.
  ///   - labels: whether to write the numbers into the cells.
  /// - Precondition: `values` has a row for each `y` and a number for each `x`.
  public init<Row: Collection>(
    x: PlottableValue, y: PlottableValue, label: String = "value", values: [Row], labels: Bool = false
  ) where Row.Element: Plottable {
    precondition(
      values.count == y.values.count && values.allSatisfy { $0.count == x.values.count },
      "HeatMap expects \(y.values.count) × \(x.values.count) numbers but got \(values.count) rows of "
        + "\(values.map(\.count))")
    let cells = values.flatMap { row in row.map(\.plotted) }
    let names = x.values.enumerated().map(HeatMap.slot)
    let columns = y.values.flatMap { _ in names }
    let rows = y.values.enumerated().flatMap { row in names.map { _ in HeatMap.slot(row) } }
    var mark = Mark(
      .rectangle, x: PlottableValue(label: x.label, values: columns, isArray: true),
      y: PlottableValue(label: y.label, values: rows, isArray: true))
    mark.color = .by(PlottableValue(label: label, values: cells, isArray: true))
    if labels {
      let texts = NumberFormat.column(cells.map { $0.number ?? .nan })
      mark.annotation = MarkAnnotation(position: .overlay, texts: texts)
    }
    marks = [mark]
  }

  /// Rows and columns are names that may repeat, also where they are numbers.
  private static func slot(_ place: (offset: Int, element: PlottedValue)) -> PlottedValue {
    let value = place.element
    return .slot(value.name ?? NumberFormat.plain(value.number ?? .nan), place.offset)
  }
}
