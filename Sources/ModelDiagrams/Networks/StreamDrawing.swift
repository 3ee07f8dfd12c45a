import SVGCharts

/// Draws a ``StreamDiagram``: tokens side by side, depth downwards, and the parts' names to the right.
struct StreamDrawing {
  private let diagram: StreamDiagram
  private let limit: Double
  private let pitch: Double
  private let left: Double
  private var writer = SVGWriter()

  /// The heights of a block's attention and feed-forward part, and what is free above, between and below them.
  private static let (attention, feedForward, gap) = (92.0, 84.0, 14.0)
  private static let block = attention + feedForward + 2 * gap + 8
  private static let notes = 138.0

  init(_ diagram: StreamDiagram, width: Double) {
    (self.diagram, limit) = (diagram, width)
    let free = width - StreamDrawing.notes - 2 * ChartStyle.margin - 16
    pitch = max(22, min(54, free / Double(diagram.tokens.count)))
    let all = pitch * Double(diagram.tokens.count) + StreamDrawing.notes
    left = max(ChartStyle.margin + 8, (width - all) / 2)
  }

  private var count: Int { diagram.tokens.count }
  private var last: Int { count - 1 }
  private func x(_ token: Int) -> Double { left + pitch * (Double(token) + 0.5) }
  private func color(_ token: Int) -> ChartColor { token == last ? .focus : .value }
  private var noteX: Double { left + pitch * Double(count) + 12 }

  var drawing: SVGDrawing {
    var copy = self
    return copy.drawn()
  }

  private mutating func drawn() -> SVGDrawing {
    let top = writer.heading(diagram.title, width: limit) + 4
    let strips = top + 44
    let blocks = strips + 70
    let end = blocks + Double(diagram.blocks.count) * (Self.block + Self.gap)
    for index in diagram.blocks.indices {
      let y = blocks + Double(index) * (Self.block + Self.gap)
      let box = Box(
        x: left - 6, y: y, width: pitch * Double(count) + Self.notes + 12, height: Self.block)
      writer.plate(box, color: .muted, radius: 10)
    }
    for token in 0..<count { stream(token, from: strips, to: end + 12) }
    for token in 0..<count {
      self.token(token, top: top)
      strip(token, top: strips)
    }
    note("\(diagram.width) numbers", "for each token", at: strips + 22)
    for (index, block) in diagram.blocks.enumerated() {
      draw(block, number: index + 1, top: blocks + Double(index) * (Self.block + Self.gap))
    }
    answers(top: end + 12)
    return SVGDrawing(writer: writer, size: (limit, end + 12 + 30 + ChartStyle.margin))
  }

  private mutating func stream(_ token: Int, from top: Double, to bottom: Double) {
    writer.wire(
      [Spot(x: x(token), y: top), Spot(x: x(token), y: bottom)], color: color(token),
      width: token == last ? 5 : 3)
  }

  private mutating func pill(_ text: String, in box: Box, isChosen: Bool) {
    writer.element(
      "rect",
      writer.attributes(of: box, radius: box.height / 2) + [
        ("fill", (isChosen ? ChartColor.focus : .background).css),
        ("stroke", (isChosen ? ChartColor.focus : .muted).css), ("stroke-width", "1.5"),
      ])
    let style = TextStyle(
      size: 12.5, color: (isChosen ? ChartColor.background : .ink).css, isBold: isChosen)
    writer.label(
      TextMetrics.shortened(text, width: box.width - 3, size: 12.5), x: box.midX, y: box.midY + 4.5,
      style: style, anchor: .middle)
  }

  private mutating func token(_ token: Int, top: Double) {
    let box = Box(x: x(token) - pitch / 2 + 2, y: top, width: pitch - 4, height: 30)
    writer.wire([Spot(x: x(token), y: top + 30), Spot(x: x(token), y: top + 44)])
    pill(diagram.tokens[token], in: box, isChosen: token == last)
  }

  private mutating func strip(_ token: Int, top: Double) {
    let box = Box(x: x(token) - 7, y: top, width: 14, height: 48)
    writer.element("rect", writer.attributes(of: box, radius: 2) + [("fill", ChartColor.background.css)])
    for cell in 1..<4 {
      let y = top + 12 * Double(cell)
      writer.wire([Spot(x: box.x, y: y), Spot(x: box.maxX, y: y)], color: .grid, width: 1)
    }
    writer.outline(box, color: color(token), width: 1.75)
  }

  /// A name with a note below it, to the right of the streams.
  private mutating func note(_ name: String, _ text: String, at y: Double) {
    let room = Self.notes - 20
    writer.label(
      TextMetrics.shortened(name, width: room, size: 13.8), x: noteX, y: y,
      style: TextStyle(size: 13, color: ChartColor.ink.css, isBold: true))
    for (index, line) in TextMetrics.wrapped(text, width: room, size: 12, lines: 3).enumerated() {
      writer.label(
        line, x: noteX, y: y + 17 + 15 * Double(index),
        style: TextStyle(size: 12, color: ChartColor.muted.css))
    }
  }

  /// An open dot where a part reads a stream.
  private mutating func reading(_ token: Int, at y: Double) {
    writer.element(
      "circle",
      [
        ("cx", SVGWriter.number(x(token))), ("cy", SVGWriter.number(y)), ("r", "4"),
        ("fill", ChartColor.background.css), ("stroke", color(token).css), ("stroke-width", "2"),
      ])
  }

  private mutating func draw(_ block: StreamDiagram.Block, number: Int, top: Double) {
    let (first, second) = (top + Self.gap, top + Self.gap + Self.attention + Self.gap)
    note("\(number) · attention", block.attention, at: first + 18)
    let (read, added) = (first + 6, first + Self.attention - 12)
    for source in 0..<count {
      // What the chosen token reads; the other tokens read as well.
      for reader in 0..<count where reader != source && (source < reader || !diagram.isCausal) {
        writer.curve(
          from: Spot(x: x(source), y: read + 4), to: Spot(x: x(reader), y: added - 8), isLevel: false,
          color: reader == last ? .focus : .muted, width: reader == last ? 2 : 0.7)
      }
    }
    for token in 0..<count {
      reading(token, at: read)
      writer.operation(
        "+", at: Spot(x: x(token), y: added), radius: 8, color: token == last ? .focus : .value)
    }
    note("\(number) · feed-forward", block.feedForward, at: second + 18)
    for token in 0..<count { feedForward(token, top: second) }
  }

  /// Two trapezoids mouth to mouth beside a stream: each token alone.
  private mutating func feedForward(_ token: Int, top: Double) {
    let (read, added) = (top + 6, top + Self.feedForward - 12)
    let middle = x(token) + min(15, pitch * 0.46)
    let (narrow, wide) = (3.5, min(7, pitch * 0.22))
    let (start, half, end) = (read + 10, (read + added) / 2, added - 10)
    let color = token == last ? ChartColor.focus : .muted
    writer.wire(
      [Spot(x: x(token), y: read), Spot(x: middle, y: read), Spot(x: middle, y: start)], color: color)
    for (from, to) in [((start, narrow), (half - 1, wide)), ((half + 1, wide), (end, narrow))] {
      let corners = [
        Spot(x: middle - from.1, y: from.0), Spot(x: middle + from.1, y: from.0),
        Spot(x: middle + to.1, y: to.0), Spot(x: middle - to.1, y: to.0),
      ]
      writer.element(
        "path",
        [
          ("d", "M" + corners.map(PathBuilder.text).joined(separator: "L") + "z"),
          ("fill", ChartColor.background.css), ("stroke", color.css), ("stroke-width", "1.3"),
        ])
    }
    writer.wire(
      [Spot(x: middle, y: end), Spot(x: middle, y: added), Spot(x: x(token), y: added)], color: color)
    reading(token, at: read)
    writer.operation(
      "+", at: Spot(x: x(token), y: added), radius: 8, color: token == last ? .focus : .value)
  }

  private mutating func answers(top: Double) {
    let box = Box(x: left + 2, y: top, width: pitch * Double(count) - 4, height: 28)
    writer.element(
      "rect",
      writer.attributes(of: box, radius: 14) + [
        ("fill", ChartColor.background.css), ("stroke", ChartColor.muted.css), ("stroke-width", "1.5"),
      ])
    writer.lines([diagram.answer], in: box, size: 12.5)
  }
}
