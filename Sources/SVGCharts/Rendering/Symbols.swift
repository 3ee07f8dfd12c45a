extension ChartSymbol {
  /// Whether it is drawn by its outline only.
  var isOpen: Bool { self == .cross || self == .plus || self == .ring }

  /// The symbol around a point; all look about equally large.
  func path(x: Double, y: Double, diameter: Double) -> String {
    let r = diameter / 2
    func at(_ dx: Double, _ dy: Double) -> String {
      "\(SVGWriter.number(x + dx * r)) \(SVGWriter.number(y + dy * r))"
    }
    let radius = SVGWriter.number(r)
    switch self {
    case .circle, .ring:
      let full = SVGWriter.number(diameter)
      return "M\(at(-1, 0))a\(radius) \(radius) 0 1 0 \(full) 0a\(radius) \(radius) 0 1 0 -\(full) 0z"
    case .square:
      let side = SVGWriter.number(1.76 * r)
      return "M\(at(-0.88, -0.88))h\(side)v\(side)h-\(side)z"
    case .triangle: return "M\(at(0, -1.2))L\(at(1.1, 0.75))L\(at(-1.1, 0.75))z"
    case .diamond: return "M\(at(0, -1.25))L\(at(1.25, 0))L\(at(0, 1.25))L\(at(-1.25, 0))z"
    case .cross: return "M\(at(-0.85, -0.85))L\(at(0.85, 0.85))M\(at(-0.85, 0.85))L\(at(0.85, -0.85))"
    case .plus: return "M\(at(-1.1, 0))L\(at(1.1, 0))M\(at(0, -1.1))L\(at(0, 1.1))"
    }
  }
}

extension LineStyle {
  var dashArray: String { dash.map(SVGWriter.number).joined(separator: " ") }
}
