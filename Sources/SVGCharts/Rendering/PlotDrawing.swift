/// A laid-out plot, into which marks are drawn.
struct PlotDrawing {
  var scene: Scene
  var layout: Layout
  var x: PositionScale { layout.x }
  var y: PositionScale { layout.y }
  /// The rectangle between the axes.
  var area: Box { layout.plot }

  func draw(in writer: inout SVGWriter) {
    guard leavesPlot else {
      for series in scene.series { series.mark.draw(series, in: self, &writer) }
      return
    }
    // an inner drawing clips without an id that could be another's on the page
    let frame = area.inset(by: -3)
    let attributes = [
      ("x", SVGWriter.number(frame.x)), ("y", SVGWriter.number(frame.y)),
      ("width", SVGWriter.number(frame.width)), ("height", SVGWriter.number(frame.height)),
      (
        "viewBox",
        [frame.x, frame.y, frame.width, frame.height].map(SVGWriter.number).joined(separator: " ")
      ), ("overflow", "hidden"),
    ]
    writer.nested("svg", attributes) { writer in
      for series in scene.series { series.mark.draw(series, in: self, &writer) }
    }
  }

  /// Whether a mark is outside the plot, as it may be if the author fixed a domain.
  private var leavesPlot: Bool {
    // a field fixes the plot as well: marks that leave it would run over the axes
    let hasField = scene.series.contains { $0.has(.plane) }
    let configuration = scene.configuration
    guard hasField || configuration.x.domain != nil || configuration.y.domain != nil else { return false }
    func isOutside(_ value: PlottedValue?, _ scale: PositionScale) -> Bool {
      switch value {
      case .number(let number): !scale.contains(number)
      case .interval(let low, let high): !scale.contains(low) || !scale.contains(high)
      default: false
      }
    }
    return scene.series.contains { item in
      item.data.contains {
        isOutside($0.x, x) || isOutside($0.xEnd, x) || isOutside($0.y, y) || isOutside($0.yEnd, y)
      }
    }
  }
}

/// What the marks' drawings share.
extension PlotDrawing {
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
    return attributes + series.mark.encoding.opacityAttribute
  }

  /// Moves places that are far outside the plot nearer: it looks the same, and paths have no huge numbers.
  func limited(_ place: Double) -> Double { max(area.y - 3000, min(area.maxY + 3000, place)) }

  /// The two ends of a datum.
  func segment(_ datum: Datum) -> (Spot, Spot)? {
    guard let start = layout.spot(datum.x, datum.y), let end = layout.spot(datum.xEnd, datum.yEnd) else {
      return nil
    }
    return (start, end)
  }

  /// A square about the place where a datum ends.
  func box(around datum: Datum, size: Double) -> Box? {
    layout.spot(datum.xEnd ?? datum.x, datum.yEnd ?? datum.y).map {
      Box(x: $0.x - size / 2, y: $0.y - size / 2, width: size, height: size)
    }
  }

  /// The two ends of a bar or an area; without a second value it begins at the baseline.
  func reach(
    _ value: PlottedValue, _ end: PlottedValue?, on scale: PositionScale
  ) -> (from: Double, to: Double)? {
    guard let end else { return scale.position(of: value).map { ($0, scale.baseline) } }
    return scale.reach(value, end)
  }

  /// The part of an axis that a value covers: its band, its interval, or the step around it.
  func extent(
    of value: PlottedValue?, _ direction: Extent.Direction, in series: Series, share: Double
  ) -> (start: Double, width: Double)? {
    let scale = direction == .x ? x : y
    switch value {
    case .interval(let low, let high):
      guard let a = scale.position(of: low), let b = scale.position(of: high) else { return nil }
      let gap = share < 1 && abs(b - a) > 4 ? 1.0 : 0
      return (min(a, b) + gap / 2, abs(b - a) - gap)
    case .category, .slot:
      guard let middle = value.flatMap(scale.position(of:)) else { return nil }
      let width = min(scale.band * share, share < 1 ? 90 : .infinity)
      return (middle - width / 2, width)
    case .number(let number):
      guard let half = series.halfStep(direction), let a = scale.position(of: number - half),
        let b = scale.position(of: number + half)
      else { return nil }
      let width = abs(b - a) * (share < 1 ? 0.86 : 1)
      return ((a + b) / 2 - width / 2, width)
    case nil: return nil
    }
  }
}

extension MarkEncoding {
  var opacityAttribute: [SVGWriter.Attribute] { opacity.map { [("opacity", SVGWriter.number($0))] } ?? [] }
}
