import Displays
import SVGCharts

extension Displayable where Self: SVGPicture {
  public var displays: [Display] { [.figure(Figure(self))] }
}

extension Chart: Displayable {}
extension ChartGrid: Displayable {}
extension NetworkDiagram: Displayable {}
extension GraphDiagram: Displayable {}
extension AttentionDiagram: Displayable {}

extension Figure {
  /// The drawing, for wide and for narrow pages, with its text alternative and its numbers.
  init(_ picture: some SVGPicture) {
    self.init(
      svg: picture.responsiveSVG(id: Figures.nextID()), alternative: picture.alternative,
      data: Table(picture.dataTable))
  }
}

extension Table {
  /// The numbers that a picture draws.
  init(_ table: ChartTable) {
    let columns = zip(table.columns, table.isNumeric).map { Column($0, alignment: $1 ? .trailing : .leading) }
    self.init(columns: columns, rows: table.rows)
  }
}

/// Shows one picture at successive moments, for the reader to scrub through.
///
///     frames(over: snapshots.map { ("epoch \($0.epoch)", $0.chart) })
public func frames(over moments: [(String, some SVGPicture)]) {
  frames(over: moments.map { ($0.0, Figure($0.1)) })
}
