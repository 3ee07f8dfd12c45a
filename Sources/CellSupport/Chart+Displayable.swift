import Displays
import SVGCharts

extension Chart: Displayable {
  public var displays: [Display] { [.figure(figure)] }

  /// The drawing with its text alternative and its numbers.
  var figure: Figure {
    Figure(svg: svg(id: Figures.nextID()), alternative: alternative, data: Table(dataTable))
  }
}

extension Table {
  /// The numbers that a chart draws.
  init(_ table: ChartTable) {
    let columns = zip(table.columns, table.isNumeric).map { Column($0, alignment: $1 ? .trailing : .leading) }
    self.init(columns: columns, rows: table.rows)
  }
}

/// Shows one chart at successive moments, for the reader to scrub through.
///
///     frames(over: snapshots.map { ("epoch \($0.epoch)", $0.chart) })
public func frames(over moments: [(String, Chart)]) {
  frames(over: moments.map { ($0.0, $0.1.figure) })
}
