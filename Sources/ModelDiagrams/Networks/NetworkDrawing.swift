import SVGCharts

/// Draws a ``NetworkDiagram``.
struct NetworkDrawing {
  private let network: NetworkDiagram
  private var writer = SVGWriter()
  private let column: Double
  private let limit: Int
  private static let pitch = 24.0
  private static let radius = 7.5
  private static let caption = TextStyle(size: 12, color: ChartColor.muted.css)

  init(_ network: NetworkDiagram, width: Double) {
    self.network = network
    let count = Double(max(1, network.layers.count))
    column = min(150, (width - 2 * ChartStyle.margin) / count)
    limit = width < 450 ? 8 : 10
  }

  var drawing: SVGDrawing {
    var copy = self
    return copy.drawn()
  }

  private mutating func drawn() -> SVGDrawing {
    let margin = ChartStyle.margin
    let content = column * Double(network.layers.count) + 2 * margin
    var top = margin
    let title = network.title.map {
      TextMetrics.wrapped(
        $0, width: max(content, 240) - 2 * margin, size: ChartStyle.title.size * 1.06, lines: 3)
    }
    for line in title ?? [] {
      writer.label(line, x: margin, y: top + ChartStyle.title.size * 0.9, style: ChartStyle.title)
      top += ChartStyle.title.size * TextMetrics.lineHeight
    }
    if title != nil { top += 8 }
    let tallest = network.layers.map { rows($0) }.max() ?? 1
    let height = Double(max(2, tallest)) * NetworkDrawing.pitch
    let middle = top + height / 2
    for index in network.layers.indices.dropFirst() { connections(into: index, middle: middle) }
    for index in network.layers.indices { units(of: index, middle: middle, height: height) }
    let bottom = captions(top: top + height + 6)
    let widest = title == nil ? content : max(content, 240)
    return SVGDrawing(writer: writer, size: (widest, bottom + margin))
  }

  /// How many rows of the drawing a layer takes.
  private func rows(_ layer: NetworkDiagram.Layer) -> Int { layer.units.map { min($0, limit) } ?? 4 }

  /// Each drawn unit's number and place; where units are left out, the row in the middle stays free for dots.
  private func places(_ index: Int, middle: Double) -> [(unit: Int, spot: Spot)] {
    guard let count = network.layers[index].units else { return [] }
    let rows = min(count, limit)
    let top = middle - Double(rows - 1) * NetworkDrawing.pitch / 2
    return (0..<rows).compactMap { row in
      let spot = Spot(x: x(index), y: top + Double(row) * NetworkDrawing.pitch)
      guard count > limit else { return (row, spot) }
      let gap = rows / 2
      if row == gap { return nil }
      return (row < gap ? row : count - rows + row, spot)
    }
  }

  private func x(_ index: Int) -> Double { ChartStyle.margin + (Double(index) + 0.5) * column }

  private mutating func connections(into index: Int, middle: Double) {
    let (from, to) = (places(index - 1, middle: middle), places(index, middle: middle))
    guard !from.isEmpty, !to.isEmpty else {
      arrow(from: x(index - 1) + side(index - 1), to: x(index) - side(index), y: middle)
      return
    }
    let weights = network.layers[index].weights
    let greatest = weights?.joined().map(abs).filter(\.isFinite).max() ?? 1
    var paths: [Int: String] = [:]
    for (target, end) in to {
      for (source, start) in from {
        var level = -1
        if let weights, target < weights.count, source < weights[target].count, greatest > 0 {
          level = Int(((weights[target][source] / greatest + 1) * 8).rounded())
        }
        paths[level, default: ""] += "M\(PathBuilder.text(start))L\(PathBuilder.text(end))"
      }
    }
    // weak connections first, so that strong ones cross over them
    for (level, path) in paths.sorted(by: { (abs($0.key - 8), $0.key) < (abs($1.key - 8), $1.key) }) {
      let size = Double(abs(level - 8))
      var attributes: [SVGWriter.Attribute] = [
        ("d", path), ("stroke", level < 0 ? ChartColor.muted.css : ChartColor.weight.css),
        ("stroke-width", SVGWriter.number(level < 0 ? 0.8 : 0.6 + 0.3 * size)),
        ("opacity", level < 0 ? "0.45" : SVGWriter.number(0.3 + 0.0875 * size)),
      ]
      if (0..<8).contains(level) { attributes.append(("stroke-dasharray", SVGWriter.negativeDashes)) }
      writer.element("path", attributes)
    }
  }

  /// How far a layer's drawing reaches from its middle.
  private func side(_ index: Int) -> Double {
    network.layers[index].units == nil ? min(26, column * 0.32) : NetworkDrawing.radius + 2
  }

  private mutating func arrow(from start: Double, to end: Double, y: Double) {
    guard end - start > 8 else { return }
    writer.arrow([Spot(x: start + 2, y: y), Spot(x: end - 2, y: y)], color: .muted)
  }

  private mutating func units(of index: Int, middle: Double, height: Double) {
    let layer = network.layers[index]
    guard let count = layer.units else {
      let box = Box(x: x(index) - side(index), y: middle - 40, width: 2 * side(index), height: 80)
      writer.element(
        "rect",
        writer.attributes(of: box, radius: 6) + [
          ("fill", "color-mix(in oklab,\(ChartColor.muted.css) 8%,\(ChartColor.background.css))"),
          ("stroke", ChartColor.muted.css), ("stroke-width", "1.5"),
        ])
      return
    }
    let spots = places(index, middle: middle)
    let unit = [("fill", ChartColor.background.css), ("stroke", ChartColor.value.css), ("stroke-width", "2")]
    writer.group(unit) { writer in
      for (_, spot) in spots {
        writer.element(
          "circle",
          [
            ("cx", SVGWriter.number(spot.x)), ("cy", SVGWriter.number(spot.y)),
            ("r", SVGWriter.number(NetworkDrawing.radius)),
          ])
      }
    }
    guard count > limit else { return }
    let top = middle - Double(limit - 1) * NetworkDrawing.pitch / 2 + Double(limit / 2) * NetworkDrawing.pitch
    for offset in [-5.0, 0, 5] {
      writer.element(
        "circle",
        [
          ("cx", SVGWriter.number(x(index))), ("cy", SVGWriter.number(top + offset)), ("r", "1.6"),
          ("fill", ChartColor.ink.css),
        ])
    }
  }

  /// The lines under each column; returns where they end.
  private mutating func captions(top: Double) -> Double {
    var bottom = top
    for (index, layer) in network.layers.enumerated() {
      var y = top
      for (number, caption) in layer.captions.enumerated() {
        let style =
          number == 0
          ? TextStyle(size: 12.5, color: ChartColor.ink.css, isBold: true) : NetworkDrawing.caption
        let size = style.isBold ? style.size * 1.06 : style.size
        for line in TextMetrics.wrapped(caption, width: column - 6, size: size, lines: 2) {
          y += style.size * TextMetrics.lineHeight
          writer.label(line, x: x(index), y: y, style: style, anchor: .middle)
        }
      }
      bottom = max(bottom, y + 5)
    }
    return bottom
  }
}
