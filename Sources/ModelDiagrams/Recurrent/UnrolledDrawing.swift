import SVGCharts

/// Draws an ``UnrolledDiagram``.
struct UnrolledDrawing {
  private let diagram: UnrolledDiagram
  private let limit: Double
  private let pitch: Double
  private let context: (text: String, width: Double)?
  private let hasOutputs: Bool
  private let hasStates: Bool
  private let box: (width: Double, height: Double)
  private static let word = TextStyle(size: 13, color: ChartColor.ink.css)
  private static let gap = 18.0

  /// A step's part and number, and the middle of its cell.
  private struct PlacedStep {
    var part: Int
    var index: Int
    var spot: Spot
  }

  init(_ diagram: UnrolledDiagram, width: Double) {
    self.diagram = diagram
    limit = width
    let steps = diagram.parts.joined()
    let widest =
      steps.flatMap { [$0.input, $0.output] }.compactMap(\.self).map {
        TextMetrics.width(of: $0, size: UnrolledDrawing.word.size)
      }.max() ?? 0
    box = (width < 450 ? 46 : 52, 36)
    pitch = max(box.width + (width < 450 ? 20 : 26), min(widest + 14, 130))
    hasOutputs = steps.contains { $0.output != nil }
    hasStates = steps.contains { !$0.state.isEmpty }
    context = diagram.context.map { ($0, TextMetrics.width(of: $0, size: 13.25) + 20) }
  }

  /// From a line's top to the middle of its cells, and to its bottom.
  private var above: Double { box.height / 2 + (hasStates ? 22 : 0) + (hasOutputs ? 40 : 6) }
  private var below: Double { box.height / 2 + 42 }

  var drawing: SVGDrawing {
    var writer = SVGWriter()
    let top = writer.heading(diagram.title, width: limit)
    var (steps, contextBox, bottom) = placedSteps(top: top)
    if !diagram.attention.isEmpty, let first = steps.first?.spot.y {
      // arcs rise above the outputs of the first line's cells, or pass between the lines
      let isLevel = steps.allSatisfy { $0.spot.y == first }
      (steps, contextBox, bottom) = placedSteps(top: top + (isLevel ? 60 : 0), extra: isLevel ? 0 : 30)
    }
    wires(steps, contextBox, in: &writer)
    attention(steps, in: &writer)
    for step in steps { draw(step, in: &writer) }
    if let contextBox, let context {
      writer.plate(contextBox, color: .value, isStrong: true)
      writer.lines([context.text], in: contextBox, size: 12.5)
    }
    let right = max(
      writer.texts.map(\.box.maxX).max() ?? 0, steps.map { $0.spot.x + pitch / 2 }.max() ?? 0)
    return SVGDrawing(writer: writer, size: (min(limit, right + ChartStyle.margin + 12), bottom))
  }

  // MARK: Layout

  /// Puts all steps in lines of the width, with the box for the context after the first part.
  ///
  /// - Parameter extra: how much farther apart the lines are.
  private func placedSteps(top: Double, extra: Double = 0) -> (
    steps: [PlacedStep], context: Box?, bottom: Double
  ) {
    var (result, contextBox): ([PlacedStep], Box?) = ([], nil)
    let start = ChartStyle.margin + UnrolledDrawing.gap
    var (x, y) = (start, top + above)
    let pace = above + below + 8 + extra
    for (part, steps) in diagram.parts.enumerated() {
      let needed = Double(steps.count) * pitch
      // a part that would be broken begins on a line of its own if it fits there
      if part > 0, x + needed > limit - UnrolledDrawing.gap { (x, y) = (start, y + pace) }
      for index in steps.indices {
        if x + pitch > limit - UnrolledDrawing.gap, x > start { (x, y) = (start, y + pace) }
        result.append(PlacedStep(part: part, index: index, spot: Spot(x: x + pitch / 2, y: y)))
        x += pitch
      }
      guard part == 0, diagram.parts.count > 1, let context else { continue }
      if x + context.width > limit - UnrolledDrawing.gap { (x, y) = (start, y + pace) }
      contextBox = Box(x: x + 8, y: y - 15, width: context.width, height: 30)
      x += context.width + 24
    }
    return (result, contextBox, y + below + ChartStyle.margin)
  }

  // MARK: Drawing

  /// The state's path from step to step, through the context; at a line's end it continues in the next.
  private func wires(_ steps: [PlacedStep], _ context: Box?, in writer: inout SVGWriter) {
    let half = box.width / 2
    var stops = steps.map { (from: $0.spot.x - half, to: $0.spot.x + half, y: $0.spot.y, part: $0.part) }
    if let context, let index = stops.firstIndex(where: { $0.part == 1 }) {
      stops.insert((context.x, context.maxX, context.midY, 0), at: index)
    }
    for (a, b) in zip(stops, stops.dropFirst()) {
      if a.y == b.y {
        writer.arrow([Spot(x: a.to, y: a.y), Spot(x: b.from - 1, y: b.y)], color: .value, width: 1.6)
      } else {
        writer.wire([Spot(x: a.to, y: a.y), Spot(x: a.to + 15, y: a.y)], color: .value, width: 1.6)
        writer.arrow([Spot(x: b.from - 18, y: b.y), Spot(x: b.from - 1, y: b.y)], color: .value, width: 1.6)
      }
    }
  }

  private func attention(_ steps: [PlacedStep], in writer: inout SVGWriter) {
    guard !diagram.attention.isEmpty, let last = diagram.parts.indices.last,
      let highlighted = diagram.parts[last].firstIndex(where: \.isHighlighted),
      let target = steps.first(where: { $0.part == last && $0.index == highlighted })
    else { return }
    let lift = box.height / 2
    for step in steps where step.part == 0 {
      let weight = max(0, min(1, diagram.attention[step.index]))
      guard weight >= 0.02 else { continue }
      let isSameLine = step.spot.y == target.spot.y
      // on the side from which it comes, so that it doesn't cross the word above
      let side = isSameLine || step.spot.x + 18 < target.spot.x ? -1.0 : 1
      let end = Spot(x: target.spot.x + side * (box.width / 2 - 5), y: target.spot.y - lift)
      // to another line it leaves below, next to the word
      let start =
        isSameLine
        ? Spot(x: step.spot.x, y: step.spot.y - lift) : Spot(x: step.spot.x + 18, y: step.spot.y + lift)
      let (rise, swing) = (80.0, bend(of: step, from: start, to: end, weight: weight))
      let bends =
        isSameLine
        ? "\(PathBuilder.text(Spot(x: start.x, y: start.y - rise))) \(PathBuilder.text(Spot(x: end.x, y: end.y - rise)))"
        : "\(PathBuilder.text(Spot(x: start.x + swing, y: start.y + 60))) \(PathBuilder.text(Spot(x: end.x, y: end.y - 50)))"
      writer.element(
        "path",
        [
          ("d", "M\(PathBuilder.text(start))C\(bends) \(PathBuilder.text(end))"), ("fill", "none"),
          ("stroke", ChartColor.focus.css), ("stroke-width", SVGWriter.number(0.8 + 5 * weight)),
          ("opacity", SVGWriter.number(0.2 + 0.7 * weight)),
        ])
    }
  }

  /// How far a curve to a line below bends to the right, so that it passes beside the word under its step.
  ///
  /// It is past the word after 0.28 of its way, where 0.43 of the bend is left and 0.19 of the way to its end is done.
  private func bend(of step: PlacedStep, from start: Spot, to end: Spot, weight: Double) -> Double {
    let half = wordWidth(diagram.parts[step.part][step.index].input ?? "") / 2
    let needed = step.spot.x + half + (0.8 + 5 * weight) / 2 + 3 - start.x
    return max(10, ((max(0, needed) - 0.19 * min(0, end.x - start.x)) / 0.43).rounded(.up))
  }

  private func draw(_ placed: PlacedStep, in writer: inout SVGWriter) {
    let step = diagram.parts[placed.part][placed.index]
    let (width, height) = self.box
    let (x, y) = (placed.spot.x, placed.spot.y)
    let box = Box(x: x - width / 2, y: y - height / 2, width: width, height: height)
    writer.plate(box, color: step.isHighlighted ? .focus : .value, isStrong: step.isHighlighted)
    writer.lines([diagram.cells[min(placed.part, diagram.cells.count - 1)]], in: box, size: 12.5)
    if let input = step.input {
      writer.arrow([Spot(x: x, y: box.maxY + 20), Spot(x: x, y: box.maxY + 1)], color: .muted)
      word(input, x: x, y: box.maxY + 34, in: &writer)
    }
    var top = box.y
    if !step.state.isEmpty {
      let strip = Box(x: x - min(pitch - 12, 66) / 2, y: top - 19, width: min(pitch - 12, 66), height: 13)
      writer.wire([Spot(x: x, y: top), Spot(x: x, y: strip.maxY)])
      writer.strip(step.state, in: strip, bound: bound)
      top = strip.y
    }
    if let output = step.output {
      writer.arrow([Spot(x: x, y: top), Spot(x: x, y: top - 18)], color: .muted)
      word(output, x: x, y: top - 24, in: &writer)
    }
  }

  private func word(_ text: String, x: Double, y: Double, in writer: inout SVGWriter) {
    writer.label(
      shortened(text), x: x, y: y, style: UnrolledDrawing.word, anchor: .middle, hasHalo: true)
  }

  private func shortened(_ text: String) -> String {
    TextMetrics.shortened(text, width: pitch - 6, size: UnrolledDrawing.word.size)
  }

  private func wordWidth(_ text: String) -> Double {
    TextMetrics.width(of: shortened(text), size: UnrolledDrawing.word.size)
  }

  private var bound: Double {
    diagram.parts.joined().flatMap(\.state).filter(\.isFinite).map(abs).max() ?? 1
  }
}
