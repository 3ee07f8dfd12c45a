import SVGCharts

extension GatedCellDrawing {
  /// Stages: the state's line, the update gate, the reset gate after the product, the candidate, the sum.
  mutating func gru() {
    let xs = (reset: 0.25, update: 0.48, candidate: 0.7, seen: 0.36, sum: 0.81)
    let (line, mix, gates, bus) = (52.0, 112.0, 172.0, 224.0)
    let edge = (cell.width + 4) / at(1, 0, dx: -ChartStyle.margin).x
    gruInputs([xs.reset, xs.update, xs.candidate], line: line, gates: gates, bus: bus)
    belt(
      line, from: edge, to: 1 - edge, through: (has(2) ? [xs.update] : []) + (has(5) ? [xs.sum] : []))
    if has(2) {
      flow([at(xs.update, gates - 20), at(xs.update, line + 13)], .gate)
      writer.operation("×", at: at(xs.update, line), color: .gate)
    }
    if has(3) { look(xs.reset, xs.seen, line: line, mix: mix, gates: gates) }
    if has(4) {
      flow(
        [
          at(xs.seen, mix + 11), at(xs.seen, 135), at(xs.candidate - 0.03, 135),
          at(xs.candidate - 0.03, gates - 21),
        ], .value)
    }
    if has(5) { replace(xs.update, xs.candidate, xs.sum, line: line, gates: gates) }
    gate("update", "z", "σ", at: at(xs.update, gates), stage: 2)
    gate("reset", "r", "σ", at: at(xs.reset, gates), stage: 3)
    gate("candidate", "n", "tanh", at: at(xs.candidate, gates), stage: 4)
    let half = cell.width / 2
    state("h", diagram.number("h"), at: at(0, line, dx: half), isNew: isNew(1))
    let kept = diagram.number("update").flatMap { z in diagram.number("h").map { z * $0 } }
    let soFar = has(5) ? diagram.number("h′") : has(2) ? kept : diagram.number("h")
    state(
      has(5) ? "h′" : has(2) ? "z · h" : "h", soFar, at: at(1, line, dx: -half),
      isNew: isNew(1) || isNew(5))
    guard has(2) else { return }
    state("", diagram.number("x"), at: at(0, 268, dx: half))
    writer.label(
      "x", x: at(0, 0, dx: cell.width + 26).x, y: at(0, 272).y,
      style: TextStyle(size: 13, color: ChartColor.value.css, isBold: true))
  }

  /// The reset gate decides how much of the product Uₙh + dₙ the candidate sees.
  private mutating func look(_ reset: Double, _ seen: Double, line: Double, mix: Double, gates: Double) {
    writer.branch(at: at(seen, line))
    flow([at(seen, line), at(seen, line + 15)])
    pill(isNarrow ? "Uₙ" : "Uₙh + dₙ", width: isNarrow ? 32 : 66, color: .value, at: at(seen, line + 27))
    flow([at(seen, line + 38), at(seen, mix - 13)])
    flow([at(reset, gates - 20), at(reset, mix), at(seen, mix, dx: -13)], .gate)
    writer.operation("×", at: at(seen, mix), color: .gate)
  }

  /// What is not kept is filled with the candidate.
  private mutating func replace(
    _ update: Double, _ candidate: Double, _ sum: Double, line: Double, gates: Double
  ) {
    let share = 96.0
    writer.branch(at: at(update, share))
    let rest = (update + sum) / 2
    flow([at(update, share), at(rest, share, dx: -23)], .gate)
    pill("1 − z", width: 44, color: .gate, at: at(rest, share))
    flow([at(rest, share, dx: 22), at(sum, share, dx: -13)], .gate)
    flow([at(candidate, gates, dx: isNarrow ? 24 : 40), at(sum, gates), at(sum, share + 13)], .value)
    flow([at(sum, share - 11), at(sum, line + 13)], .value)
    writer.operation("×", at: at(sum, share), color: .gate)
    writer.operation("+", at: at(sum, line), color: .value)
  }

  /// The input on its way to the gates and to the candidate, and the state on its way to the gates alone: what the
  /// candidate sees of it has to pass the reset.
  private mutating func gruInputs(_ xs: [Double], line: Double, gates: Double, bus: Double) {
    guard has(2) else { return }
    let (offset, upper) = (isNarrow ? 0.025 : 0.02, bus - 12)
    let (edge, first) = (cell.width + 4, has(3) ? xs[0] : xs[1])
    writer.branch(at: at(0.165, line))
    writer.wire([at(0.165, line), at(0.165, upper), at(xs[1] - offset, upper)])
    writer.wire([
      at(0, 268, dx: edge), at(0, 268, dx: edge + 16), at(0, bus, dx: edge + 16),
      at(has(4) ? xs[2] : xs[1] + offset, bus),
    ])
    for x in [xs[0], xs[1]] where x >= first {
      flow([at(x - offset, upper), at(x - offset, gates + 21)])
      flow([at(x + offset, bus), at(x + offset, gates + 21)])
    }
    if has(4) { flow([at(xs[2], bus), at(xs[2], gates + 21)]) }
    if has(3) {
      writer.branch(at: at(xs[0] - offset, upper))
      writer.branch(at: at(xs[0] + offset, bus))
    }
    if has(4) { writer.branch(at: at(xs[1] + offset, bus)) }
  }
}
