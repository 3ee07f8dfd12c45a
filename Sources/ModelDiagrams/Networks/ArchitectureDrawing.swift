import SVGCharts

/// Draws an ``ArchitecturePlate``: a card for each network, with its inputs at the bottom and its answer at the top right.
struct ArchitectureDrawing {
  private let plate: ArchitecturePlate
  private let limit: Double
  private let columns: Int
  private let card: (width: Double, height: Double)
  private var writer = SVGWriter()
  private static let gap = 12.0

  init(_ plate: ArchitecturePlate, width: Double) {
    (self.plate, limit) = (plate, width)
    let free = width - 2 * ChartStyle.margin
    columns = max(1, min(plate.networks.count, Int((free + Self.gap) / (148 + Self.gap))))
    card = ((free - Self.gap * Double(columns - 1)) / Double(columns), 206)
  }

  var drawing: SVGDrawing {
    var copy = self
    return copy.drawn()
  }

  private mutating func drawn() -> SVGDrawing {
    let top = writer.heading(plate.title, width: limit)
    for (index, network) in plate.networks.enumerated() {
      let box = Box(
        x: ChartStyle.margin + Double(index % columns) * (card.width + Self.gap),
        y: top + Double(index / columns) * (card.height + Self.gap), width: card.width, height: card.height)
      writer.plate(box, color: .muted, radius: 10)
      texts(network, in: box)
      var picture = ArchitecturePicture(
        inputs: plate.inputs,
        box: Box(x: box.x + 14, y: box.y + 70, width: box.width - 28, height: box.height - 82))
      picture.draw(network.kind, in: &writer)
    }
    let rows = (plate.networks.count + columns - 1) / columns
    let bottom = top + Double(rows) * (card.height + Self.gap) - Self.gap
    return SVGDrawing(writer: writer, size: (limit, bottom + ChartStyle.margin))
  }

  private mutating func texts(_ network: ArchitecturePlate.Network, in box: Box) {
    let room = box.width - 20
    writer.label(
      TextMetrics.shortened(network.name, width: room, size: 14), x: box.x + 12, y: box.y + 21,
      style: TextStyle(size: 13, color: ChartColor.ink.css, isBold: true))
    let way = network.kind.way(inputs: plate.inputs)
    writer.label(
      way, x: box.x + 12, y: box.y + 39, style: TextStyle(size: 12.5, color: ChartColor.focus.css))
    guard let note = network.note else { return }
    writer.label(
      TextMetrics.shortened(note, width: room, size: 12), x: box.x + 12, y: box.y + 55,
      style: TextStyle(size: 12, color: ChartColor.muted.css))
  }
}

/// One network in its card.
private struct ArchitecturePicture {
  let inputs: Int
  let box: Box
  /// The places of the way, from the first input to the answer.
  private var way: [Spot] = []
  /// Curves on the way.
  private var bends: [(from: Spot, to: Spot)] = []

  init(inputs: Int, box: Box) { (self.inputs, self.box) = (inputs, box) }

  private var pitch: Double { box.width / Double(inputs) }
  private func x(_ place: Int) -> Double { box.x + pitch * (Double(place) + 0.5) }
  private var foot: Double { box.maxY - 7 }
  private var last: Int { inputs - 1 }
  private var answer: Spot { Spot(x: x(last), y: box.y + 8) }

  mutating func draw(_ kind: ArchitecturePlate.Kind, in writer: inout SVGWriter) {
    switch kind {
    case .dense: dense(in: &writer)
    case .convolutional: convolutional(in: &writer)
    case .recurrent, .lstm, .gru: chain(kind, in: &writer)
    case .attending: attending(in: &writer)
    case .transformer: transformer(in: &writer)
    }
    for place in 0..<inputs { input(place, in: &writer) }
    unit(answer, isOnWay: true, radius: 7, in: &writer)
  }

  // MARK: Kinds

  private func dense(in writer: inout SVGWriter) {
    let units = (0..<4).map {
      Spot(x: box.x + box.width * (0.2 + 0.2 * Double($0)), y: box.y + box.height * 0.45)
    }
    for unit in units {
      for place in 0..<inputs { line([Spot(x: x(place), y: foot), unit], in: &writer) }
      line([unit, answer], in: &writer)
    }
    highlight([Spot(x: x(0), y: foot), units[1], answer], in: &writer)
    for (index, place) in units.enumerated() { unit(place, isOnWay: index == 1, in: &writer) }
  }

  private func convolutional(in writer: inout SVGWriter) {
    let layers = ArchitecturePlate.Kind.windows(inputs: inputs)
    let height = (foot - box.y - 8) / Double(layers + 1)
    let spot = { (layer: Int, place: Int) in
      Spot(x: x(place), y: foot - height * Double(layer))
    }
    // From the last place back: which windows have a part in the answer.
    var needed: [Set<Int>] = [[last]]
    for layer in stride(from: layers, to: 0, by: -1) {
      let places = needed[0].flatMap { place in (0..<3).map { place - $0 << (layer - 1) } }
      needed.insert(Set(places.filter { $0 >= 0 }), at: 0)
    }
    var way = [spot(layers, last)]
    for layer in stride(from: layers, to: 0, by: -1) {
      for place in needed[layer].sorted() {
        for back in 0..<3 where place - back << (layer - 1) >= 0 {
          line([spot(layer - 1, place - back << (layer - 1)), spot(layer, place)], in: &writer)
        }
      }
      guard let place = way.last.flatMap({ spot in (0..<inputs).first { x($0) == spot.x } }) else { continue }
      let back = (0..<3).map { place - $0 << (layer - 1) }.filter { $0 >= 0 }.min() ?? place
      way.append(spot(layer - 1, back))
    }
    line([spot(layers, last), answer], in: &writer)
    highlight(way.reversed() + [answer], in: &writer)
    for layer in 1...layers {
      for place in needed[layer].sorted() {
        unit(
          spot(layer, place), isOnWay: way.contains { $0.x == x(place) && $0.y == spot(layer, place).y },
          radius: 4, in: &writer)
      }
    }
  }

  private func chain(_ kind: ArchitecturePlate.Kind, in writer: inout SVGWriter) {
    let y = box.y + box.height * 0.5
    let states = (0..<inputs).map { Spot(x: x($0), y: y) }
    for place in 0..<inputs { line([Spot(x: x(place), y: foot), states[place]], in: &writer) }
    if kind == .recurrent {
      highlight([Spot(x: x(0), y: foot)] + states + [answer], in: &writer)
    } else {
      // The memory's belt, beside which the gates stand.
      highlight([Spot(x: x(0), y: foot)] + states + [answer], in: &writer)
      highlight(states, width: 5, in: &writer)
      for place in 1..<inputs { gate(Spot(x: x(place) - pitch / 2, y: y), in: &writer) }
    }
    for state in states { cell(state, isGated: kind != .recurrent, in: &writer) }
    if kind == .lstm {
      // What the cell shows of its memory runs beside it.
      let low = y + 17
      line([Spot(x: x(0), y: low), Spot(x: x(last), y: low)], in: &writer)
    }
  }

  private func attending(in writer: inout SVGWriter) {
    let y = box.y + box.height * 0.6
    let states = (0..<inputs).map { Spot(x: x($0), y: y) }
    for place in 0..<inputs { line([Spot(x: x(place), y: foot), states[place]], in: &writer) }
    line(states, in: &writer)
    let found = Spot(x: x(last), y: box.y + 30)
    for state in states.dropFirst().dropLast() { bend(state, found, isOnWay: false, in: &writer) }
    highlight([Spot(x: x(0), y: foot), states[0]], in: &writer)
    bend(states[0], found, isOnWay: true, in: &writer)
    highlight([found, answer], in: &writer)
    for state in states { cell(state, isGated: true, in: &writer) }
    unit(found, isOnWay: true, radius: 4, in: &writer)
  }

  private func transformer(in writer: inout SVGWriter) {
    let (low, high) = (box.y + box.height * 0.62, box.y + 30)
    for place in 0..<inputs {
      writer.wire(
        [Spot(x: x(place), y: foot), Spot(x: x(place), y: box.y + 8)], color: place == last ? .focus : .value,
        width: 2)
    }
    for place in 1..<last {
      bend(Spot(x: x(place), y: low), Spot(x: x(last), y: high), isOnWay: false, in: &writer)
    }
    highlight([Spot(x: x(0), y: foot), Spot(x: x(0), y: low)], in: &writer)
    bend(Spot(x: x(0), y: low), Spot(x: x(last), y: high), isOnWay: true, in: &writer)
    highlight([Spot(x: x(last), y: high), answer], in: &writer)
    for place in 0..<inputs { unit(Spot(x: x(place), y: low), isOnWay: place == 0, radius: 3.5, in: &writer) }
    unit(Spot(x: x(last), y: high), isOnWay: true, radius: 4, in: &writer)
  }

  // MARK: Parts

  private func line(_ spots: [Spot], in writer: inout SVGWriter) {
    writer.wire(spots, color: .muted, width: 1)
  }

  private func highlight(_ spots: [Spot], width: Double = 2.5, in writer: inout SVGWriter) {
    writer.wire(spots, color: .focus, width: width)
  }

  private func bend(_ from: Spot, _ to: Spot, isOnWay: Bool, in writer: inout SVGWriter) {
    writer.curve(
      from: from, to: to, isLevel: false, color: isOnWay ? .focus : .muted, width: isOnWay ? 2.5 : 1)
  }

  private func input(_ place: Int, in writer: inout SVGWriter) {
    let side = min(12, pitch * 0.62)
    let cell = Box(x: x(place) - side / 2, y: foot - side / 2, width: side, height: side)
    writer.element("rect", writer.attributes(of: cell, radius: 2) + [("fill", ChartColor.background.css)])
    writer.outline(cell, color: place == 0 ? .focus : .value, width: 1.75)
  }

  private func unit(_ spot: Spot, isOnWay: Bool, radius: Double = 6, in writer: inout SVGWriter) {
    writer.element(
      "circle",
      [
        ("cx", SVGWriter.number(spot.x)), ("cy", SVGWriter.number(spot.y)), ("r", SVGWriter.number(radius)),
        ("fill", ChartColor.background.css), ("stroke", (isOnWay ? ChartColor.focus : .value).css),
        ("stroke-width", "2"),
      ])
  }

  private func cell(_ spot: Spot, isGated: Bool, in writer: inout SVGWriter) {
    let side = min(12, pitch * 0.62)
    let cell = Box(x: spot.x - side / 2, y: spot.y - side / 2, width: side, height: side)
    writer.element("rect", writer.attributes(of: cell, radius: 3) + [("fill", ChartColor.background.css)])
    writer.outline(cell, color: isGated ? .gate : .value, width: 1.75)
  }

  /// A gate on the belt: a short bar across it.
  private func gate(_ spot: Spot, in writer: inout SVGWriter) {
    writer.wire([Spot(x: spot.x, y: spot.y - 6), Spot(x: spot.x, y: spot.y + 6)], color: .gate, width: 2)
  }
}
