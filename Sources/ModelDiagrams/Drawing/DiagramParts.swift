import SVGCharts

/// Shapes that several diagrams draw alike.
extension SVGWriter {
  /// The title's lines at the top; returns where the drawing below may begin.
  mutating func heading(_ title: String?, width: Double) -> Double {
    var top = ChartStyle.margin
    guard let title else { return top }
    let style = ChartStyle.title
    for line in TextMetrics.wrapped(
      title, width: width - 2 * ChartStyle.margin, size: style.size * 1.06, lines: 3)
    {
      label(line, x: ChartStyle.margin, y: top + style.size * 0.9, style: style)
      top += style.size * TextMetrics.lineHeight
    }
    return top + 8
  }

  /// A rounded box in a soft colour.
  mutating func plate(_ box: Box, color: ChartColor, isStrong: Bool = false, radius: Double = 6) {
    let share = isStrong ? 22 : 12
    element(
      "rect",
      attributes(of: box, radius: radius) + [
        ("fill", "color-mix(in oklab,\(color.css) \(share)%,\(ChartColor.background.css))"),
        ("stroke", color.css), ("stroke-width", isStrong ? "2" : "1.3"),
      ])
  }

  /// Lines of text about the middle of a box, the first one bold, each shortened to the box's width.
  mutating func lines(_ texts: [String], in box: Box, size: Double = 12.5) {
    let pitch = size * 1.28
    let first = box.midY - pitch * Double(texts.count - 1) / 2 + size * 0.36
    for (index, text) in texts.enumerated() {
      let style = TextStyle(
        size: index == 0 ? size : size - 1, color: index == 0 ? ChartColor.ink.css : ChartColor.muted.css,
        isBold: index == 0)
      let measured = style.isBold ? style.size * 1.06 : style.size
      label(
        TextMetrics.shortened(text, width: box.width - 4, size: measured), x: box.midX,
        y: first + pitch * Double(index), style: style, anchor: .middle)
    }
  }

  /// A small circle with the sign of an operation.
  mutating func operation(_ sign: String, at spot: Spot, radius: Double = 11, color: ChartColor = .ink) {
    element(
      "circle",
      [
        ("cx", SVGWriter.number(spot.x)), ("cy", SVGWriter.number(spot.y)), ("r", SVGWriter.number(radius)),
        ("fill", ChartColor.background.css), ("stroke", color.css),
        ("stroke-width", color == .ink ? "1.3" : "2"),
      ])
    label(
      sign, x: spot.x, y: spot.y + 5, style: TextStyle(size: 15, color: ChartColor.ink.css), anchor: .middle)
  }

  /// A line through places without a head.
  mutating func wire(_ spots: [Spot], color: ChartColor = .muted, width: Double = 1.3) {
    guard spots.count > 1 else { return }
    element(
      "path",
      [
        ("d", "M" + spots.map(PathBuilder.text).joined(separator: "L")), ("fill", "none"),
        ("stroke", color.css), ("stroke-width", SVGWriter.number(width)),
      ])
  }

  /// Where a line branches.
  mutating func branch(at spot: Spot) {
    element(
      "circle",
      [
        ("cx", SVGWriter.number(spot.x)), ("cy", SVGWriter.number(spot.y)), ("r", "2.6"),
        ("fill", ChartColor.muted.css),
      ])
  }

  /// Numbers as small coloured squares, side by side in a box: their colours show their signs and sizes.
  mutating func strip(_ values: [Double], in box: Box, bound: Double) {
    guard !values.isEmpty, bound > 0 else { return }
    let side = box.width / Double(values.count)
    for (index, value) in values.enumerated() where value.isFinite {
      let level = Int(((max(-1, min(1, value / bound)) + 1) * 8).rounded())
      element(
        "rect",
        attributes(
          of: Box(x: box.x + Double(index) * side, y: box.y, width: side, height: box.height)) + [
            ("fill", ChartColor.diverging(level).css)
          ])
    }
    element(
      "rect",
      attributes(of: box) + [("fill", "none"), ("stroke", ChartColor.muted.css), ("stroke-width", "0.8")])
  }
}
