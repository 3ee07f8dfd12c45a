import SVGCharts

/// Draws a ``NeuronDiagram``: inputs on the left, the unit in the middle, what it says on the right.
struct NeuronDrawing {
  private let diagram: NeuronDiagram
  private let limit: Double
  private let isNarrow: Bool
  private var writer = SVGWriter()
  private var top = 0.0

  init(_ diagram: NeuronDiagram, width: Double) {
    self.diagram = diagram
    limit = width
    isNarrow = width < 480
  }

  var drawing: SVGDrawing {
    var copy = self
    return copy.drawn()
  }

  private var width: Double { min(limit, 560) - 2 * ChartStyle.margin }
  private var cell: (width: Double, height: Double) { (isNarrow ? 44 : 52, 26) }
  private var radius: Double { isNarrow ? 44 : 56 }
  private let pitch = 84.0
  private var size: Double { isNarrow ? 11 : 12.5 }

  /// How far the picture reaches to both sides of the unit's middle.
  private var half: Double { max(radius + 48, Double(diagram.inputs.count - 1) / 2 * pitch + 44) }
  private var center: Spot {
    Spot(x: ChartStyle.margin + width * (isNarrow ? 0.63 : 0.66), y: top + half)
  }

  private mutating func drawn() -> SVGDrawing {
    top = writer.heading(diagram.title, width: limit)
    for index in diagram.inputs.indices { input(index) }
    bias()
    unit()
    answer()
    let widest = (writer.texts.map(\.box.maxX).max() ?? 0) + ChartStyle.margin
    return SVGDrawing(writer: writer, size: (max(width + 2 * ChartStyle.margin, widest), top + 2 * half))
  }

  /// An input's cell, and its weight as a line to the unit.
  private mutating func input(_ index: Int) {
    let (part, weight) = (diagram.inputs[index], diagram.weights[index])
    let shift = Double(index) - Double(diagram.inputs.count - 1) / 2
    let y = center.y + shift * pitch
    let box = Box(x: ChartStyle.margin, y: y - cell.height / 2, width: cell.width, height: cell.height)
    let end = min(0.8, max(-0.8, shift * 0.4)) * radius
    let start = Spot(x: box.maxX, y: y)
    let arrival = Spot(x: center.x - (radius * radius - end * end).squareRoot(), y: center.y + end)
    let own = diagram.weights.map { abs($0.value) }.filter(\.isFinite).max() ?? 1
    let largest = diagram.thickest ?? own
    writer.weight(weight.value / max(largest, .leastNormalMagnitude), from: start, to: arrival)
    let room = center.x - radius - box.x
    number(TextMetrics.shortened(part.name, width: room, size: 13.8), part.value, in: box)
    let product = diagram.product(index)
    let named =
      weight.name.isEmpty || part.name.isEmpty ? product : "\(weight.name) · \(part.name) = \(product)"
    let fits = TextMetrics.width(of: named, size: size) < center.x - radius - box.maxX - 12
    writer.label(
      fits ? named : product, x: box.maxX + 9, y: shift > 0 ? y + size + 8 : y - 8,
      style: TextStyle(size: size, color: ChartColor.weight.css))
  }

  /// A number in its cell, with its name above.
  private mutating func number(_ name: String, _ value: Double, in box: Box) {
    let style = TextStyle(size: 13, color: ChartColor.value.css, isBold: true)
    let isShort = TextMetrics.width(of: name, size: 13, isBold: true) <= box.width
    writer.label(
      name, x: isShort ? box.midX : box.x, y: box.y - 7, style: style, anchor: isShort ? .middle : .start)
    writer.cell(value, in: box, bound: diagram.bound, isNew: false, size: isNarrow ? 11.5 : 12.5)
  }

  /// The bias: a short line into the unit from above.
  private mutating func bias() {
    let foot = Spot(x: center.x, y: center.y - radius)
    writer.wire([Spot(x: foot.x, y: foot.y - 22), foot], color: .weight, width: 3)
    let name = diagram.bias.name.isEmpty ? "" : diagram.bias.name + " = "
    writer.label(
      name + NeuronDiagram.text(diagram.bias.value), x: foot.x, y: foot.y - 28,
      style: TextStyle(size: size, color: ChartColor.weight.css, isBold: true), anchor: .middle)
  }

  /// The circle with the curve inside, and the sum below.
  private mutating func unit() {
    writer.element(
      "circle",
      [
        ("cx", SVGWriter.number(center.x)), ("cy", SVGWriter.number(center.y)),
        ("r", SVGWriter.number(radius)), ("fill", ChartColor.background.css),
        ("stroke", ChartColor.value.css), ("stroke-width", "2"),
      ])
    writer.wire([place(-1, 0), place(1, 0)], color: .grid, width: 1)
    writer.wire([place(0, -0.1), place(0, 1.1)], color: .grid, width: 1)
    let finite = diagram.curve.filter(\.isFinite)
    let low = min(0, finite.min() ?? 0)
    let height = max((finite.max() ?? 1) - low, .leastNormalMagnitude)
    let spots = diagram.curve.enumerated().compactMap { index, value in
      value.isFinite ? place(Double(index - 24) / 24, (value - low) / height) : nil
    }
    writer.wire(spots, color: .value, width: 2)
    if diagram.sum.isFinite, diagram.output.isFinite {
      let x = diagram.sum / diagram.reach
      let spot = place(x, (diagram.output - low) / height)
      writer.wire([place(x, 0), spot], color: .focus, width: 1.5)
      writer.element(
        "circle",
        [
          ("cx", SVGWriter.number(spot.x)), ("cy", SVGWriter.number(spot.y)), ("r", "5"),
          ("fill", ChartColor.focus.css), ("stroke", ChartColor.background.css), ("stroke-width", "2"),
        ])
    }
    let sum = "z = " + diagram.addition
    let right = ChartStyle.margin + width - TextMetrics.width(of: sum, size: size) / 2
    writer.label(
      sum, x: min(center.x, right), y: center.y + radius + size + 8,
      style: TextStyle(size: size, color: ChartColor.ink.css), anchor: .middle)
  }

  /// A place inside the circle: from −1 to 1 across, and from 0 to 1 upwards.
  private func place(_ x: Double, _ y: Double) -> Spot {
    Spot(x: center.x + x * 0.68 * radius, y: center.y + (0.5 - y) * 0.84 * radius)
  }

  /// The arrow to what the neuron says.
  private mutating func answer() {
    let box = Box(
      x: ChartStyle.margin + width - cell.width, y: center.y - cell.height / 2, width: cell.width,
      height: cell.height)
    let start = Spot(x: center.x + radius, y: center.y)
    writer.arrow([start, Spot(x: box.x - 3, y: center.y)], color: .value, width: 2)
    number("\(diagram.function)(z)", diagram.output, in: box)
  }
}

extension SVGWriter {
  /// A weight as a line that leaves and arrives level: the thicker the larger, and dashed below 0.
  ///
  /// - Parameter share: the weight over the largest one.
  mutating func weight(_ share: Double, from start: Spot, to end: Spot) {
    guard share.isFinite else { return }
    let middle = (start.x + end.x) / 2
    let bends = [Spot(x: middle, y: start.y), Spot(x: middle, y: end.y), end].map(PathBuilder.text)
    element(
      "path",
      [
        ("d", "M\(PathBuilder.text(start))C\(bends.joined(separator: " "))"), ("fill", "none"),
        ("stroke", ChartColor.weight.css),
        ("stroke-width", SVGWriter.number(1 + 5 * min(1, abs(share)))),
      ] + (share < 0 ? [("stroke-dasharray", SVGWriter.negativeDashes)] : []))
  }
}
