/// One step of a gated recurrent unit.
///
///     r = σ(W_r·x + b_r + U_r·h + d_r)      how much of the state the candidate sees
///     z = σ(W_z·x + b_z + U_z·h + d_z)      how much of the state is kept
///     n = tanh(Wₙ·x + bₙ + r·(Uₙ·h + dₙ))      the candidate
///     h' = (1 − z)·n + z·h
///
/// The paper resets before the product instead, n = tanh(Wₙ·x + bₙ + Uₙ·(r·h) + dₙ). PyTorch, and Keras with
/// `reset_after`, reset after it. Weights learned with one variant do not fit the other.
///
/// Shapes: `x` is `[batch, inputs]`, the state `[batch, hidden]`; the gates' weights are stacked in the order r, z, n.
/// Their names and their start: `RecurrentWeights`. Reference: Cho et al. (2014). In Chung et al. (2014) z is what is 1 − z
/// here.
public struct GRUCell: RecurrentCell {
  /// Where the reset gate acts.
  public enum Reset: Sendable {
    /// On the product of the weights and the state: one matrix product for each step serves all gates.
    case afterProduct
    /// On the state, before the product.
    case beforeProduct
  }

  /// The weights of all gates.
  public let weights: RecurrentWeights
  /// Where the reset gate acts.
  public let reset: Reset
  public var inputs: Int { weights.inputs }
  public var hidden: Int { weights.hidden }

  /// A cell whose weights are drawn from `generator`.
  public init(
    inputs: Int, hidden: Int, reset: Reset = .afterProduct, bias: Bool = true,
    using generator: inout some RandomNumberGenerator
  ) {
    weights = RecurrentWeights(inputs: inputs, hidden: hidden, gates: 3, bias: bias, using: &generator)
    self.reset = reset
  }

  public func project(_ x: Tensor) -> Tensor { weights.project(x) }

  public func advance(_ state: HiddenState, projected: Tensor) -> HiddenState {
    let gates = gates(state, projected: projected)
    return HiddenState(hidden: (1 - gates.update) * gates.candidate + gates.update * state.hidden)
  }

  /// The gates of a step, each `[batch, hidden]`.
  public func gates(_ state: HiddenState, projected: Tensor) -> GRUGates {
    let x = projected.split(into: 3, alongAxis: -1)
    let h = state.hidden
    switch reset {
    case .afterProduct:
      let u = weights.projectState(h).split(into: 3, alongAxis: -1)
      let r = (x[0] + u[0]).sigmoid()
      let n = (x[2] + r * u[2]).tanh()
      return GRUGates(reset: r, update: (x[1] + u[1]).sigmoid(), candidate: n)
    case .beforeProduct:
      let u = weights.state.split(into: 3)
      let d = weights.stateBias?.value.split(into: 3)
      let r = (x[0] + h.linear(weight: u[0], bias: d?[0])).sigmoid()
      let z = (x[1] + h.linear(weight: u[1], bias: d?[1])).sigmoid()
      let n = (x[2] + (r * h).linear(weight: u[2], bias: d?[2])).tanh()
      return GRUGates(reset: r, update: z, candidate: n)
    }
  }

  /// The whole sequence in one operation if the reset comes after the product; the other variant runs step by step.
  public func fused(
    _ inputs: SequenceInputs, from start: HiddenState, lengths: [Int]?, reversed: Bool
  ) -> (outputs: Tensor, last: HiddenState)? {
    guard reset == .afterProduct else { return nil }
    let sequence = weights.sequence(inputs, from: start.parts, lengths: lengths, reversed: reversed)
    let (outputs, last) = sequence.gru()
    return (outputs, HiddenState(hidden: last))
  }

  public var components: [Component] { weights.components }
}

/// The gates of one step: r, z and n of the equations.
public struct GRUGates {
  /// r: how much of the state the candidate sees.
  public let reset: Tensor
  /// z: how much of the state is kept.
  public let update: Tensor
  /// n: what replaces the rest.
  public let candidate: Tensor
}
