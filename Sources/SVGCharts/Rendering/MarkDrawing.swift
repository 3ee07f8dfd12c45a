/// Draws marks into a laid-out chart.
struct MarkDrawing {
  var scene: Scene
  var layout: Layout
  var x: PositionScale { layout.x }
  var y: PositionScale { layout.y }
  var plot: Box { layout.plot }

  func draw(in writer: inout SVGWriter) {
    let isClipped = scene.leavesPlot(layout)
    if isClipped {
      // an inner drawing clips without an id that could be another's on the page
      let frame = plot.inset(by: -3)
      writer.open(
        "svg",
        [
          ("x", SVGWriter.number(frame.x)), ("y", SVGWriter.number(frame.y)),
          ("width", SVGWriter.number(frame.width)), ("height", SVGWriter.number(frame.height)),
          (
            "viewBox",
            [frame.x, frame.y, frame.width, frame.height].map(SVGWriter.number).joined(separator: " ")
          ), ("overflow", "hidden"),
        ])
    }
    for series in scene.series { draw(series, in: &writer) }
    if isClipped { writer.close("svg") }
  }

  private func draw(_ series: Series, in writer: inout SVGWriter) {
    switch series.mark.shape {
    case .line: line(series, in: &writer)
    case .area: area(series, in: &writer)
    case .point: points(series, in: &writer)
    case .bar: bars(series, in: &writer)
    case .rectangle: cells(series, in: &writer)
    case .rule: rules(series, in: &writer)
    case .field(let field): self.field(field, opacity: series.mark.opacity, in: &writer)
    }
  }

  /// The attributes of a series' lines.
  func stroke(_ series: Series, width: Double) -> [SVGWriter.Attribute] {
    let style = scene.lineStyle(of: series)
    var attributes: [SVGWriter.Attribute] = [
      ("fill", "none"), ("stroke", scene.color(of: series).css),
      ("stroke-width", SVGWriter.number(style.lineWidth ?? width)), ("stroke-linejoin", "round"),
    ]
    if style.dash.isEmpty {
      attributes.append(("stroke-linecap", "round"))
    } else {
      attributes.append(("stroke-dasharray", style.dashArray))
    }
    if let opacity = series.mark.opacity { attributes.append(("opacity", SVGWriter.number(opacity))) }
    return attributes
  }

  private func line(_ series: Series, in writer: inout SVGWriter) {
    var runs: [[Spot]] = [[]]
    for datum in series.data {
      if let px = datum.x.flatMap(x.place), let py = datum.y.flatMap(y.place) {
        runs[runs.count - 1].append(Spot(x: px, y: limited(py)))
      } else if !runs[runs.count - 1].isEmpty {
        runs.append([])
      }
    }
    let isStraight = series.mark.interpolation == .linear
    let kept = isStraight ? runs.map { Simplification.line($0) } : runs
    // a restless line of many data would fill the plot solidly
    let isDense = Double(kept.map(\.count).reduce(0, +)) > plot.width
    let width = isDense ? 1 : ChartStyle.lineWidth
    let path = PathBuilder.path(kept.filter { $0.count > 1 }, series.mark.interpolation)
    if !path.isEmpty { writer.element("path", [("d", path)] + stroke(series, width: width)) }
    // a lone datum between gaps still shows, as a dot
    let dots = PathBuilder.path(kept.filter { $0.count == 1 }, series.mark.interpolation)
    guard !dots.isEmpty else { return }
    writer.element(
      "path",
      [
        ("d", dots), ("fill", "none"), ("stroke", scene.color(of: series).css),
        ("stroke-width", SVGWriter.number(isDense ? 2 : ChartStyle.lineWidth * 2.5)),
        ("stroke-linecap", "round"),
      ])
  }

  private func area(_ series: Series, in writer: inout SVGWriter) {
    var runs: [(upper: [Spot], lower: [Spot])] = [([], [])]
    for datum in series.data {
      if let px = datum.x.flatMap(x.place), let value = datum.y,
        let (py, base) = reach(value, datum.yEnd, on: y)
      {
        runs[runs.count - 1].upper.append(Spot(x: px, y: limited(py)))
        runs[runs.count - 1].lower.append(Spot(x: px, y: limited(base)))
      } else if !runs[runs.count - 1].upper.isEmpty {
        runs.append(([], []))
      }
    }
    let path = PathBuilder.region(runs.map(simplified), series.mark.interpolation)
    guard !path.isEmpty else { return }
    let isBand = series.mark.yEnd != nil
    let opacity = series.mark.opacity ?? (isBand ? 0.18 : series.colorName == nil ? 0.3 : 0.75)
    writer.element(
      "path",
      [("d", path), ("fill", scene.color(of: series).css), ("fill-opacity", SVGWriter.number(opacity))])
    guard !isBand, opacity < 0.6, !scene.hasLine(like: series) else { return }
    // soft ground alone is too faint for its shape to be read
    let isStacked = series.data.contains { $0.yEnd != nil }
    let edges = runs.map { Simplification.line(isStacked ? $0.lower : $0.upper) }
    let edge = PathBuilder.path(edges, series.mark.interpolation)
    writer.element(
      "path",
      [("d", edge), ("fill", "none"), ("stroke", scene.color(of: series).css), ("stroke-width", "1.5")])
  }

  /// Borders of many data keep only as many as there are units to draw them in.
  private func simplified(_ run: (upper: [Spot], lower: [Spot])) -> (upper: [Spot], lower: [Spot]) {
    (Simplification.line(run.upper), Simplification.line(run.lower))
  }

  /// Far outside the plot all places look alike; nearer ones keep paths free of huge numbers.
  func limited(_ place: Double) -> Double { max(plot.y - 3000, min(plot.maxY + 3000, place)) }

  private func rules(_ series: Series, in writer: inout SVGWriter) {
    var (path, heads) = ("", "")
    for datum in series.data {
      let ends: (Spot, Spot)?
      if datum.x == nil, datum.xEnd == nil, let py = datum.y.flatMap(y.place) {
        ends = (Spot(x: plot.x, y: py), Spot(x: plot.maxX, y: py))
      } else if datum.y == nil, datum.yEnd == nil, let px = datum.x.flatMap(x.place) {
        ends = (Spot(x: px, y: plot.maxY), Spot(x: px, y: plot.y))
      } else {
        ends = segment(datum)
      }
      guard let ends else { continue }
      path += "M\(PathBuilder.text(ends.0))L\(PathBuilder.text(ends.1))"
      if series.mark.hasHead { heads += PathBuilder.head(from: ends.0, to: ends.1) }
    }
    guard !path.isEmpty else { return }
    if !heads.isEmpty, scene.isFilledPlane { casing(path + heads, in: &writer) }
    writer.element("path", [("d", path)] + stroke(series, width: 1.4))
    guard !heads.isEmpty else { return }
    var attributes: [SVGWriter.Attribute] = [("d", heads), ("fill", scene.color(of: series).css)]
    if let opacity = series.mark.opacity { attributes.append(("opacity", SVGWriter.number(opacity))) }
    writer.element("path", attributes)
  }

  /// A rim in the background's colour that parts arrows from a field, whose colours go from light to dark.
  private func casing(_ path: String, in writer: inout SVGWriter) {
    writer.element(
      "path",
      [
        ("d", path), ("fill", "none"), ("stroke", ChartColor.background.css), ("stroke-width", "3.4"),
        ("stroke-linejoin", "round"), ("stroke-linecap", "round"), ("opacity", "0.6"),
      ])
  }

  private func segment(_ datum: Datum) -> (Spot, Spot)? {
    if datum.xEnd == nil, let start = datum.y, let end = datum.yEnd {
      guard let px = datum.x.flatMap(x.place), let (from, to) = y.reach(start, end) else { return nil }
      return (Spot(x: px, y: from), Spot(x: px, y: to))
    }
    if datum.yEnd == nil, let start = datum.x, let end = datum.xEnd {
      guard let py = datum.y.flatMap(y.place), let (from, to) = x.reach(start, end) else { return nil }
      return (Spot(x: from, y: py), Spot(x: to, y: py))
    }
    let left = datum.x.map(x.place) ?? plot.x
    let right = datum.xEnd.map(x.place) ?? plot.maxX
    let low = datum.y.map(y.place) ?? plot.maxY
    let high = datum.yEnd.map(y.place) ?? plot.y
    guard let left, let right, let low, let high else { return nil }
    return (Spot(x: left, y: low), Spot(x: right, y: high))
  }
}

extension Scene {
  /// Whether a line of its colour may run along an area's edge.
  func hasLine(like area: Series) -> Bool {
    series.contains { $0.mark.shape == .line && $0.colorName == area.colorName }
  }

  /// Whether a mark lies beyond the plot, as it may where the author fixed a domain.
  func leavesPlot(_ layout: Layout) -> Bool {
    // a field fixes the plot as well: marks that leave it would run over the axes
    let hasField = series.contains { if case .field = $0.mark.shape { true } else { false } }
    guard hasField || configuration.x.domain != nil || configuration.y.domain != nil else { return false }
    func isOutside(_ value: PlottedValue?, _ scale: PositionScale) -> Bool {
      switch value {
      case .number(let number): !scale.contains(number)
      case .interval(let low, let high): !scale.contains(low) || !scale.contains(high)
      default: false
      }
    }
    return series.contains { item in
      item.data.contains {
        isOutside($0.x, layout.x) || isOutside($0.xEnd, layout.x) || isOutside($0.y, layout.y)
          || isOutside($0.yEnd, layout.y)
      }
    }
  }
}
