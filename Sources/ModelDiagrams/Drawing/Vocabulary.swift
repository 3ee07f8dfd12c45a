import SVGCharts

/// The colours of what a network is made of, the same in all diagrams.
extension ChartColor {
  /// Numbers on their way.
  static let value = ChartColor.custom(light: "#1a63c4", dark: "#86b6ff")
  /// What is learned.
  static let weight = ChartColor.custom(light: "#684600", dark: "#f6db86")
  /// The place that a picture is about.
  static let focus = ChartColor.custom(light: "#c24304", dark: "#ff8a3c")
  /// Gradients on their way back.
  static let gradient = ChartColor.custom(light: "#8c0f5c", dark: "#ff7fbb")
  /// Gates, from 0 to 1.
  static let gate = ChartColor.custom(light: "#0a7d6b", dark: "#6ee7cb")
}

extension SVGWriter {
  /// The dashes of a line that is a weight below 0.
  static let negativeDashes = "2 3"

  /// A signed number in a cell with a coloured ground, from −bound to bound.
  mutating func cell(_ value: Double, in box: Box, bound: Double, isNew: Bool, size: Double) {
    let level = Int(((max(-1, min(1, value / max(bound, .leastNormalMagnitude))) + 1) * 8).rounded())
    element(
      "rect",
      attributes(of: box, radius: 2) + [
        ("fill", ChartColor.diverging(level).css), ("stroke", ChartColor.value.css),
        ("stroke-width", isNew ? "3" : "1.75"),
      ])
    let style = TextStyle(size: size, color: ChartColor.textCSS(onLevel: level, isDiverging: true))
    label(
      NumberFormat.plain(value, significant: 3), x: box.midX, y: box.midY + size * 0.36, style: style,
      anchor: .middle)
  }

  /// A share from 0 to 1 as a bar at the foot of a box.
  mutating func bar(_ share: Double, at foot: Box) {
    let width = max(0, min(1, share)) * (foot.width - 2)
    element(
      "rect",
      attributes(of: Box(x: foot.x + 1, y: foot.maxY - 6, width: width, height: 5)) + [
        ("fill", ChartColor.gate.css)
      ])
  }
}
