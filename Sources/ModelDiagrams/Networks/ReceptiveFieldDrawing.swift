import SVGCharts

/// Draws the rows under each other, the chosen unit's above and the input's below, with what lies between them.
struct ReceptiveFieldDrawing {
  private let diagram: ReceptiveFieldDiagram
  private let limit: Double
  private let fields: [[Int]]
  private let counts: [Int]
  /// The room for the names of the rows, and between two rows.
  private let left, pitch: Double
  private var writer = SVGWriter()
  /// A place of the input: how wide it is, and the middle of the first one.
  private let side, first: Double

  init(_ diagram: ReceptiveFieldDiagram, width: Double) {
    (self.diagram, limit, fields, counts) = (diagram, width, diagram.fields, diagram.counts)
    let isNarrow = width < 560
    let notes = diagram.layers.map(\.notes)
    (left, pitch) = (isNarrow ? 78 : 100, Double((notes.map(\.count).max() ?? 1) + 2) * 15 + 6)
    let ends = ReceptiveFieldDrawing.ends(diagram)
    let room = width - left - 2 * ChartStyle.margin
    side = min(20, room / (ends.upperBound - ends.lowerBound + 1))
    first = left + ChartStyle.margin + (0.5 - ends.lowerBound) * side
  }

  /// The middle of a unit in places of the input, which are 1 apart: that of all that it sees.
  private static func middle(_ diagram: ReceptiveFieldDiagram, row: Int, unit: Int) -> Double {
    var middle = Double(unit)
    for layer in diagram.layers[..<row].reversed() {
      middle =
        middle * Double(layer.stride) - Double(layer.padding)
        + Double(layer.dilation * (layer.kernel - 1)) / 2
    }
    return middle
  }

  /// How far all rows reach, padding included, whichever unit is chosen.
  private static func ends(_ diagram: ReceptiveFieldDiagram) -> ClosedRange<Double> {
    let counts = diagram.counts
    let middles = counts.indices.flatMap { row -> [Double] in
      guard row < diagram.layers.count else {
        return [0, counts[row] - 1].map { middle(diagram, row: row, unit: $0) }
      }
      let (before, extra) = (diagram.layers[row].padding, diagram.layers[row].extraPadding)
      return [-before, counts[row] - 1 + before + extra].map { middle(diagram, row: row, unit: $0) }
    }
    return (middles.min() ?? 0)...(middles.max() ?? 0)
  }

  var drawing: SVGDrawing {
    var copy = self
    return copy.drawn()
  }

  private mutating func drawn() -> SVGDrawing {
    let top = writer.heading(diagram.title, width: limit) + 12
    let heights = counts.indices.map { top + Double(counts.count - 1 - $0) * pitch }
    for row in diagram.layers.indices { windows(of: row, from: heights[row + 1], to: heights[row]) }
    for row in counts.indices {
      row == 0 ? places(at: heights[0]) : units(of: row, at: heights[row])
      notes(beside: row, at: heights[row])
    }
    numbers(at: heights[0] + side(of: 0) / 2 + 15)
    return SVGDrawing(writer: writer, size: (limit, heights[0] + 36 + ChartStyle.margin))
  }

  private func x(_ row: Int, _ unit: Int) -> Double {
    first + side * ReceptiveFieldDrawing.middle(diagram, row: row, unit: unit)
  }

  /// How large a row's units are.
  private func side(of row: Int) -> Double { row == 0 ? side * 0.86 : min(14, side * 0.86) }

  // MARK: What lies between two rows

  /// What the chosen unit sees as one ground, and the lines of every window in it.
  private mutating func windows(of row: Int, from top: Double, to bottom: Double) {
    let layer = diagram.layers[row]
    let units = fields[row + 1]
    guard let left = units.first, let right = units.last else { return }
    let reach = side(of: row) / 2
    let read = [layer.places(of: left).first ?? 0, layer.places(of: right).last ?? 0]
    let corners = [
      Spot(x: x(row + 1, left) - side(of: row + 1) / 2, y: top),
      Spot(x: x(row + 1, right) + side(of: row + 1) / 2, y: top),
      Spot(x: x(row, read[1]) + reach, y: bottom), Spot(x: x(row, read[0]) - reach, y: bottom),
    ]
    writer.element(
      "path",
      [
        ("d", "M" + corners.map(PathBuilder.text).joined(separator: "L") + "z"),
        ("fill", "color-mix(in oklab,\(ChartColor.focus.css) 11%,\(ChartColor.background.css))"),
      ])
    lines(units, through: layer, row: row, from: top, to: bottom)
    outside(Set(units.flatMap { layer.places(of: $0) }), of: row, at: bottom)
  }

  private mutating func lines(
    _ units: [Int], through layer: ReceptiveFieldDiagram.Layer, row: Int, from top: Double, to bottom: Double
  ) {
    let path = units.flatMap { unit in
      layer.places(of: unit).map { place in
        let ends = [Spot(x: x(row + 1, unit), y: top), Spot(x: x(row, place), y: bottom)]
        return "M" + ends.map(PathBuilder.text).joined(separator: "L")
      }
    }
    writer.element(
      "path",
      [("d", path.joined()), ("stroke", ChartColor.weight.css), ("stroke-width", "0.8"), ("opacity", "0.7")])
  }

  /// The places of the padding that are read, with dashed frames.
  private mutating func outside(_ places: Set<Int>, of row: Int, at y: Double) {
    let size = side(of: row)
    for place in places.sorted() where !(0..<counts[row]).contains(place) {
      let box = Box(x: x(row, place) - size / 2, y: y - size / 2, width: size, height: size)
      writer.element(
        "rect",
        writer.attributes(of: box, radius: row == 0 ? 1 : size / 2) + [
          ("fill", ChartColor.background.css), ("stroke", ChartColor.muted.css), ("stroke-dasharray", "2 2"),
        ])
    }
  }

  // MARK: The rows

  private mutating func places(at y: Double) {
    let size = side(of: 0)
    let seen = Set(fields[0])
    for isSeen in [false, true] {
      let path = (0..<counts[0]).filter { seen.contains($0) == isSeen }.map { place in
        "M\(PathBuilder.text(Spot(x: x(0, place) - size / 2, y: y - size / 2)))h\(SVGWriter.number(size))"
          + "v\(SVGWriter.number(size))h\(SVGWriter.number(-size))z"
      }
      writer.element(
        "path",
        [
          ("d", path.joined()), ("fill", isSeen ? ChartColor.value.css : ChartColor.background.css),
          ("stroke", isSeen ? ChartColor.value.css : ChartColor.muted.css), ("stroke-width", "1"),
        ])
    }
  }

  /// Units as dots, which are ends of lines without a length.
  private mutating func units(of row: Int, at y: Double) {
    let size = side(of: row)
    let seen = Set(fields[row])
    let isLast = row == counts.count - 1
    let others = (0..<counts[row]).filter { !seen.contains($0) }
    dots(others, of: row, at: y, size: size, color: .muted)
    dots(others, of: row, at: y, size: size - 2.4, color: .background)
    if isLast {
      dots(fields[row], of: row, at: y, size: size + 9, color: .focus)
      dots(fields[row], of: row, at: y, size: size + 4, color: .background)
    }
    dots(fields[row], of: row, at: y, size: size, color: isLast ? .focus : .value)
  }

  private mutating func dots(_ units: [Int], of row: Int, at y: Double, size: Double, color: ChartColor) {
    guard !units.isEmpty else { return }
    let path = units.map { "M\(PathBuilder.text(Spot(x: x(row, $0), y: y)))h0" }
    writer.element(
      "path",
      [
        ("d", path.joined()), ("stroke", color.css), ("stroke-width", SVGWriter.number(size)),
        ("stroke-linecap", "round"),
      ])
  }

  // MARK: Words

  private mutating func notes(beside row: Int, at y: Double) {
    let isLast = row == counts.count - 1
    let seen = isLast ? "unit \(diagram.unit + 1)" : "\(fields[row].count)"
    let notes = row == 0 ? [] : diagram.layers[row - 1].notes
    let name = row == 0 ? "input" : diagram.layers[row - 1].name
    let room = left - 6
    var baseline = y + 4
    let bold = TextStyle(size: 13, color: ChartColor.value.css, isBold: true)
    writer.label(
      TextMetrics.shortened(name, width: room, size: 13.8), x: ChartStyle.margin, y: baseline, style: bold)
    for (index, note) in (["\(seen) of \(counts[row])"] + notes).enumerated() {
      baseline += 15
      let style = TextStyle(size: 11.5, color: index == 0 ? ChartColor.focus.css : ChartColor.muted.css)
      writer.label(
        TextMetrics.shortened(note, width: room, size: 11.5), x: ChartStyle.margin, y: baseline, style: style)
    }
  }

  /// The first and the last place that are seen, and the ends of the input where there is room.
  private mutating func numbers(at y: Double) {
    let seen = [fields[0].first, fields[0].last].compactMap(\.self)
    var taken: [Double] = []
    func write(_ places: [Int], _ color: ChartColor, isBold: Bool) {
      for place in places where taken.allSatisfy({ abs($0 - x(0, place)) > 20 }) {
        taken.append(x(0, place))
        let style = TextStyle(size: 12, color: color.css, isBold: isBold)
        writer.label("\(place + 1)", x: x(0, place), y: y, style: style, anchor: .middle)
      }
    }
    write(seen, .focus, isBold: true)
    write([0, diagram.inputs - 1], .muted, isBold: false)
  }
}
