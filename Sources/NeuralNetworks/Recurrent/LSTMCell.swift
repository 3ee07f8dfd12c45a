/// One step of a long short-term memory.
///
///     i = σ(Wᵢ·x + bᵢ + Uᵢ·h + dᵢ)      how much is written
///     f = σ(W_f·x + b_f + U_f·h + d_f)      how much is kept
///     g = tanh(W_g·x + b_g + U_g·h + d_g)      what is written
///     o = σ(Wₒ·x + bₒ + Uₒ·h + dₒ)      how much is shown
///     c' = f·c + i·g
///     h' = o·tanh(c')
///
/// Shapes: `x` is `[batch, inputs]`, both parts of the state are `[batch, hidden]`; the gates' weights are stacked in
/// the order i, f, g, o. Their names and their start: `RecurrentWeights`.
/// References: Hochreiter & Schmidhuber (1997); the forget gate: Gers, Schmidhuber & Cummins (2000).
public struct LSTMCell: RecurrentCell {
  /// The weights of all gates.
  public let weights: RecurrentWeights
  public var inputs: Int { weights.inputs }
  public var hidden: Int { weights.hidden }

  public func project(_ x: Tensor) -> Tensor { weights.project(x) }

  public func advance(_ state: LSTMState, projected: Tensor) -> LSTMState {
    let gates = gates(state, projected: projected)
    let cell = gates.forget * state.cell + gates.input * gates.candidate
    return LSTMState(hidden: gates.output * cell.tanh(), cell: cell)
  }

  /// The four gates of a step, each `[batch, hidden]`.
  public func gates(_ state: LSTMState, projected: Tensor) -> LSTMGates {
    let sums = (projected + weights.projectState(state.hidden)).split(into: 4, alongAxis: -1)
    return LSTMGates(
      input: sums[0].sigmoid(), forget: sums[1].sigmoid(), candidate: sums[2].tanh(),
      output: sums[3].sigmoid())
  }
}

extension LSTMCell {
  /// A cell whose weights are drawn from `generator`.
  public init(
    inputs: Int, hidden: Int, bias: Bool = true, using generator: inout some RandomNumberGenerator
  ) {
    weights = RecurrentWeights(inputs: inputs, hidden: hidden, gates: 4, bias: bias, using: &generator)
  }

  public var components: [Component] { weights.components }

  /// The whole sequence in one operation.
  public func fused(
    _ inputs: SequenceInputs, from start: LSTMState, lengths: [Int]?, reversed: Bool
  ) -> (outputs: Tensor, last: LSTMState)? {
    let sequence = weights.sequence(inputs, from: start.parts, lengths: lengths, reversed: reversed)
    let (outputs, hidden, cell) = sequence.lstm()
    return (outputs, LSTMState(hidden: hidden, cell: cell))
  }
}

/// The state of a long short-term memory: what it shows and what it keeps.
public struct LSTMState: RecurrentState {
  /// h: what the cell shows.
  public var hidden: Tensor
  /// c: what the cell keeps.
  public var cell: Tensor

  /// A state of two parts of one shape.
  public init(hidden: Tensor, cell: Tensor) {
    precondition(
      hidden.shape == cell.shape, "an LSTM state expects a cell of \(hidden.shape) but got \(cell.shape)")
    self.hidden = hidden
    self.cell = cell
  }

  public init(parts: [Tensor]) {
    precondition(parts.count == 2, "an LSTM state has two parts but got \(parts.count)")
    self.init(hidden: parts[0], cell: parts[1])
  }

  public var parts: [Tensor] { [hidden, cell] }

  public static func zeros(_ shape: Shape) -> LSTMState {
    LSTMState(hidden: .zeros(shape), cell: .zeros(shape))
  }
}

/// The gates of one step: i, f, g and o of the equations.
public struct LSTMGates {
  /// i: how much of the candidate is written.
  public let input: Tensor
  /// f: how much of the cell is kept.
  public let forget: Tensor
  /// g: what is written.
  public let candidate: Tensor
  /// o: how much of the cell is shown.
  public let output: Tensor
}
