import SVGCharts

/// Draws a ``GatedCellDiagram``: the state's path on top, the gates below it, the inputs at the bottom.
struct GatedCellDrawing {
  private let diagram: GatedCellDiagram
  private let width: Double
  private let limit: Double
  private let isNarrow: Bool
  private var writer = SVGWriter()
  private var top = 0.0

  init(_ diagram: GatedCellDiagram, width: Double) {
    self.diagram = diagram
    limit = width
    self.width = min(width - 2 * ChartStyle.margin, 560)
    isNarrow = width < 480
  }

  var drawing: SVGDrawing {
    var copy = self
    return copy.drawn()
  }

  private mutating func drawn() -> SVGDrawing {
    top = writer.heading(diagram.title, width: limit)
    body()
    if diagram.kind == .lstm { lstm() } else { gru() }
    let widest = (writer.texts.map(\.box.maxX).max() ?? 0) + ChartStyle.margin
    return SVGDrawing(writer: writer, size: (max(width + 2 * ChartStyle.margin, widest), top + 262))
  }

  /// A place by its share of the width and its distance from the top.
  private func at(_ share: Double, _ y: Double) -> Spot {
    Spot(x: ChartStyle.margin + share * width, y: top + y)
  }

  /// The cell's outline.
  private mutating func body() {
    let (a, b) = (at(0.12, 18), at(0.9, 226))
    writer.element(
      "rect",
      writer.attributes(of: Box(x: a.x, y: a.y, width: b.x - a.x, height: b.y - a.y), radius: 10) + [
        ("fill", "color-mix(in oklab,\(ChartColor.blue.css) 5%,\(ChartColor.background.css))"),
        ("stroke", ChartColor.grid.css), ("stroke-width", "1.5"),
      ])
  }

  /// A gate with its value; `short` is its name where there is little room.
  private mutating func gate(_ name: String, _ short: String, _ sign: String, at spot: Spot) {
    let size = (width: isNarrow ? 46.0 : 76, height: 40.0)
    let box = Box(
      x: spot.x - size.width / 2, y: spot.y - size.height / 2, width: size.width, height: size.height)
    let isGate = name != "candidate"
    writer.plate(box, color: isGate ? .orange : .teal)
    let value = diagram.text(name)
    writer.lines([isNarrow ? short : name, value ?? sign], in: box, size: isNarrow ? 12 : 12.5)
  }

  /// A state's name and value at the end of its line; the value is below the line.
  private mutating func state(_ name: String, at spot: Spot, anchor: TextAnchor, lift: Double = 7) {
    let style = TextStyle(size: 13, color: ChartColor.ink.css, isBold: true)
    writer.label(name, x: spot.x, y: spot.y - lift, style: style, anchor: anchor)
    guard let value = diagram.text(name) else { return }
    writer.label(
      value, x: spot.x, y: spot.y + 15, style: TextStyle(size: 12, color: ChartColor.muted.css),
      anchor: anchor)
  }

  /// A small step on a line: a function or a product.
  private mutating func pill(_ text: String, width: Double, color: ChartColor, at spot: Spot) {
    writer.plate(
      Box(x: spot.x - width / 2, y: spot.y - 11, width: width, height: 22), color: color, radius: 11)
    writer.label(
      text, x: spot.x, y: spot.y + 4, style: TextStyle(size: 11.5, color: ChartColor.ink.css), anchor: .middle
    )
  }

  private mutating func flow(_ spots: [Spot], _ color: ChartColor = .muted) {
    writer.arrow(spots, color: color, width: color == .muted ? 1.3 : 2)
  }

  // MARK: LSTM

  private mutating func lstm() {
    let xs = (forget: 0.22, input: 0.37, candidate: 0.52, output: 0.67, shown: 0.82)
    let (line, mix, gates, bus) = (48.0, 100.0, 156.0, 204.0)
    let written = (xs.input + xs.candidate) / 2
    // the memory
    flow([at(0, line), Spot(x: at(xs.forget, 0).x - 12, y: top + line)], .blue)
    flow(
      [Spot(x: at(xs.forget, 0).x + 11, y: top + line), Spot(x: at(written, 0).x - 12, y: top + line)], .blue)
    flow([Spot(x: at(written, 0).x + 11, y: top + line), at(1, line)], .blue)
    // what comes in, to every gate
    writer.wire([at(0, bus), at(xs.output, bus)])
    writer.wire([at(0.16, 252), at(0.16, bus)])
    writer.branch(at: at(0.16, bus))
    for x in [xs.forget, xs.input, xs.candidate, xs.output] { flow([at(x, bus), at(x, gates + 21)]) }
    // forget, write
    flow([at(xs.forget, gates - 20), at(xs.forget, line + 12)])
    flow([at(xs.input, gates - 20), at(xs.input, mix), Spot(x: at(written, 0).x - 12, y: top + mix)])
    flow([at(xs.candidate, gates - 20), at(xs.candidate, mix), Spot(x: at(written, 0).x + 12, y: top + mix)])
    flow([at(written, mix - 11), at(written, line + 12)])
    // show
    writer.branch(at: at(xs.shown, line))
    flow([at(xs.shown, line), at(xs.shown, mix - 24)])
    pill("tanh", width: 40, color: .teal, at: at(xs.shown, mix - 12))
    flow([at(xs.shown, mix), at(xs.shown, gates - 12)])
    flow([
      at(xs.output, gates - 20), at(xs.output, gates - 32), at(xs.shown - 0.07, gates - 32),
      at(xs.shown - 0.07, gates), Spot(x: at(xs.shown, 0).x - 12, y: top + gates),
    ])
    flow([at(xs.shown, gates + 11), at(xs.shown, bus), at(1, bus)], .blue)
    for (sign, spot) in [
      ("×", at(xs.forget, line)), ("+", at(written, line)), ("×", at(written, mix)),
      ("×", at(xs.shown, gates)),
    ] { writer.operation(sign, at: spot) }
    gate("forget", "f", "σ", at: at(xs.forget, gates))
    gate("input", "i", "σ", at: at(xs.input, gates))
    gate("candidate", "g", "tanh", at: at(xs.candidate, gates))
    gate("output", "o", "σ", at: at(xs.output, gates))
    ends(line: line, bus: bus, memory: ("c", "c′"))
  }

  /// The names where lines begin and end.
  private mutating func ends(line: Double, bus: Double, memory: (String, String)) {
    state(memory.0, at: at(0.02, line), anchor: .start)
    state(memory.1, at: at(0.99, line), anchor: .end)
    if diagram.kind == .lstm {
      state("h", at: at(0.02, bus), anchor: .start)
      state("h′", at: at(0.99, bus), anchor: .end)
    }
    let x = at(0.16, 252)
    writer.label(
      "x", x: x.x + 8, y: x.y, style: TextStyle(size: 13, color: ChartColor.ink.css, isBold: true))
  }

  // MARK: GRU

  private mutating func gru() {
    let xs = (reset: 0.26, update: 0.48, candidate: 0.7, seen: 0.37, kept: 0.48, sum: 0.8)
    let (line, mix, gates, bus) = (48.0, 104.0, 156.0, 204.0)
    // the state
    flow([at(0, line), Spot(x: at(xs.kept, 0).x - 12, y: top + line)], .blue)
    flow(
      [Spot(x: at(xs.kept, 0).x + 11, y: top + line), Spot(x: at(xs.sum, 0).x - 12, y: top + line)], .blue)
    flow([Spot(x: at(xs.sum, 0).x + 11, y: top + line), at(1, line)], .blue)
    gruInputs(xs: [xs.reset, xs.update, xs.candidate], line: line, gates: gates, bus: bus)
    // the reset gate decides how much of the product Uₙh + dₙ the candidate sees
    writer.branch(at: at(xs.seen, line))
    flow([at(xs.seen, line), at(xs.seen, line + 14)])
    pill(isNarrow ? "Uₙ" : "Uₙh + dₙ", width: isNarrow ? 32 : 66, color: .teal, at: at(xs.seen, line + 25))
    flow([at(xs.seen, line + 36), at(xs.seen, mix - 12)])
    flow([at(xs.reset, gates - 20), at(xs.reset, mix), Spot(x: at(xs.seen, 0).x - 12, y: top + mix)])
    flow([
      at(xs.seen, mix + 11), at(xs.seen, 125), at(xs.candidate - 0.03, 125),
      at(xs.candidate - 0.03, gates - 21),
    ])
    // keep, or replace
    flow([at(xs.update, gates - 20), at(xs.update, line + 12)])
    writer.branch(at: at(xs.update, 92))
    let rest = at(0.62, 92)
    flow([at(xs.update, 92), Spot(x: rest.x - 22, y: rest.y)])
    pill("1 − z", width: 42, color: .orange, at: rest)
    flow([Spot(x: rest.x + 21, y: rest.y), Spot(x: at(xs.sum, 0).x - 12, y: rest.y)])
    flow([
      Spot(x: at(xs.candidate, 0).x + (isNarrow ? 23 : 38), y: top + gates), at(xs.sum, gates),
      at(xs.sum, 92 + 12),
    ])
    flow([at(xs.sum, 81), at(xs.sum, line + 12)])
    for (sign, spot) in [
      ("×", at(xs.kept, line)), ("+", at(xs.sum, line)), ("×", at(xs.seen, mix)), ("×", at(xs.sum, 92)),
    ] { writer.operation(sign, at: spot) }
    gate("reset", "r", "σ", at: at(xs.reset, gates))
    gate("update", "z", "σ", at: at(xs.update, gates))
    gate("candidate", "n", "tanh", at: at(xs.candidate, gates))
    ends(line: line, bus: bus, memory: ("h", "h′"))
  }

  /// The input on its way to the gates and to the candidate, and the state on its way to the gates alone: what the
  /// candidate sees of it has to pass the reset.
  private mutating func gruInputs(xs: [Double], line: Double, gates: Double, bus: Double) {
    let (offset, upper) = (isNarrow ? 0.025 : 0.02, bus - 10)
    writer.branch(at: at(0.18, line))
    writer.wire([at(0.18, line), at(0.18, upper), at(xs[1] - offset, upper)])
    writer.wire([at(0.16, 252), at(0.16, bus), at(xs[2], bus)])
    for x in xs.dropLast() {
      flow([at(x - offset, upper), at(x - offset, gates + 21)])
      flow([at(x + offset, bus), at(x + offset, gates + 21)])
    }
    flow([at(xs[2], bus), at(xs[2], gates + 21)])
    writer.branch(at: at(xs[0] - offset, upper))
    writer.branch(at: at(xs[0] + offset, bus))
    writer.branch(at: at(xs[1] + offset, bus))
  }
}
