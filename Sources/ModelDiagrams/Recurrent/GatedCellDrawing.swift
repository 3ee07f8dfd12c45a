import SVGCharts

/// Draws a ``GatedCellDiagram``: the state's path on top, the gates below it, the inputs at the bottom.
///
/// The cell can be built up: each part has the stage from which on it is there, and the newest ones have strong rims.
/// What is still missing is there as a pale shape.
struct GatedCellDrawing {
  private(set) var diagram: GatedCellDiagram
  private let width: Double
  private let limit: Double
  let isNarrow: Bool
  var writer = SVGWriter()
  private var top = 0.0

  init(_ diagram: GatedCellDiagram, width: Double) {
    self.diagram = diagram
    limit = width
    self.width = min(width - 2 * ChartStyle.margin, 600)
    isNarrow = width < 480
  }

  var drawing: SVGDrawing {
    var copy = self
    return copy.drawn()
  }

  private mutating func drawn() -> SVGDrawing {
    top = writer.heading(diagram.title, width: limit)
    body()
    if let stage = diagram.stage, stage < diagram.buildUp.count { outlook() }
    parts()
    let widest = (writer.texts.map(\.box.maxX).max() ?? 0) + ChartStyle.margin
    return SVGDrawing(writer: writer, size: (max(width + 2 * ChartStyle.margin, widest), top + 286))
  }

  private mutating func parts() {
    if diagram.kind == .lstm { lstm() } else { gru() }
  }

  /// The whole cell, pale and without words: where the parts to come will be.
  private mutating func outlook() {
    var whole = self
    (whole.diagram.stage, whole.writer) = (nil, SVGWriter())
    whole.parts()
    let shapes = whole.writer.withoutTexts
    writer.group([("opacity", "0.2")]) { $0.append(shapes, dx: 0, dy: 0) }
  }

  // MARK: Parts

  /// A place by its share of the width and its distance from the top.
  func at(_ share: Double, _ y: Double) -> Spot { Spot(x: ChartStyle.margin + share * width, y: top + y) }

  /// A place some units to the right of a share of the width.
  func at(_ share: Double, _ y: Double, dx: Double) -> Spot {
    Spot(x: at(share, y).x + dx, y: top + y)
  }

  /// Whether a part is there, by the stage from which on it is.
  func has(_ stage: Int) -> Bool { (diagram.stage ?? .max) >= stage }
  func isNew(_ stage: Int) -> Bool { diagram.stage == stage }

  /// The size of a number's cell.
  var cell: (width: Double, height: Double) { (isNarrow ? 42 : 52, 26) }

  /// The cell's outline.
  private mutating func body() {
    let (a, b) = (at(0, 6, dx: cell.width + 10), at(1, 240, dx: -cell.width - 10))
    writer.element(
      "rect",
      writer.attributes(of: Box(x: a.x, y: a.y, width: b.x - a.x, height: b.y - a.y), radius: 12) + [
        ("fill", "color-mix(in oklab,\(ChartColor.value.css) 5%,\(ChartColor.background.css))"),
        ("stroke", ChartColor.grid.css),
      ])
  }

  /// A gate with its share as a bar at the foot, or the candidate with its number; `short` is the name where there is
  /// little room.
  mutating func gate(_ name: String, _ short: String, _ sign: String, at spot: Spot, stage: Int) {
    guard has(stage) else { return }
    let size = (width: isNarrow ? 46.0 : 78, height: 40.0)
    let box = Box(
      x: spot.x - size.width / 2, y: spot.y - size.height / 2, width: size.width, height: size.height)
    let isGate = name != "candidate"
    writer.element(
      "rect",
      writer.attributes(of: box, radius: 4) + [
        ("fill", ChartColor.background.css),
        ("stroke", isGate ? ChartColor.gate.css : ChartColor.value.css),
        ("stroke-width", isNew(stage) ? "3" : "1.75"),
      ])
    let share = diagram.number(name)
    if isGate, let share { writer.bar(share, at: box) }
    var middle = box
    if isGate { middle.height -= 5 }
    writer.lines(
      [isNarrow ? short : "\(name) \(short)", diagram.text(name) ?? sign], in: middle,
      size: isNarrow ? 12 : 12.5)
  }

  /// A state's cell with its name above it, and what comes before or after it on the line.
  mutating func state(_ name: String, _ number: Double?, at spot: Spot, isNew: Bool = false) {
    let box = Box(
      x: spot.x - cell.width / 2, y: spot.y - cell.height / 2, width: cell.width, height: cell.height)
    let style = TextStyle(size: 13, color: ChartColor.value.css, isBold: true)
    writer.label(name, x: spot.x, y: box.y - 6, style: style, anchor: .middle)
    if let number {
      let size = isNarrow ? 11.5 : 12.5
      writer.cell(number, in: box, bound: diagram.bound, isNew: isNew, size: size)
    } else {
      writer.element(
        "rect",
        writer.attributes(of: box, radius: 2) + [
          ("fill", ChartColor.background.css), ("stroke", ChartColor.value.css),
          ("stroke-width", isNew ? "3" : "1.75"),
        ])
    }
  }

  /// What is on a line at a place: a product's name and number.
  mutating func note(_ name: String, _ number: Double?, at spot: Spot, anchor: TextAnchor) {
    let value = number.map { NumberFormat.plain($0, significant: 3) }
    let text = [name.isEmpty ? nil : name, value].compactMap(\.self).joined(separator: " = ")
    let style = TextStyle(size: isNarrow ? 11 : 12, color: ChartColor.muted.css)
    writer.label(text, x: spot.x, y: spot.y, style: style, anchor: anchor, hasHalo: true)
  }

  /// A function on a line.
  mutating func pill(_ text: String, width: Double, color: ChartColor, at spot: Spot) {
    writer.plate(
      Box(x: spot.x - width / 2, y: spot.y - 11, width: width, height: 22), color: color, radius: 11)
    writer.label(
      text, x: spot.x, y: spot.y + 4, style: TextStyle(size: 11.5, color: ChartColor.ink.css), anchor: .middle
    )
  }

  /// A line with an arrow: grey, of a gate, or of a number.
  mutating func flow(_ spots: [Spot], _ color: ChartColor = .muted, isBelt: Bool = false) {
    writer.arrow(spots, color: color, width: isBelt ? 3.5 : color == .muted ? 1.4 : 2)
  }

  /// The belt between two places, which each of the operations on it interrupts.
  mutating func belt(_ line: Double, from start: Double, to end: Double, through operations: [Double]) {
    var from = at(start, line)
    for share in operations.sorted() {
      flow([from, at(share, line, dx: -13)], .value, isBelt: true)
      from = at(share, line, dx: 12)
    }
    flow([from, at(end, line)], .value, isBelt: true)
  }
}
