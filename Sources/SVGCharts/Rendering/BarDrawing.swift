extension MarkDrawing {
  /// Bars of one colour.
  func bars(_ series: Series, in writer: inout SVGWriter) {
    var attributes: [SVGWriter.Attribute] = [("fill", scene.color(of: series).css)]
    if let opacity = series.mark.opacity { attributes.append(("opacity", SVGWriter.number(opacity))) }
    writer.group(attributes) { writer in
      for datum in series.data {
        guard let box = bar(datum, of: series) else { continue }
        var attributes: [SVGWriter.Attribute] = [("d", outline(of: box, datum, series))]
        if series.colorName == nil, let level = datum.color?.number.flatMap(scene.colors.level) {
          attributes.append(("fill", scene.colors.color(ofLevel: level).css))
        }
        writer.element("path", attributes)
      }
    }
  }

  /// A bar's outline, its corners rounded at the end that is away from zero; parts of a stack stay square.
  private func outline(of box: Box, _ datum: Datum, _ series: Series) -> String {
    let isHorizontal = series.isHorizontal
    let isPart = series.mark.stacking != .unstacked && series.colorName != nil && datum.slots == 1
    let usual = isPart ? 0 : min(2.5, min(box.width, box.height) / 3)
    let r = min(series.mark.cornerRadius ?? usual, box.width / 2, box.height / 2)
    let (w, h) = (SVGWriter.number(box.width), SVGWriter.number(box.height))
    guard r > 0.3, series.lacksEnd || series.mark.cornerRadius != nil else {
      return
        "M\(SVGWriter.number(box.x)) \(SVGWriter.number(box.y))h\(w)v\(h)h\(SVGWriter.number(-box.width))z"
    }
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

  /// Where a bar lies; `nil` for one that has no place.
  func bar(_ datum: Datum, of series: Series) -> Box? {
    let isHorizontal = series.isHorizontal
    let across = isHorizontal ? y : x
    let along = isHorizontal ? x : y
    let start = isHorizontal ? datum.x : datum.y
    let end = isHorizontal ? datum.xEnd : datum.yEnd
    guard let start, let (from, to) = reach(start, end, on: along),
      let side = extent(of: isHorizontal ? datum.y : datum.x, on: across, series, share: 0.74)
    else { return nil }
    let width = side.width / Double(datum.slots)
    let near = side.start + width * Double(datum.slot)
    let thickness = max(0.5, datum.slots > 1 ? width - min(2, width * 0.15) : width)
    let (low, high) = (limited(min(from, to)), limited(max(from, to)))
    return isHorizontal
      ? Box(x: min(from, to), y: near, width: abs(to - from), height: thickness)
      : Box(x: near, y: low, width: thickness, height: high - low)
  }

  /// The places between which a bar or an area lies; one without an end begins at the baseline.
  func reach(
    _ value: PlottedValue, _ end: PlottedValue?, on scale: PositionScale
  ) -> (from: Double, to: Double)? {
    guard let end else { return scale.place(value).map { ($0, scale.baseline) } }
    return scale.reach(value, end)
  }

  /// What a value covers of an axis: its band, its interval, or the step around it.
  func extent(
    of value: PlottedValue?, on scale: PositionScale, _ series: Series, share: Double
  ) -> (start: Double, width: Double)? {
    guard let value else { return nil }
    switch value {
    case .interval(let low, let high):
      guard let a = scale.place(low), let b = scale.place(high) else { return nil }
      let gap = share < 1 && abs(b - a) > 4 ? 1.0 : 0
      return (min(a, b) + gap / 2, abs(b - a) - gap)
    case .category, .slot:
      guard let middle = scale.place(value) else { return nil }
      let width = min(scale.band * share, share < 1 ? 90 : .infinity)
      return (middle - width / 2, width)
    case .number(let number):
      let isX = scale.start == x.start && scale.end == x.end
      guard let half = series.halfStep(isX ? .x : .y), let a = scale.place(number - half),
        let b = scale.place(number + half)
      else { return nil }
      let width = abs(b - a) * (share < 1 ? 0.86 : 1)
      return ((a + b) / 2 - width / 2, width)
    }
  }
}
