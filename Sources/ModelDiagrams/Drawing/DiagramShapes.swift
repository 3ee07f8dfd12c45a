import SVGCharts

extension SVGWriter {
  /// A line through places with a filled head at its end; no marker, and so no id.
  mutating func arrow(_ spots: [Spot], color: ChartColor, width: Double = 1.3) {
    guard spots.count > 1, let tip = spots.last else { return }
    let before = spots[spots.count - 2]
    head(at: tip, from: before, color: color)
    let path = "M" + spots.map(PathBuilder.text).joined(separator: "L")
    stroke(path, color: color, width: width)
  }

  /// A curve that starts and ends level, or upright.
  mutating func curve(
    from start: Spot, to end: Spot, isLevel: Bool, color: ChartColor, width: Double = 1.3,
    isDashed: Bool = false
  ) {
    let (first, second) = SVGWriter.bends(from: start, to: end, isLevel: isLevel)
    stroke(
      "M\(PathBuilder.text(start))C\(PathBuilder.text(first)) \(PathBuilder.text(second)) \(PathBuilder.text(end))",
      color: color, width: width, isDashed: isDashed)
  }

  /// Such a curve with a head at its end.
  mutating func curvedArrow(from start: Spot, to end: Spot, isLevel: Bool, color: ChartColor) {
    let (_, second) = SVGWriter.bends(from: start, to: end, isLevel: isLevel)
    head(at: end, from: second, color: color)
    curve(from: start, to: end, isLevel: isLevel, color: color)
  }

  /// The place on such a curve some units along its way.
  static func place(on ends: (start: Spot, end: Spot), after length: Double, isLevel: Bool) -> Spot {
    let (start, end) = ends
    let whole = isLevel ? end.x - start.x : end.y - start.y
    var (low, high) = (0.0, 1.0)
    for _ in 0..<24 {
      let middle = (low + high) / 2
      let reached = (1.5 * middle * (1 - middle) + middle * middle * middle) * whole
      if reached < length { low = middle } else { high = middle }
    }
    let share = low * low * (3 - 2 * low)
    return isLevel
      ? Spot(x: start.x + length, y: start.y + share * (end.y - start.y))
      : Spot(x: start.x + share * (end.x - start.x), y: start.y + length)
  }

  private static func bends(from start: Spot, to end: Spot, isLevel: Bool) -> (Spot, Spot) {
    let bend = isLevel ? (end.x - start.x) / 2 : (end.y - start.y) / 2
    return isLevel
      ? (Spot(x: start.x + bend, y: start.y), Spot(x: end.x - bend, y: end.y))
      : (Spot(x: start.x, y: start.y + bend), Spot(x: end.x, y: end.y - bend))
  }

  private mutating func stroke(_ path: String, color: ChartColor, width: Double, isDashed: Bool = false) {
    element(
      "path",
      [("d", path), ("fill", "none"), ("stroke", color.css), ("stroke-width", SVGWriter.number(width))]
        + (isDashed ? [("stroke-dasharray", "6 4")] : []))
  }

  /// The open head of a gradient, which goes back to where a line begins.
  mutating func openHead(at tip: Spot, isLevel: Bool, color: ChartColor) {
    let (left, right) =
      isLevel
      ? (Spot(x: tip.x + 8, y: tip.y - 4), Spot(x: tip.x + 8, y: tip.y + 4))
      : (Spot(x: tip.x - 4, y: tip.y + 8), Spot(x: tip.x + 4, y: tip.y + 8))
    element(
      "path",
      [
        ("d", "M\(PathBuilder.text(tip))L\(PathBuilder.text(left)) \(PathBuilder.text(right))z"),
        ("fill", ChartColor.background.css), ("stroke", color.css), ("stroke-width", "1.6"),
      ])
  }

  private mutating func head(at tip: Spot, from before: Spot, color: ChartColor) {
    let (dx, dy) = (tip.x - before.x, tip.y - before.y)
    let length = max(1e-6, (dx * dx + dy * dy).squareRoot())
    let (ux, uy) = (dx / length, dy / length)
    let left = Spot(x: tip.x - 7 * ux - 3.2 * uy, y: tip.y - 7 * uy + 3.2 * ux)
    let right = Spot(x: tip.x - 7 * ux + 3.2 * uy, y: tip.y - 7 * uy - 3.2 * ux)
    element(
      "path",
      [
        ("d", "M\(PathBuilder.text(tip))L\(PathBuilder.text(left)) \(PathBuilder.text(right))z"),
        ("fill", color.css),
      ])
  }

  /// A rectangle's attributes.
  func attributes(of box: Box, radius: Double = 0) -> [Attribute] {
    var attributes: [Attribute] = [
      ("x", SVGWriter.number(box.x)), ("y", SVGWriter.number(box.y)),
      ("width", SVGWriter.number(box.width)), ("height", SVGWriter.number(box.height)),
    ]
    if radius > 0.3 { attributes.append(("rx", SVGWriter.number(radius))) }
    return attributes
  }
}
