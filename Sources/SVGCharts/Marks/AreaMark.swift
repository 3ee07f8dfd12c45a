/// The region between a line and zero, or between two lines.
///
///     AreaMark(x: .value("step", steps), yStart: .value("loss", low), yEnd: .value("loss", high)).opacity(0.2)
public struct AreaMark: ChartContent, InterpolatedMark {
  static let traits: MarkTraits = [.ground]

  var encoding: MarkEncoding
  var stacking: MarkStacking
  var interpolation = InterpolationMethod.linear

  /// From zero to `y`; areas that differ in colour or series are stacked.
  public init(
    x: PlottableValue, y: PlottableValue, series: PlottableValue? = nil,
    stacking: MarkStacking = .standard
  ) {
    encoding = MarkEncoding(x: x, y: y, series: series)
    self.stacking = stacking
  }

  /// From `yStart` to `yEnd`: a band, such as the interval over seeds.
  public init(
    x: PlottableValue, yStart: PlottableValue, yEnd: PlottableValue, series: PlottableValue? = nil
  ) {
    encoding = MarkEncoding(x: x, y: yStart, yEnd: yEnd, series: series)
    stacking = .unstacked
  }

  public var marks: [Mark] { [Mark(self)] }

  private var isBand: Bool { encoding.yEnd != nil }

  func growsFromZero(_ direction: Extent.Direction, isHorizontal: Bool) -> Bool { direction == .y }

  func extend(_ extent: inout Extent, _ direction: Extent.Direction, for series: Series) {
    if direction == .x { extent.isFilled = true }
  }
}

extension AreaMark {
  private typealias Run = (upper: [Spot], lower: [Spot])

  func draw(_ series: Series, in plot: PlotDrawing, _ writer: inout SVGWriter) {
    let runs = runs(of: series, on: plot)
    let path = PathBuilder.region(
      runs.map { (Simplification.line($0.upper), Simplification.line($0.lower)) }, interpolation)
    guard !path.isEmpty else { return }
    let opacity = encoding.opacity ?? (isBand ? 0.18 : series.colorName == nil ? 0.3 : 0.75)
    let color = plot.scene.color(of: series).css
    writer.element("path", [("d", path), ("fill", color), ("fill-opacity", SVGWriter.number(opacity))])
    let hasLine = plot.scene.series.contains { $0.has(.curve) && $0.colorName == series.colorName }
    guard !isBand, opacity < 0.6, !hasLine else { return }
    // a light fill alone is too faint for its shape to be read
    let isStacked = series.data.contains { $0.yEnd != nil }
    let edges = runs.map { Simplification.line(isStacked ? $0.lower : $0.upper) }
    let edge = PathBuilder.path(edges, interpolation)
    writer.element("path", [("d", edge), ("fill", "none"), ("stroke", color), ("stroke-width", "1.5")])
  }

  /// The borders of each stretch without a gap.
  private func runs(of series: Series, on plot: PlotDrawing) -> [Run] {
    var runs: [Run] = [([], [])]
    for datum in series.data {
      if let px = datum.x.flatMap(plot.x.position(of:)), let value = datum.y,
        let (py, base) = plot.reach(value, datum.yEnd, on: plot.y)
      {
        runs[runs.count - 1].upper.append(Spot(x: px, y: plot.limited(py)))
        runs[runs.count - 1].lower.append(Spot(x: px, y: plot.limited(base)))
      } else if !runs[runs.count - 1].upper.isEmpty {
        runs.append(([], []))
      }
    }
    return runs
  }
}

extension AreaMark {
  func noun(for series: Series) -> String { isBand ? "Band" : "Area chart" }

  func details(of series: Series, in narrator: Narrator) -> String { narrator.courses(like: series) }
}
