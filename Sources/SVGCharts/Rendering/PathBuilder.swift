/// A point of the drawing.
package struct Spot: Hashable {
  package var x: Double
  package var y: Double

  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// Turns places into the text of a path.
package enum PathBuilder {
  /// The line through runs of places, by a method of interpolation.
  static func path(_ runs: [[Spot]], _ method: InterpolationMethod) -> String {
    runs.map { run in
      guard let first = run.first else { return "" }
      // a lone datum between gaps still shows, as a dot with the line's round caps
      if run.count == 1 { return "M\(text(first))h0" }
      return "M\(text(first))" + continuation(run, method)
    }.joined()
  }

  /// The region between two borders that have the same horizontal places.
  static func region(_ runs: [(upper: [Spot], lower: [Spot])], _ method: InterpolationMethod) -> String {
    runs.map { run in
      guard let first = run.upper.first, let last = run.lower.last, run.upper.count > 1 else { return "" }
      let back = Array(run.lower.reversed())
      return "M\(text(first))\(continuation(run.upper, method))L\(text(last))\(continuation(back, method))z"
    }.joined()
  }

  private static func continuation(_ run: [Spot], _ method: InterpolationMethod) -> String {
    switch method {
    case .linear: return "L" + run.dropFirst().map(text).joined(separator: " ")
    case .monotone: return monotone(run)
    case .stepEnd:
      return zip(run, run.dropFirst()).map { "H\(SVGWriter.number($1.x))V\(SVGWriter.number($1.y))" }.joined()
    case .stepCenter:
      return zip(run, run.dropFirst()).map { a, b in
        "H\(SVGWriter.number((a.x + b.x) / 2))V\(SVGWriter.number(b.y))H\(SVGWriter.number(b.x))"
      }.joined()
    }
  }

  /// Cubic pieces whose slopes are limited so that the curve never leaves the range of its two data.
  private static func monotone(_ run: [Spot]) -> String {
    let slopes = zip(run, run.dropFirst()).map { a, b in b.x == a.x ? 0 : (b.y - a.y) / (b.x - a.x) }
    var tangents = [slopes.first ?? 0]
    for (a, b) in zip(slopes, slopes.dropFirst()) {
      tangents.append(a * b <= 0 ? 0 : 2 * a * b / (a + b))
    }
    tangents.append(slopes.last ?? 0)
    var result = ""
    for index in 1..<run.count {
      let (a, b) = (run[index - 1], run[index])
      let third = (b.x - a.x) / 3
      let first = Spot(x: a.x + third, y: a.y + third * tangents[index - 1])
      let second = Spot(x: b.x - third, y: b.y - third * tangents[index])
      result += "C\(text(first)) \(text(second)) \(text(b))"
    }
    return result
  }

  package static func rectangle(_ box: Box) -> String {
    "M\(SVGWriter.number(box.x)) \(SVGWriter.number(box.y))h\(SVGWriter.number(box.width))"
      + "v\(SVGWriter.number(box.height))h\(SVGWriter.number(-box.width))z"
  }

  /// An arrow's head, smaller on short arrows.
  static func head(from start: Spot, to tip: Spot) -> String {
    let (dx, dy) = (tip.x - start.x, tip.y - start.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0.5 else { return "" }
    let size = min(7, length * 0.45)
    let (ux, uy) = (dx / length * size, dy / length * size)
    let left = Spot(x: tip.x - ux - uy * 0.45, y: tip.y - uy + ux * 0.45)
    let right = Spot(x: tip.x - ux + uy * 0.45, y: tip.y - uy - ux * 0.45)
    return "M\(text(tip))L\(text(left)) \(text(right))z"
  }

  package static func text(_ spot: Spot) -> String {
    "\(SVGWriter.number(spot.x)) \(SVGWriter.number(spot.y))"
  }
}
