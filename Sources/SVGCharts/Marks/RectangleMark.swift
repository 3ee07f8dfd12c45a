/// A rectangle: a heat map's cell, or a region of the plane.
///
/// Between categories it fills its cell; between numbers without an interval it fills the step to its neighbours.
public struct RectangleMark: ChartContent, ChartMark {
  static let traits: MarkTraits = [.cells, .partlyVisible]

  var encoding: MarkEncoding
  /// What a cell without a number means.
  var emptyMeaning: String?

  /// A cell at each pair of values.
  public init(x: PlottableValue, y: PlottableValue) {
    encoding = MarkEncoding(x: x, y: y)
  }

  /// A region; it reaches to the plot's edge where a side is left out.
  public init(
    xStart: PlottableValue? = nil, xEnd: PlottableValue? = nil, yStart: PlottableValue? = nil,
    yEnd: PlottableValue? = nil
  ) {
    encoding = MarkEncoding(x: xStart, xEnd: xEnd, y: yStart, yEnd: yEnd)
  }

  public var marks: [Mark] { [Mark(self)] }

  /// Cells that are placed at numbers reach half a step beyond them.
  func extend(_ extent: inout Extent, _ direction: Extent.Direction, for series: Series) {
    if series.lacksEnd, extent.includeSteps(around: series, direction) { extent.isFilled = true }
  }
}

extension RectangleMark {
  /// Rectangles that numbers colour are one path for each step of the ramp.
  func draw(_ series: Series, in plot: PlotDrawing, _ writer: inout SVGWriter) {
    let boxes = series.data.compactMap { datum -> (box: Box, level: Int)? in
      guard let box = anchor(of: datum, in: series, on: plot) else { return nil }
      let level = plot.scene.level(of: datum, in: series)
      return level == nil && datum.color?.number != nil ? nil : (box, level ?? -1)
    }
    func css(_ level: Int) -> String {
      (level < 0 ? plot.scene.color(of: series) : plot.scene.colors.color(ofLevel: level)).css
    }
    guard areCells(series) else {
      for (level, part) in Dictionary(grouping: boxes, by: \.level).sorted(by: { $0.key < $1.key }) {
        let path = part.map { PathBuilder.rectangle($0.box) }.joined()
        writer.element("path", [("d", path), ("fill", css(level))] + encoding.opacityAttribute)
      }
      return
    }
    var lines = CellLines()
    for (box, level) in boxes { lines.add(box, color: level) }
    lines.write(to: &writer, encoding.opacityAttribute, css: css)
  }

  /// Whether all rectangles are cells of a grid, not regions.
  private func areCells(_ series: Series) -> Bool {
    series.lacksEnd && series.data.allSatisfy { $0.x != nil && $0.y != nil }
  }

  /// A cell's rectangle, with a seam to its neighbours where cells are large enough.
  func anchor(of datum: Datum, in series: Series, on plot: PlotDrawing) -> Box? {
    if !series.lacksEnd || datum.x == nil || datum.y == nil { return region(datum, on: plot) }
    guard let h = plot.extent(of: datum.x, .x, in: series, share: 1),
      let v = plot.extent(of: datum.y, .y, in: series, share: 1)
    else { return nil }
    let seam = min(h.width, v.width) >= 12 ? 1.0 : 0
    return Box(
      x: h.start + seam / 2, y: v.start + seam / 2, width: max(0.2, h.width - seam),
      height: max(0.2, v.width - seam))
  }

  private func region(_ datum: Datum, on plot: PlotDrawing) -> Box? {
    func ends(_ a: PlottedValue?, _ b: PlottedValue?, _ scale: PositionScale) -> (Double, Double)? {
      if case .interval(let low, let high)? = a, b == nil {
        return scale.position(of: low).flatMap { low in scale.position(of: high).map { (low, $0) } }
      }
      return scale.reach(a, b).map { (min($0.from, $0.to), max($0.from, $0.to)) }
    }
    guard let h = ends(datum.x, datum.xEnd, plot.x), let v = ends(datum.y, datum.yEnd, plot.y) else {
      return nil
    }
    let (top, bottom) = (min(v.0, v.1), max(v.0, v.1))
    return Box(x: min(h.0, h.1), y: top, width: abs(h.1 - h.0), height: bottom - top)
  }
}

extension RectangleMark {
  private var isMatrix: Bool { encoding.color.value != nil }

  func noun(for series: Series) -> String { isMatrix ? "Heat map" : "Regions" }

  func subject(of series: Series, in narrator: Narrator) -> String {
    isMatrix
      ? " of \(narrator.scene.colors.label) by \(narrator.yName) and \(narrator.xName)"
      : narrator.relation("by")
  }

  func details(of series: Series, in narrator: Narrator) -> String {
    let all = series.data.filter { $0.color?.number?.isFinite == true }
    guard isMatrix, let least = all.min(by: { ($0.color?.number ?? 0) < ($1.color?.number ?? 0) }),
      let greatest = all.max(by: { ($0.color?.number ?? 0) < ($1.color?.number ?? 0) })
    else { return "." }
    func say(_ datum: Datum) -> String {
      "\(narrator.say(datum.color)) at \(narrator.say(datum.y)), \(narrator.say(datum.x))"
    }
    return
      ": \(NumberFormat.counted(series.data.count, "cell")), highest \(say(greatest)); lowest \(say(least))."
  }
}
