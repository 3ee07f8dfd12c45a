/// A line through data.
///
/// Given arrays it is one line. Given single values, in a loop, each is a point of a line, and those that agree
/// in series, colour and style are joined in the order they come. A value that isn't finite leaves a gap.
public struct LineMark: ChartContent, InterpolatedMark {
  static let traits: MarkTraits = [.curve]

  var encoding: MarkEncoding
  var interpolation = InterpolationMethod.linear

  /// A line through all data, or with `series` a line for each of its values.
  public init(x: PlottableValue, y: PlottableValue, series: PlottableValue? = nil) {
    encoding = MarkEncoding(x: x, y: y, series: series)
  }

  public var marks: [Mark] { [Mark(self)] }

  func extend(_ extent: inout Extent, _ direction: Extent.Direction, for series: Series) {
    if direction == .x { extent.isFilled = true }
  }
}

extension LineMark {
  func draw(_ series: Series, in plot: PlotDrawing, _ writer: inout SVGWriter) {
    var runs: [[Spot]] = [[]]
    for datum in series.data {
      if let px = datum.x.flatMap(plot.x.position(of:)), let py = datum.y.flatMap(plot.y.position(of:)) {
        runs[runs.count - 1].append(Spot(x: px, y: plot.limited(py)))
      } else if !runs[runs.count - 1].isEmpty {
        runs.append([])
      }
    }
    let kept = interpolation == .linear ? runs.map { Simplification.line($0) } : runs
    // a restless line of many data would fill the plot solidly
    let isDense = Double(kept.map(\.count).reduce(0, +)) > plot.area.width
    let width = isDense ? 1 : ChartStyle.lineWidth
    let path = PathBuilder.path(kept.filter { $0.count > 1 }, interpolation)
    if !path.isEmpty { writer.element("path", [("d", path)] + plot.stroke(series, width: width)) }
    // a lone datum between gaps still shows, as a dot
    let dots = PathBuilder.path(kept.filter { $0.count == 1 }, interpolation)
    guard !dots.isEmpty else { return }
    writer.element(
      "path",
      [
        ("d", dots), ("fill", "none"), ("stroke", plot.scene.color(of: series).css),
        ("stroke-width", SVGWriter.number(isDense ? 2 : ChartStyle.lineWidth * 2.5)),
        ("stroke-linecap", "round"),
      ])
  }

  func swatch(for series: Series, in scene: Scene) -> Legend.Swatch { .line(scene.lineStyle(of: series)) }

  func occupy(_ grid: inout OccupancyGrid, with series: Series, on layout: Layout) {
    var previous: Spot?
    for datum in series.data {
      let spot = layout.spot(datum.x, datum.y)
      if let spot, let previous {
        grid.occupy(from: previous, to: spot)
      } else if let spot {
        grid.occupy(spot)
      }
      previous = spot
    }
  }
}

extension LineMark {
  var prominence: Int { 2 }
  func noun(for series: Series) -> String { "Line chart" }

  func details(of series: Series, in narrator: Narrator) -> String { narrator.courses(like: series) }
}
