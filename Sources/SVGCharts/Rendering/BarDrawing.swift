extension MarkDrawing {
  /// Bars of one colour.
  func bars(_ series: Series, in writer: inout SVGWriter) {
    var attributes: [SVGWriter.Attribute] = [("fill", scene.color(of: series).css)]
    if let opacity = series.mark.opacity { attributes.append(("opacity", SVGWriter.number(opacity))) }
    writer.group(attributes) { writer in
      for datum in series.data {
        guard let box = bar(datum, of: series) else { continue }
        var rectangle = MarkDrawing.attributes(
          of: box, radius: series.mark.cornerRadius ?? min(2, box.width / 4))
        if series.colorName == nil, let level = datum.color?.number.flatMap(scene.colors.level) {
          rectangle.append(("fill", scene.colors.color(ofLevel: level).css))
        }
        writer.element("rect", rectangle)
      }
    }
  }

  /// Where a bar lies; `nil` for one that has no place.
  func bar(_ datum: Datum, of series: Series) -> Box? {
    let isHorizontal = series.isHorizontal
    let across = isHorizontal ? y : x
    let along = isHorizontal ? x : y
    let start = isHorizontal ? datum.x : datum.y
    let end = isHorizontal ? datum.xEnd : datum.yEnd
    guard let from = start.flatMap(along.place),
      let to = end == nil ? along.baseline : end.flatMap(along.place),
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

  static func attributes(of box: Box, radius: Double = 0) -> [SVGWriter.Attribute] {
    var attributes: [SVGWriter.Attribute] = [
      ("x", SVGWriter.number(box.x)), ("y", SVGWriter.number(box.y)),
      ("width", SVGWriter.number(box.width)), ("height", SVGWriter.number(box.height)),
    ]
    if radius > 0.3 { attributes.append(("rx", SVGWriter.number(radius))) }
    return attributes
  }

  /// Rectangles; those coloured by numbers are one path for each step of the ramp.
  func cells(_ series: Series, in writer: inout SVGWriter) {
    var paths: [Int: String] = [:]
    for datum in series.data {
      guard let box = cell(datum, of: series) else { continue }
      let level = series.colorName == nil ? datum.color?.number.flatMap(scene.colors.level) : nil
      if level == nil, datum.color?.number != nil { continue }
      let text =
        "M\(SVGWriter.number(box.x)) \(SVGWriter.number(box.y))h\(SVGWriter.number(box.width))"
        + "v\(SVGWriter.number(box.height))h\(SVGWriter.number(-box.width))z"
      paths[level ?? -1, default: ""] += text
    }
    for (level, path) in paths.sorted(by: { $0.key < $1.key }) {
      let color = level < 0 ? scene.color(of: series) : scene.colors.color(ofLevel: level)
      var attributes: [SVGWriter.Attribute] = [("d", path), ("fill", color.css)]
      if let opacity = series.mark.opacity { attributes.append(("opacity", SVGWriter.number(opacity))) }
      writer.element("path", attributes)
    }
  }

  /// Where a cell lies, with a seam to its neighbours where cells are large enough.
  func cell(_ datum: Datum, of series: Series) -> Box? {
    let isRegion = series.mark.xEnd != nil || series.mark.yEnd != nil || datum.x == nil || datum.y == nil
    if isRegion { return region(datum) }
    guard let h = extent(of: datum.x, on: x, series, share: 1),
      let v = extent(of: datum.y, on: y, series, share: 1)
    else { return nil }
    let seam = min(h.width, v.width) >= 12 ? 1.0 : 0
    return Box(
      x: h.start + seam / 2, y: v.start + seam / 2, width: max(0.2, h.width - seam),
      height: max(0.2, v.width - seam))
  }

  private func region(_ datum: Datum) -> Box? {
    func ends(_ a: PlottedValue?, _ b: PlottedValue?, _ scale: PositionScale) -> (Double, Double)? {
      if case .interval(let low, let high)? = a, b == nil {
        return scale.place(low).flatMap { low in scale.place(high).map { (low, $0) } }
      }
      let from = a == nil ? scale.start : a.flatMap(scale.place)
      let to = b == nil ? scale.end : b.flatMap(scale.place)
      guard let from, let to else { return nil }
      return (min(from, to), max(from, to))
    }
    guard let h = ends(datum.x, datum.xEnd, x), let v = ends(datum.y, datum.yEnd, y) else { return nil }
    let (top, bottom) = (min(v.0, v.1), max(v.0, v.1))
    return Box(x: min(h.0, h.1), y: top, width: abs(h.1 - h.0), height: bottom - top)
  }
}
