import NeuralNetworks
import TestSupport
import Testing

struct AlteredLSTMTests {
  /// The cell of chapter 6 whose memory is bounded.
  private struct BoundedCell: RecurrentCell {
    let lstm: LSTMCell
    var inputs: Int { lstm.inputs }
    var hidden: Int { lstm.hidden }
    var components: [Component] { lstm.components }
    func project(_ x: Tensor) -> Tensor { lstm.project(x) }
    func advance(_ state: LSTMState, projected: Tensor) -> LSTMState {
      let gates = lstm.gates(state, projected: projected)
      let cell = (gates.forget * state.cell + gates.input * gates.candidate).clamped(to: -1...1)
      return LSTMState(hidden: gates.output * cell.tanh(), cell: cell)
    }
  }

  private func cellAndInput() -> (LSTMCell, Tensor) {
    var rng = SplitMix64(seed: 8)
    return (
      LSTMCell(inputs: 3, hidden: 4, using: &rng), .normal([2, 6, 3], standardDeviation: 3, using: &rng)
    )
  }

  @Test func `a bounded memory equals the cell written out, to the bit, and so do its gradients`() {
    let (cell, x) = cellAndInput()
    let altered = AlteredLSTMCell(cell) { gates, memory in
      let bounded = memory.clamped(to: -1...1)
      return LSTMState(hidden: gates.output * bounded.tanh(), cell: bounded)
    }
    func run<Cell: RecurrentCell>(_ cell: Cell) -> [[Float]] {
      let layer = RecurrentLayer(inputs: 3) { _ in cell }
      for parameter in layer.parameters { parameter.gradient = nil }
      let outputs = layer(x).outputs
      outputs.squared().sum().backward()
      return [outputs.scalars] + layer.parameters.map { $0.gradient?.scalars ?? [] }
    }
    #expect(run(altered) == run(BoundedCell(lstm: cell)))
  }

  @Test func `the usual change gives the usual cell, and a change is applied`() {
    let (cell, x) = cellAndInput()
    let usual = AlteredLSTMCell(cell) { gates, memory in
      LSTMState(hidden: gates.output * memory.tanh(), cell: memory)
    }
    let open = AlteredLSTMCell(cell) { _, memory in LSTMState(hidden: memory, cell: memory) }
    let expected = RecurrentLayer(inputs: 3) { _ in cell }(x).outputs
    expectClose(RecurrentLayer(inputs: 3) { _ in usual }(x).outputs, expected)
    let last = RecurrentLayer(inputs: 3) { _ in open }(x).last
    #expect(
      last.hidden.scalars == last.cell.scalars
        && last.hidden.largestDifference(from: .zeros([1, 2, 4])) > 0.1)
    #expect(usual.namedParameters.map(\.name) == cell.namedParameters.map(\.name))
  }

  @Test(arguments: [true, false]) func `tied gates add up to 1 and stay as they are when tied again`(
    bias: Bool
  ) {
    var rng = SplitMix64(seed: 9)
    let lstm = LSTM(inputs: 3, hidden: 4, layers: 2, bias: bias, using: &rng)
    let before = lstm.cells[1].weights.state.scalars
    lstm.tieInputGates()
    for cell in lstm.cells {
      let state = LSTMState(hidden: .normal([5, 4], using: &rng), cell: .zeros([5, 4]))
      let gates = cell.gates(state, projected: cell.project(.normal([5, cell.inputs], using: &rng)))
      expectClose(gates.input + gates.forget, .ones([5, 4]))
    }
    let once = lstm.cells[1].weights.state.scalars
    #expect(once[..<16].elementsEqual(zip(before[..<16], before[16..<32]).map { ($0 - $1) * 0.5 }))
    #expect(once[32...] == before[32...])
    lstm.tieInputGates()
    #expect(lstm.cells[1].weights.state.scalars == once)
  }
}
