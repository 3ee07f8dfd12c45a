import SVGCharts

/// Cross-validation as rows of blocks: in each round another part of the examples judges, and the model learns from the
/// others. A step that is fitted to examples, such as a scaling, is before the split, where a wire leads to it from the
/// part that judges, or in each round.
///
///     sweep("The scale is fitted", [
///       ("before the split", FoldDiagram(parts: [12, 12, 12], step: "scale", place: .beforeSplit)),
///       ("in each round", FoldDiagram(parts: [12, 12, 12], step: "scale", place: .inRounds)),
///     ])
public struct FoldDiagram: SVGPicture, Sendable, Hashable {
  /// Where a step gets the examples that it is fitted to.
  public enum Place: Sendable, Hashable {
    /// From all parts, once: the step knows those that judge.
    case beforeSplit
    /// In each round, from the parts that the model learns from.
    case inRounds
  }

  /// The number of examples in each part.
  public var parts: [Int]
  /// The step that is fitted to examples; `nil` draws only the rounds.
  public var step: String?
  /// Where it gets its examples.
  public var place: Place

  /// - Precondition: at least two parts.
  public init(parts: [Int], step: String? = nil, place: Place = .inRounds) {
    precondition(parts.count > 1, "FoldDiagram expects at least two parts but got \(parts.count)")
    (self.parts, self.step, self.place) = (parts, step, place)
  }

  public var headline: String { "Cross-validation in \(parts.count) rounds" }

  public var alternative: String {
    let start =
      "\(headline): each time another of \(parts.count) parts judges, and the model learns from the others."
    guard let step else { return start }
    switch place {
    case .beforeSplit:
      return start
        + " The step “\(step)” comes before the split: a wire leads to it from the part that judges, and from it "
        + "into every round. That is a leak."
    case .inRounds:
      return start
        + " Each round has a step “\(step)” of its own, and no wire leads to it from the part that judges."
    }
  }

  public var dataTable: ChartTable {
    let all = parts.reduce(0, +)
    return ChartTable(
      columns: ["round", "examples to learn from", "examples to judge by"], isNumeric: [true, true, true],
      rows: parts.enumerated().map { ["\($0 + 1)", "\(all - $1)", "\($1)"] })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    FoldDrawing(self, width: width).drawing
  }
}

/// Draws the parts as columns and the rounds as rows; what is fitted stands to their right.
private struct FoldDrawing {
  private let diagram: FoldDiagram
  private let stepLines: [String]
  private let pill: (width: Double, height: Double)
  private let block: Double
  private let left: Double
  private var writer = SVGWriter()
  private static let height = 30.0
  private let pitch: Double
  /// From the blocks to the rail below them, and to what is to their right.
  private static let (drop, gap) = (9.0, 26.0)
  private static let name = TextStyle(size: 12, color: ChartColor.muted.css)

  init(_ diagram: FoldDiagram, width: Double) {
    self.diagram = diagram
    let step = diagram.step ?? ""
    pitch = step.isEmpty ? Self.height + 8 : Self.height + 18
    func size(_ text: some StringProtocol) -> Double {
      TextMetrics.width(of: String(text), size: 12 * 1.06) + 1
    }
    let room = width < 450 ? step.split(separator: " ").map { size($0) }.max() ?? 0 : size(step)
    stepLines = step.isEmpty ? [] : TextMetrics.wrapped(step, width: room + 1, size: 12 * 1.06, lines: 2)
    pill = (step.isEmpty ? 0 : room + 22, Double(stepLines.count) * 15 + 11)
    let names = diagram.parts.indices.map { "round \($0 + 1)" } + (step.isEmpty ? [] : ["everyone"])
    left = ChartStyle.margin + (names.map { TextMetrics.width(of: $0, size: 12) }.max() ?? 0) + 8
    let rest = width - left - ChartStyle.margin - (step.isEmpty ? 0 : Self.gap + pill.width)
    block = max(8, min(86, rest / Double(diagram.parts.count)))
  }

  private var right: Double { left + block * Double(diagram.parts.count) }

  var drawing: SVGDrawing {
    var copy = self
    return copy.drawn()
  }

  private mutating func drawn() -> SVGDrawing {
    var top = ChartStyle.margin + 5
    var source: Box?
    if diagram.step != nil {
      if diagram.place == .beforeSplit {
        source = everyone(top: top)
        top += pitch + 6
      }
      split(at: top)
      top += 26
    }
    for round in diagram.parts.indices {
      let y = top + Double(round) * pitch
      self.round(round, top: y)
      if diagram.step != nil, diagram.place == .inRounds { ownStep(round, top: y) }
    }
    if let source { wires(from: source, top: top) }
    let bottom = top + Double(diagram.parts.count) * pitch
    let width = right + (diagram.step == nil ? 0 : Self.gap + pill.width) + ChartStyle.margin
    return SVGDrawing(writer: writer, size: (width, bottom))
  }

  private func box(_ part: Int, top: Double) -> Box {
    Box(x: left + Double(part) * block + 1.5, y: top, width: block - 3, height: Self.height)
  }

  private mutating func rowName(_ text: String, top: Double) {
    writer.label(text, x: left - 8, y: top + Self.height / 2 + 4.3, style: Self.name, anchor: .end)
  }

  private mutating func round(_ round: Int, top: Double) {
    rowName("round \(round + 1)", top: top)
    for part in diagram.parts.indices {
      let box = box(part, top: top)
      let isJudge = part == round
      writer.plate(box, color: isJudge ? .focus : .value, isStrong: isJudge, radius: 2)
      let text = isJudge ? "judge" : "learn"
      guard TextMetrics.width(of: text, size: 11.5, isBold: true) <= box.width - 2 else { continue }
      let style = TextStyle(size: 11.5, color: ChartColor.ink.css, isBold: isJudge)
      writer.label(text, x: box.midX, y: box.midY + 4.1, style: style, anchor: .middle)
    }
  }

  /// All parts before the split, each with its number of examples, and the step that sees them all.
  private mutating func everyone(top: Double) -> Box {
    rowName("everyone", top: top)
    for (part, count) in diagram.parts.enumerated() {
      let box = box(part, top: top)
      writer.plate(box, color: .muted, radius: 2)
      writer.label("\(count)", x: box.midX, y: box.midY + 4.1, style: Self.name, anchor: .middle)
    }
    return taps(Array(diagram.parts.indices), top: top)
  }

  private mutating func ownStep(_ round: Int, top: Double) {
    _ = taps(diagram.parts.indices.filter { $0 != round }, top: top)
  }

  /// A rail below a row with a tap at some parts, which leads into the step at its right; returns the step's place.
  private mutating func taps(_ parts: [Int], top: Double) -> Box {
    let rail = top + Self.height + Self.drop
    let middle = top + Self.height / 2
    let step = Box(
      x: right + Self.gap, y: middle - pill.height / 2, width: pill.width, height: pill.height)
    for part in parts {
      let x = box(part, top: top).midX
      writer.wire([Spot(x: x, y: top + Self.height), Spot(x: x, y: rail)])
      writer.branch(at: Spot(x: x, y: rail))
    }
    let turn = right + 9
    writer.arrow(
      [
        Spot(x: box(parts.first ?? 0, top: top).midX, y: rail), Spot(x: turn, y: rail),
        Spot(x: turn, y: middle), Spot(x: step.x - 3, y: middle),
      ], color: .muted)
    writer.plate(step, color: .weight, radius: min(15, pill.height / 2))
    for (index, line) in stepLines.enumerated() {
      let y = step.midY + (Double(index) - Double(stepLines.count - 1) / 2) * 15 + 4.3
      let style = TextStyle(size: 12, color: ChartColor.ink.css, isBold: true)
      writer.label(line, x: step.midX, y: y, style: style, anchor: .middle)
    }
    return step
  }

  private mutating func split(at y: Double) {
    writer.element(
      "path",
      [
        ("d", "M\(PathBuilder.text(Spot(x: left, y: y)))H\(SVGWriter.number(right))"),
        ("stroke", ChartColor.ink.css), ("stroke-width", "1.5"), ("stroke-dasharray", "6 4"),
      ])
    writer.label("split", x: left - 8, y: y + 4.3, style: Self.name, anchor: .end)
  }

  /// From the step into every round, and the leak: from the part that judges the first round into the step.
  private mutating func wires(from step: Box, top: Double) {
    let x = step.midX
    for round in diagram.parts.indices.reversed() {
      let y = top + Double(round) * pitch + Self.height / 2
      writer.arrow(
        [Spot(x: x, y: step.maxY), Spot(x: x, y: y), Spot(x: right + 4, y: y)],
        color: round == 0 ? .focus : .muted, width: round == 0 ? 3 : 1.3)
    }
    let judge = box(0, top: top)
    let rail = step.midY + Self.height / 2 + Self.drop
    let turn = right + 9
    writer.arrow(
      [
        Spot(x: judge.midX, y: judge.y), Spot(x: judge.midX, y: rail), Spot(x: turn, y: rail),
        Spot(x: turn, y: step.midY), Spot(x: step.x - 3, y: step.midY),
      ], color: .focus, width: 3)
    let style = TextStyle(size: 12, color: ChartColor.focus.css, isBold: true)
    writer.label("leak", x: judge.midX + 7, y: judge.y - 8, style: style)
  }
}
