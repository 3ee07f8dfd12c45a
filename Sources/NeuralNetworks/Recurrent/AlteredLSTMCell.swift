/// A long short-term memory whose step ends in another way: for finding out what a part of it is good for.
///
///     let open = AlteredLSTMCell(cell) { _, memory in LSTMState(hidden: memory, cell: memory) }      // h' = c'
///     let reader = RecurrentLayer(inputs: 4) { _ in open }
///
/// The gates i, f, g and o are those of the cell that it is made from, and so are the weights. The change gets them and the memory
/// f·c + i·g, each `[batch, hidden]`, and returns the state after the step. For the usual cell that is o·tanh(c') and c'.
/// Reference: Greff et al., "LSTM: a search space odyssey" (2017), who compare such variants.
public struct AlteredLSTMCell: RecurrentCell {
  private let lstm: LSTMCell
  private let change: (LSTMGates, Tensor) -> LSTMState
  public var inputs: Int { lstm.inputs }
  public var hidden: Int { lstm.hidden }
  /// Those of the cell that it is made from, under the same names.
  public var components: [Component] { lstm.components }

  /// A cell with the gates and weights of `lstm`.
  ///
  /// - Parameter change: the state after a step, from its gates and the memory f·c + i·g.
  public init(_ lstm: LSTMCell, change: @escaping (LSTMGates, Tensor) -> LSTMState) {
    self.lstm = lstm
    self.change = change
  }

  public func project(_ x: Tensor) -> Tensor { lstm.project(x) }

  public func advance(_ state: LSTMState, projected: Tensor) -> LSTMState {
    let gates = lstm.gates(state, projected: projected)
    return change(gates, gates.forget * state.cell + gates.input * gates.candidate)
  }
}

extension RecurrentLayer where Cell == LSTMCell {
  /// Ties every input gate to its forget gate, i = 1 − f, as in a gated recurrent unit.
  ///
  /// As 1 − σ(a) = σ(−a), the input gate's rows become those of the forget gate with the other sign: half of their difference
  /// before. Called after each step of training, it lets the gradients of both gates count, and keeps them tied.
  public func tieInputGates() {
    for cell in cells {
      let weights = cell.weights
      (weights.input, weights.state) = (tied(weights.input), tied(weights.state))
      for bias in [weights.inputBias, weights.stateBias].compactMap(\.self) { bias.value = tied(bias.value) }
    }
  }

  private func tied(_ rows: Tensor) -> Tensor {
    let parts = rows.split(into: 4, alongAxis: 0)  // i, f, g, o
    let half = (parts[0] - parts[1]) * 0.5
    return .concatenated([half, -half, parts[2], parts[3]], axis: 0)
  }
}
