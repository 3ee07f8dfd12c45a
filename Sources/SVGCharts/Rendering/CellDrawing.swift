extension MarkDrawing {
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
      if let a, let b { return scale.reach(a, b).map { (min($0.from, $0.to), max($0.from, $0.to)) } }
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
