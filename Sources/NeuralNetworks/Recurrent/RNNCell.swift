/// One step of a plain recurrent network.
///
///     h' = tanh(W·x + b + U·h + d)
///
/// Shapes: `x` is `[batch, inputs]`, `h` `[batch, hidden]`. Weights, their names and their start: `RecurrentWeights`.
/// Reference: Elman, "Finding structure in time" (1990).
public struct RNNCell: RecurrentCell {
  /// The activation function of the new state.
  public enum Activation: Sendable {
    /// tanh x, between −1 and 1: states stay bounded, and gradients fade where units are saturated.
    case tanh
    /// max(0, x): gradients do not fade while a unit is active, and states may grow without bound.
    case relu
  }

  /// The weights.
  public let weights: RecurrentWeights
  /// The activation function of the new state.
  public let activation: Activation
  public var inputs: Int { weights.inputs }
  public var hidden: Int { weights.hidden }

  /// A cell whose weights are drawn from `generator`.
  public init(
    inputs: Int, hidden: Int, activation: Activation = .tanh, bias: Bool = true,
    using generator: inout some RandomNumberGenerator
  ) {
    weights = RecurrentWeights(inputs: inputs, hidden: hidden, gates: 1, bias: bias, using: &generator)
    self.activation = activation
  }

  public func project(_ x: Tensor) -> Tensor { weights.project(x) }

  public func advance(_ state: HiddenState, projected: Tensor) -> HiddenState {
    let sum = projected + weights.projectState(state.hidden)
    return HiddenState(hidden: activation == .tanh ? sum.tanh() : sum.relu())
  }

  public func fused(
    _ inputs: SequenceInputs, from start: HiddenState, lengths: [Int]?, reversed: Bool
  ) -> (outputs: Tensor, last: HiddenState)? {
    let sequence = weights.sequence(inputs, from: start.parts, lengths: lengths, reversed: reversed)
    let (outputs, last) = sequence.rnn(relu: activation == .relu)
    return (outputs, HiddenState(hidden: last))
  }

  public var components: [Component] { weights.components }
}
