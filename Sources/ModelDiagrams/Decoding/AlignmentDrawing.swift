import SVGCharts

/// Draws an ``AlignmentDiagram``: the words that are written on the left, those that are read on the right, each with its
/// weight and its state, and below these what the weights make of the states.
struct AlignmentDrawing {
  private let diagram: AlignmentDiagram
  private let isNarrow: Bool
  private let pitch: Double
  private let textSize: Double
  /// The side of a cell of a state.
  private let side: Double
  /// The widths of the words on both sides, with their rims.
  private let said, read: Double
  /// Where the lines begin and end, where the bars begin, and where the states do.
  private let start, end, bars, states: Double
  private static let barWidth = 52.0
  /// Weaker connections than this are left out.
  private static let least = 0.02
  private var writer = SVGWriter()

  init(_ diagram: AlignmentDiagram, width: Double) {
    self.diagram = diagram
    isNarrow = width < 480
    (pitch, textSize, side) = isNarrow ? (27, 12, 7) : (30, 13, 12)
    let size = textSize
    func widest(_ words: [String]) -> Double {
      min(96, words.map { TextMetrics.width(of: $0, size: size, isBold: true) }.max() ?? 0) + 12
    }
    (said, read) = (widest(diagram.targets), widest(diagram.sources))
    let strip = side * Double(diagram.states[0].count)
    let rest = 2 * ChartStyle.margin + said + read + Self.barWidth + strip + 26
    start = ChartStyle.margin + said + 4
    end = start + max(48, min(200, width - rest - 8))
    bars = end + 4 + read + 8
    states = bars + Self.barWidth + 10
  }

  var drawing: SVGDrawing {
    var copy = self
    return copy.drawn()
  }

  private mutating func drawn() -> SVGDrawing {
    let strip = side * Double(diagram.states[0].count)
    let width = states + max(strip, stateHead.width) + ChartStyle.margin
    let top = writer.heading(diagram.title, width: width) + 30
    heads(y: top - 12)
    lines(top: top)
    for target in diagram.targets.indices { word(target, y: y(target, of: diagram.targets.count, top: top)) }
    for source in diagram.sources.indices { row(source, y: y(source, of: diagram.sources.count, top: top)) }
    let rows = Double(max(diagram.targets.count, diagram.sources.count))
    let bottom = sum(y: top + (rows + Double(diagram.sources.count)) / 2 * pitch + 8)
    return SVGDrawing(
      writer: writer, size: (width, max(bottom, top + rows * pitch) + ChartStyle.margin))
  }

  /// The middle of a word's row; the shorter list is centred on the longer one.
  private func y(_ index: Int, of count: Int, top: Double) -> Double {
    let rows = Double(max(diagram.targets.count, diagram.sources.count))
    return top + ((rows - Double(count)) / 2 + Double(index) + 0.5) * pitch
  }

  private func style(_ color: ChartColor, isBold: Bool = false) -> TextStyle {
    TextStyle(size: textSize, color: color.css, isBold: isBold)
  }

  private mutating func heads(y: Double) {
    let muted = TextStyle(size: headSize, color: ChartColor.muted.css)
    writer.label("writes", x: start - 4, y: y, style: muted, anchor: .end)
    writer.label("reads", x: end + 4, y: y, style: muted)
    writer.label("weight", x: bars, y: y, style: muted)
    writer.label(stateHead.text, x: states, y: y, style: muted)
  }

  private var headSize: Double { isNarrow ? 11 : 12 }

  /// What stands over the states, and its width.
  private var stateHead: (text: String, width: Double) {
    let count = diagram.states[0].count
    let text = count < diagram.width && !isNarrow ? "state, \(count) of \(diagram.width)" : "state"
    return (text, TextMetrics.width(of: text, size: headSize))
  }

  /// The lines of all words so far, those of the current one strong and in front.
  private mutating func lines(top: Double) {
    for target in Array(0..<diagram.current) + [diagram.current] {
      let isCurrent = target == diagram.current
      let from = Spot(x: start, y: y(target, of: diagram.targets.count, top: top))
      for (source, weight) in diagram.weights[target].enumerated() where weight >= Self.least {
        let to = Spot(x: end, y: y(source, of: diagram.sources.count, top: top))
        let middle = SVGWriter.number((start + end) / 2)
        let bends = "\(middle) \(SVGWriter.number(from.y)) \(middle) \(SVGWriter.number(to.y))"
        writer.element(
          "path",
          [
            ("d", "M\(PathBuilder.text(from))C\(bends) \(PathBuilder.text(to))"), ("fill", "none"),
            ("stroke", (isCurrent ? ChartColor.focus : .muted).css),
            ("stroke-width", SVGWriter.number(isCurrent ? 1 + 9 * weight : 0.6 + 2 * weight)),
            ("opacity", SVGWriter.number(isCurrent ? 0.55 + 0.45 * weight : 0.35)),
          ])
      }
    }
  }

  /// A word of the answer: written, being written, or still to come.
  private mutating func word(_ target: Int, y: Double) {
    let box = Box(x: start - 4 - said, y: y - pitch / 2 + 2, width: said, height: pitch - 4)
    let isCurrent = target == diagram.current
    let isToCome = target > diagram.current
    writer.element(
      "rect",
      writer.attributes(of: box, radius: box.height / 2) + [
        ("fill", isCurrent ? ChartColor.focus.css : "none"),
        ("stroke", (isCurrent ? ChartColor.focus : isToCome ? .grid : .muted).css), ("stroke-width", "1.5"),
      ] + (isToCome ? [("stroke-dasharray", "2 3")] : []))
    guard !isToCome else { return }
    pill(diagram.targets[target], in: box, style(isCurrent ? .background : .ink, isBold: isCurrent))
  }

  private mutating func pill(_ text: String, in box: Box, _ style: TextStyle) {
    let shown = TextMetrics.shortened(text, width: box.width - 8, size: style.size)
    writer.label(shown, x: box.midX, y: box.midY + style.size * 0.36, style: style, anchor: .middle)
  }

  /// A word of the source with its weight and its state.
  private mutating func row(_ source: Int, y: Double) {
    let box = Box(x: end + 4, y: y - pitch / 2 + 2, width: read, height: pitch - 4)
    let weight = diagram.weights[diagram.current][source]
    let isFavourite = source == diagram.favourite(of: diagram.current)
    writer.element(
      "rect",
      writer.attributes(of: box, radius: box.height / 2) + [
        ("fill", "none"), ("stroke", (isFavourite ? ChartColor.focus : .muted).css), ("stroke-width", "1.5"),
      ])
    pill(diagram.sources[source], in: box, style(isFavourite ? .focus : .ink, isBold: isFavourite))
    let length = max(1.5, weight * Self.barWidth)
    writer.element(
      "rect",
      writer.attributes(of: Box(x: bars, y: y + 3, width: length, height: 6), radius: 2) + [
        ("fill", ChartColor.focus.css), ("fill-opacity", SVGWriter.number(0.4 + 0.6 * weight)),
      ])
    let number = NumberFormat.fixed(weight, decimals: 2)
    let color = weight >= Self.least ? ChartColor.ink : .muted
    writer.label(number, x: bars, y: y - 1, style: TextStyle(size: textSize - 1, color: color.css))
    strip(diagram.states[source], y: y)
  }

  private mutating func strip(_ values: [Double], y: Double) {
    let bound = diagram.states.joined().map(abs).max() ?? 1
    let height = isNarrow ? 14.0 : 16
    let grid = CellGrid(values: [values], cell: (side, height), bound: bound)
    writer.grid(grid, at: Spot(x: states, y: y - height / 2))
  }

  /// The sum of the states, each times its weight. Returns where it ends.
  private mutating func sum(y: Double) -> Double {
    let middle = y + pitch / 2 + 4
    let strip = side * Double(diagram.states[0].count)
    writer.wire([Spot(x: bars, y: y), Spot(x: states + strip, y: y)], color: .muted, width: 1.5)
    self.strip(diagram.contexts[diagram.current], y: middle)
    writer.ring(Box(x: states, y: middle - (isNarrow ? 7 : 8), width: strip, height: isNarrow ? 14 : 16))
    let name = isNarrow ? "context" : "sum of weight · state: context"
    writer.label(
      name, x: states - 12, y: middle + textSize * 0.36, style: style(.value, isBold: true), anchor: .end)
    return middle + pitch / 2
  }
}
