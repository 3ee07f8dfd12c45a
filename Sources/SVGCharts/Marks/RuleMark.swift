/// A straight line across the plot, or between two values.
///
///     RuleMark(y: .value("target", 0.1)).lineStyle(.dashed).annotation { "target" }
public struct RuleMark: ChartContent, ChartMark {
  static let traits: MarkTraits = [.rule, .partlyVisible]

  var encoding: MarkEncoding
  /// The direction of a line that has one end and goes to the plot's edge on the other side.
  private var ray: Extent.Direction?

  /// A vertical line from `yStart` to `yEnd`; an end that is left out is the plot's edge.
  public init(x: PlottableValue, yStart: PlottableValue? = nil, yEnd: PlottableValue? = nil) {
    encoding = MarkEncoding(x: x, y: yStart, yEnd: yEnd)
    if (yStart == nil) != (yEnd == nil) { ray = .y }
  }

  /// A horizontal line from `xStart` to `xEnd`; an end that is left out is the plot's edge.
  public init(y: PlottableValue, xStart: PlottableValue? = nil, xEnd: PlottableValue? = nil) {
    encoding = MarkEncoding(x: xStart, xEnd: xEnd, y: y)
    if (xStart == nil) != (xEnd == nil) { ray = .x }
  }

  /// A segment from one point to another: an interval at an angle.
  public init(
    xStart: PlottableValue, yStart: PlottableValue, xEnd: PlottableValue, yEnd: PlottableValue
  ) {
    encoding = MarkEncoding(x: xStart, xEnd: xEnd, y: yStart, yEnd: yEnd)
  }

  public var marks: [Mark] { [Mark(self)] }

  var usualColor: ChartColor? { .muted }
}

extension RuleMark {
  func draw(_ series: Series, in plot: PlotDrawing, _ writer: inout SVGWriter) {
    let path = series.data.compactMap { ends(of: $0, on: plot) }.map { start, end in
      "M\(PathBuilder.text(start))L\(PathBuilder.text(end))"
    }.joined()
    if !path.isEmpty { writer.element("path", [("d", path)] + plot.stroke(series, width: 1.4)) }
  }

  private func ends(of datum: Datum, on plot: PlotDrawing) -> (Spot, Spot)? {
    let (x, y) = (plot.x, plot.y)
    if isLevel(datum) {
      guard let py = datum.y.flatMap(y.position(of:)) else { return nil }
      return (Spot(x: plot.area.x, y: py), Spot(x: plot.area.maxX, y: py))
    }
    if isUpright(datum) {
      guard let px = datum.x.flatMap(x.position(of:)) else { return nil }
      return (Spot(x: px, y: plot.area.maxY), Spot(x: px, y: plot.area.y))
    }
    if ray == .y || ray == nil && datum.xEnd == nil {
      guard let px = datum.x.flatMap(x.position(of:)), let (from, to) = y.reach(datum.y, datum.yEnd) else {
        return nil
      }
      return (Spot(x: px, y: from), Spot(x: px, y: to))
    }
    if ray == .x || ray == nil && datum.yEnd == nil {
      guard let py = datum.y.flatMap(y.position(of:)), let (from, to) = x.reach(datum.x, datum.xEnd) else {
        return nil
      }
      return (Spot(x: from, y: py), Spot(x: to, y: py))
    }
    return plot.segment(datum)
  }

  private func isLevel(_ datum: Datum) -> Bool { datum.x == nil && datum.xEnd == nil }
  private func isUpright(_ datum: Datum) -> Bool { datum.y == nil && datum.yEnd == nil }

  func swatch(for series: Series, in scene: Scene) -> Legend.Swatch { .line(scene.lineStyle(of: series)) }

  func occupy(_ grid: inout OccupancyGrid, with series: Series, on layout: Layout) {
    grid.occupySegments(of: series, on: layout)
  }

  func anchor(of datum: Datum, in series: Series, on plot: PlotDrawing) -> Box? {
    let area = plot.area
    if isLevel(datum), let py = datum.y.flatMap(plot.y.position(of:)) {
      return Box(x: area.x, y: py, width: area.width, height: 0)
    }
    if isUpright(datum), let px = datum.x.flatMap(plot.x.position(of:)) {
      return Box(x: px, y: area.y, width: 0, height: area.height)
    }
    return plot.box(around: datum, size: 2)
  }

  func annotationPositions(for series: Series) -> [MarkAnnotation.Position] {
    [.topTrailing, .bottomTrailing, .topLeading, .bottomLeading]
  }
}

extension RuleMark {
  var prominence: Int { 0 }
  func noun(for series: Series) -> String { "Lines" }
}
