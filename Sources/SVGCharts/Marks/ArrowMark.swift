/// Arrows from one place to another: displacements, gradients, the path of an optimizer.
///
///     ArrowMark(x: .value("w₁", 1), y: .value("w₂", 2), dx: -0.3, dy: -0.1)
public struct ArrowMark: ChartContent, ChartMark {
  static let traits: MarkTraits = [.partlyVisible, .separateEnds]

  var encoding: MarkEncoding

  /// From one place to another.
  public init(
    xStart: PlottableValue, yStart: PlottableValue, xEnd: PlottableValue, yEnd: PlottableValue
  ) {
    encoding = MarkEncoding(x: xStart, xEnd: xEnd, y: yStart, yEnd: yEnd)
  }

  /// From a place by a displacement.
  public init(x: PlottableValue, y: PlottableValue, dx: Double, dy: Double) {
    self.init(
      xStart: x, yStart: y, xEnd: ArrowMark.moved(x, by: [dx]), yEnd: ArrowMark.moved(y, by: [dy]))
  }

  /// From each place by its displacement.
  ///
  /// - Precondition: arrays of one length.
  public init(x: PlottableValue, y: PlottableValue, dx: [Double], dy: [Double]) {
    precondition(
      x.values.count == dx.count && y.values.count == dy.count,
      "ArrowMark expects \(x.values.count) displacements but got \(dx.count) and \(dy.count)")
    self.init(xStart: x, yStart: y, xEnd: ArrowMark.moved(x, by: dx), yEnd: ArrowMark.moved(y, by: dy))
  }

  private static func moved(_ value: PlottableValue, by distances: [Double]) -> PlottableValue {
    let ends = zip(value.values, distances).map { PlottedValue.number(($0.number ?? .nan) + $1) }
    return PlottableValue(label: value.label, values: ends, isArray: value.isArray)
  }

  public var marks: [Mark] { [Mark(self)] }

  var usualColor: ChartColor? { .muted }
}

extension ArrowMark {
  func draw(_ series: Series, in plot: PlotDrawing, _ writer: inout SVGWriter) {
    var (path, heads) = ("", "")
    for (start, end) in series.data.compactMap(plot.segment) {
      path += "M\(PathBuilder.text(start))L\(PathBuilder.text(end))"
      heads += PathBuilder.head(from: start, to: end)
    }
    guard !path.isEmpty else { return }
    if !heads.isEmpty, plot.scene.isFilledPlane { drawCasing(path + heads, in: &writer) }
    writer.element("path", [("d", path)] + plot.stroke(series, width: 1.4))
    guard !heads.isEmpty else { return }
    writer.element(
      "path", [("d", heads), ("fill", plot.scene.color(of: series).css)] + encoding.opacityAttribute)
  }

  /// A rim in the background's colour that separates arrows from a field, whose colours go from light to dark.
  private func drawCasing(_ path: String, in writer: inout SVGWriter) {
    writer.element(
      "path",
      [
        ("d", path), ("fill", "none"), ("stroke", ChartColor.background.css), ("stroke-width", "3.4"),
        ("stroke-linejoin", "round"), ("stroke-linecap", "round"), ("opacity", "0.6"),
      ])
  }

  func swatch(for series: Series, in scene: Scene) -> Legend.Swatch { .line(scene.lineStyle(of: series)) }

  func occupy(_ grid: inout OccupancyGrid, with series: Series, on layout: Layout) {
    grid.occupySegments(of: series, on: layout)
  }

  func annotationPositions(for series: Series) -> [MarkAnnotation.Position] {
    [.topTrailing, .bottomTrailing, .topLeading, .bottomLeading]
  }
}

extension ArrowMark {
  var prominence: Int { 0 }
  func noun(for series: Series) -> String { "Lines" }
}
