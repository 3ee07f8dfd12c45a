import SVGCharts

extension GatedCellDrawing {
  /// Stages: the memory's line, the forget gate, the input gate, the candidate, the output gate.
  mutating func lstm() {
    let xs = (forget: 0.225, input: 0.37, candidate: 0.525, output: 0.68, shown: 0.81)
    let (line, mix, gates, bus) = (52.0, 112.0, 172.0, 224.0)
    let written = (xs.input + xs.candidate) / 2
    let edge = (cell.width + 4) / at(1, 0, dx: -ChartStyle.margin).x
    inputs([xs.forget, xs.input, xs.candidate, xs.output], gates: gates, bus: bus)
    belt(
      line, from: edge, to: 1 - edge,
      through: (has(2) ? [xs.forget] : []) + (has(4) ? [written] : []))
    if has(2) {
      flow([at(xs.forget, gates - 20), at(xs.forget, line + 13)], .gate)
      writer.operation("×", at: at(xs.forget, line), color: .gate)
      note(
        isNarrow ? "" : "f·c", product("forget", "c"), at: at((xs.forget + written) / 2, line - 10),
        anchor: .middle)
    }
    if has(3) {
      flow([at(xs.input, gates - 20), at(xs.input, mix), at(written, mix, dx: -13)], .gate)
      writer.operation("×", at: at(written, mix), color: .gate)
    }
    if has(4) {
      flow([at(xs.candidate, gates - 20), at(xs.candidate, mix), at(written, mix, dx: 13)], .value)
      flow([at(written, mix - 11), at(written, line + 13)], .value)
      writer.operation("+", at: at(written, line), color: .value)
      note("i·g", product("input", "candidate"), at: at(written, (line + mix) / 2 + 4, dx: 8), anchor: .start)
    }
    if has(5) { show(xs.output, xs.shown, line: line, mix: mix + 12, gates: gates, edge: edge) }
    gate("forget", "f", "σ", at: at(xs.forget, gates), stage: 2)
    gate("input", "i", "σ", at: at(xs.input, gates), stage: 3)
    gate("candidate", "g", "tanh", at: at(xs.candidate, gates), stage: 4)
    gate("output", "o", "σ", at: at(xs.output, gates), stage: 5)
    ends(line: line, mix: mix + 12, bus: bus)
  }

  private func product(_ a: String, _ b: String) -> Double? {
    guard let a = diagram.number(a), let b = diagram.number(b) else { return nil }
    return a * b
  }

  /// The memory's tanh, times the output gate, to the right end.
  private mutating func show(
    _ output: Double, _ shown: Double, line: Double, mix: Double, gates: Double, edge: Double
  ) {
    writer.branch(at: at(shown, line))
    flow([at(shown, line), at(shown, mix - 47)], .value)
    pill("tanh", width: 40, color: .value, at: at(shown, mix - 35))
    flow([at(shown, mix - 24), at(shown, mix - 13)], .value)
    flow([at(output, gates - 20), at(output, mix), at(shown, mix, dx: -13)], .gate)
    flow([at(shown, mix, dx: 12), at(1 - edge, mix)], .value)
    writer.operation("×", at: at(shown, mix), color: .gate)
  }

  /// What comes in, to every gate that is there.
  private mutating func inputs(_ xs: [Double], gates: Double, bus: Double) {
    let there = zip(xs, 2...).filter { has($0.1) }.map(\.0)
    guard let last = there.last else { return }
    let edge = cell.width + 4
    writer.wire([at(0, bus, dx: edge), at(last, bus)])
    writer.wire([at(0, 268, dx: edge), at(0, 268, dx: edge + 16), at(0, bus, dx: edge + 16)])
    writer.branch(at: at(0, bus, dx: edge + 16))
    for x in there { flow([at(x, bus), at(x, gates + 21)]) }
  }

  /// The states at both ends, and the input.
  private mutating func ends(line: Double, mix: Double, bus: Double) {
    let half = cell.width / 2
    state("c", diagram.number("c"), at: at(0, line, dx: half), isNew: isNew(1))
    let soFar = has(4) ? diagram.number("c′") : has(2) ? product("forget", "c") : diagram.number("c")
    state(
      has(4) ? "c′" : has(2) ? "f · c" : "c", soFar, at: at(1, line, dx: -half),
      isNew: isNew(1) || isNew(4))
    if has(5) { state("h′", diagram.number("h′"), at: at(1, mix, dx: -half), isNew: isNew(5)) }
    guard has(2) else { return }
    state("h", diagram.number("h"), at: at(0, bus, dx: half))
    state("", diagram.number("x"), at: at(0, 268, dx: half))
    writer.label(
      "x", x: at(0, 0, dx: cell.width + 26).x, y: at(0, 272).y,
      style: TextStyle(size: 13, color: ChartColor.value.css, isBold: true))
  }
}
