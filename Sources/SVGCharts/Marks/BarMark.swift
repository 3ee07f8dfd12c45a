/// A bar from zero to a value, or over an interval.
///
/// A category, or an interval of numbers, is the bar's place and the number its length, so bars are upright or level
/// according to their values. Bars in one place are stacked, or side by side with ``ChartContent/position(by:)``.
public struct BarMark: ChartContent, ChartMark {
  static let traits: MarkTraits = [.bars]

  var encoding: MarkEncoding
  var stacking: MarkStacking
  /// The radius at the end away from zero; `nil` follows from the bar's size.
  var cornerRadius: Double?

  /// A bar from zero, upright or level according to which value is the number.
  public init(x: PlottableValue, y: PlottableValue, stacking: MarkStacking = .standard) {
    encoding = MarkEncoding(x: x, y: y)
    self.stacking = stacking
  }

  /// An upright bar that need not begin at zero.
  public init(x: PlottableValue, yStart: PlottableValue, yEnd: PlottableValue) {
    encoding = MarkEncoding(x: x, y: yStart, yEnd: yEnd)
    stacking = .unstacked
  }

  /// A level bar that need not begin at zero.
  public init(xStart: PlottableValue, xEnd: PlottableValue, y: PlottableValue) {
    encoding = MarkEncoding(x: xStart, xEnd: xEnd, y: y)
    stacking = .unstacked
  }

  public var marks: [Mark] { [Mark(self)] }

  func isHorizontal(_ datum: Datum) -> Bool {
    if encoding.xEnd != nil { return true }
    if encoding.yEnd != nil { return false }
    switch (datum.x, datum.y) {
    case (.number, .category), (.number, .slot), (.number, .interval): return true
    default: return false
    }
  }

  func growsFromZero(_ direction: Extent.Direction, isHorizontal: Bool) -> Bool {
    isHorizontal == (direction == .x)
  }

  /// Bars that are placed at numbers reach half a step beyond them.
  func extend(_ extent: inout Extent, _ direction: Extent.Direction, for series: Series) {
    if series.isHorizontal == (direction == .y) { extent.includeSteps(around: series, direction) }
  }
}

extension ChartContent {
  /// Rounds the corners of bars.
  public func cornerRadius(_ radius: Double) -> MarkGroup {
    changed(BarMark.self) { $0.cornerRadius = radius }
  }

  /// Places bars of one category side by side instead of on top of each other.
  public func position(by value: PlottableValue) -> MarkGroup {
    changed { $0.encoding.position = value }
  }
}

extension BarMark {
  func draw(_ series: Series, in plot: PlotDrawing, _ writer: inout SVGWriter) {
    let attributes = [("fill", plot.scene.color(of: series).css)] + encoding.opacityAttribute
    writer.group(attributes) { writer in
      for datum in series.data {
        guard let box = box(of: datum, in: series, on: plot) else { continue }
        var attributes: [SVGWriter.Attribute] = [("d", outline(of: box, datum, series))]
        if let level = plot.scene.level(of: datum, in: series) {
          attributes.append(("fill", plot.scene.colors.color(ofLevel: level).css))
        }
        writer.element("path", attributes)
      }
    }
  }

  /// A bar's rectangle; `nil` for one that has no place.
  private func box(of datum: Datum, in series: Series, on plot: PlotDrawing) -> Box? {
    let isHorizontal = series.isHorizontal
    let along = isHorizontal ? plot.x : plot.y
    let start = isHorizontal ? datum.x : datum.y
    let end = isHorizontal ? datum.xEnd : datum.yEnd
    guard let start, let (from, to) = plot.reach(start, end, on: along),
      let side = plot.extent(
        of: isHorizontal ? datum.y : datum.x, isHorizontal ? .y : .x, in: series, share: 0.74)
    else { return nil }
    let width = side.width / Double(datum.slots)
    let near = side.start + width * Double(datum.slot)
    let thickness = max(0.5, datum.slots > 1 ? width - min(2, width * 0.15) : width)
    let (low, high) = (plot.limited(min(from, to)), plot.limited(max(from, to)))
    return isHorizontal
      ? Box(x: min(from, to), y: near, width: abs(to - from), height: thickness)
      : Box(x: near, y: low, width: thickness, height: high - low)
  }

  /// A bar's outline, its corners rounded at the end that is away from zero; parts of a stack have square ones.
  private func outline(of box: Box, _ datum: Datum, _ series: Series) -> String {
    let isHorizontal = series.isHorizontal
    let isPart = stacking != .unstacked && series.colorName != nil && datum.slots == 1
    let usual = isPart ? 0 : min(2.5, min(box.width, box.height) / 3)
    let r = min(cornerRadius ?? usual, box.width / 2, box.height / 2)
    guard r > 0.3, series.lacksEnd || cornerRadius != nil else { return PathBuilder.rectangle(box) }
    let value = (isHorizontal ? datum.xEnd ?? datum.x : datum.yEnd ?? datum.y)?.number ?? 0
    let radius = SVGWriter.number(r)
    func arc(_ dx: Double, _ dy: Double, _ sweep: Int) -> String {
      "a\(radius) \(radius) 0 0 \(sweep) \(SVGWriter.number(dx)) \(SVGWriter.number(dy))"
    }
    let sign = value < 0 ? -1.0 : 1.0
    let sweep = value < 0 ? 0 : 1
    if isHorizontal {
      let root = value < 0 ? box.maxX : box.x
      let reach = SVGWriter.number(sign * (box.width - r))
      let back = SVGWriter.number(-sign * (box.width - r))
      return "M\(SVGWriter.number(root)) \(SVGWriter.number(box.y))h\(reach)\(arc(sign * r, r, sweep))"
        + "v\(SVGWriter.number(box.height - 2 * r))\(arc(-sign * r, r, sweep))h\(back)z"
    }
    let root = value < 0 ? box.y : box.maxY
    let reach = SVGWriter.number(-sign * (box.height - r))
    let back = SVGWriter.number(sign * (box.height - r))
    return "M\(SVGWriter.number(box.x)) \(SVGWriter.number(root))v\(reach)\(arc(r, -sign * r, sweep))"
      + "h\(SVGWriter.number(box.width - 2 * r))\(arc(r, sign * r, sweep))v\(back)z"
  }

  func anchor(of datum: Datum, in series: Series, on plot: PlotDrawing) -> Box? {
    box(of: datum, in: series, on: plot)
  }

  func annotationPositions(for series: Series) -> [MarkAnnotation.Position] {
    series.isHorizontal ? [.trailing, .leading] : [.top, .bottom]
  }
}

extension BarMark {
  func noun(for series: Series) -> String { isHistogram(series) ? "Histogram" : "Bar chart" }

  func subject(of series: Series, in narrator: Narrator) -> String {
    if series.isHorizontal { return narrator.relation("by", isFlipped: true) }
    return isHistogram(series) ? " of \(narrator.xName)" : narrator.relation("by")
  }

  func details(of series: Series, in narrator: Narrator) -> String {
    series.isHorizontal && !isHistogram(series)
      ? extremes(like: series, value: \.x, place: \.y, in: narrator)
      : extremes(like: series, value: \.y, place: \.x, in: narrator)
  }

  private func isHistogram(_ series: Series) -> Bool {
    if case .interval? = series.data.first?.x { return true }
    return false
  }

  private func extremes(
    like series: Series, value: KeyPath<Datum, PlottedValue?>, place: KeyPath<Datum, PlottedValue?>,
    in narrator: Narrator
  ) -> String {
    let all = narrator.all(like: series).flatMap { item in
      item.data.filter { $0[keyPath: value]?.number?.isFinite == true }.map { (series: item, datum: $0) }
    }
    func height(_ bar: (series: Series, datum: Datum)) -> Double { bar.datum[keyPath: value]?.number ?? 0 }
    guard let least = all.min(by: { height($0) < height($1) }),
      let greatest = all.max(by: { height($0) < height($1) })
    else { return "." }
    func say(_ bar: (series: Series, datum: Datum)) -> String {
      let group = bar.series.colorName?.name.map { " (\($0))" } ?? ""
      return
        "\(narrator.say(bar.datum[keyPath: value])) at \(narrator.say(bar.datum[keyPath: place]))\(group)"
    }
    if all.count == 1 { return ": \(say(greatest))." }
    return ": \(all.count) bars, highest \(say(greatest)), lowest \(say(least))."
  }
}
