import SVGCharts

/// Draws a ``BlockDiagram`` from top to bottom, with shortcuts on the left.
struct BlockDrawing {
  private let diagram: BlockDiagram
  private let limit: Double
  private let boxWidth: Double
  private var writer = SVGWriter()
  private static let gap = 24.0
  private static let detour = 30.0

  init(_ diagram: BlockDiagram, width: Double) {
    self.diagram = diagram
    limit = width
    let lines = diagram.parts.flatMap(\.layers).flatMap { layer in
      layer.lines.enumerated().map { TextMetrics.width(of: $1, size: 13, isBold: $0 == 0) }
    }
    boxWidth = max(150, min((lines.max() ?? 0) + 24, width - 110))
  }

  var drawing: SVGDrawing {
    var copy = self
    return copy.drawn()
  }

  private mutating func drawn() -> SVGDrawing {
    let top = writer.heading(diagram.title, width: limit)
    let x = ChartStyle.margin + 22 + BlockDrawing.detour + boxWidth / 2
    let y = top + 14
    text(diagram.input, x: x, y: y)
    var from = Spot(x: x, y: y + 6)
    let first = from.y + 2
    for part in diagram.parts {
      switch part {
      case .layer(let layer): from = box(layer, from: from)
      case .around(let layers):
        let start = Spot(x: x, y: from.y + 10)
        for layer in layers { from = box(layer, from: from) }
        from = sum(around: start, from: from)
      }
    }
    let end = Spot(x: x, y: from.y + 26)
    writer.arrow([from, end], color: .muted)
    text(diagram.output, x: x, y: end.y + 14)
    frame(from: first, to: end.y - 12)
    let right = max(x + boxWidth / 2 + 60, (writer.texts.map(\.box.maxX).max() ?? 0) + ChartStyle.margin)
    return SVGDrawing(writer: writer, size: (min(limit, right), end.y + 24))
  }

  private mutating func text(_ text: String, x: Double, y: Double) {
    writer.label(
      TextMetrics.shortened(text, width: boxWidth, size: 12.5), x: x, y: y,
      style: TextStyle(size: 12.5, color: ChartColor.ink.css), anchor: .middle)
  }

  /// A layer below a place; returns where it ends.
  private mutating func box(_ layer: BlockDiagram.Layer, from: Spot) -> Spot {
    let height = 16 + 16 * Double(layer.lines.count)
    let top = from.y + BlockDrawing.gap
    writer.arrow([from, Spot(x: from.x, y: top - 1)], color: .muted)
    let box = Box(x: from.x - boxWidth / 2, y: top, width: boxWidth, height: height)
    let color: ChartColor = layer.parameters == 0 ? .muted : layer.name.contains("norm") ? .weight : .value
    writer.plate(box, color: color)
    writer.lines(layer.lines, in: box, size: 13)
    return Spot(x: from.x, y: box.maxY)
  }

  /// The sum at which the shortcut ends.
  private mutating func sum(around start: Spot, from: Spot) -> Spot {
    let middle = Spot(x: from.x, y: from.y + BlockDrawing.gap + 8)
    writer.arrow([from, Spot(x: middle.x, y: middle.y - 12)], color: .muted)
    let side = from.x - boxWidth / 2 - BlockDrawing.detour + 10
    writer.branch(at: start)
    writer.arrow(
      [start, Spot(x: side, y: start.y), Spot(x: side, y: middle.y), Spot(x: middle.x - 12, y: middle.y)],
      color: .value, width: 1.8)
    writer.operation("+", at: middle)
    return Spot(x: middle.x, y: middle.y + 11)
  }

  /// The outline of what is repeated, with the number of repetitions.
  private mutating func frame(from top: Double, to bottom: Double) {
    guard diagram.times > 1 else { return }
    let width = boxWidth + BlockDrawing.detour + 26
    let box = Box(x: ChartStyle.margin + 4, y: top, width: width, height: bottom - top)
    writer.element(
      "rect",
      writer.attributes(of: box, radius: 10) + [
        ("fill", "none"), ("stroke", ChartColor.muted.css), ("stroke-dasharray", "5 4"),
      ])
    writer.label(
      "× \(diagram.times)", x: box.maxX + 8, y: box.midY + 5,
      style: TextStyle(size: 15, color: ChartColor.ink.css, isBold: true))
  }
}
