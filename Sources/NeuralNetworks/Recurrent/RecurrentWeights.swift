/// The weights of a recurrent cell: one matrix for its input, one for its state, each with a bias.
///
/// The matrices of all gates are stacked in the order of PyTorch. The parameters' names are PyTorch's too:
///
/// | property | name | shape |
/// |---|---|---|
/// | `input` | `weight_ih` | `[gates · hidden, inputs]` |
/// | `state` | `weight_hh` | `[gates · hidden, hidden]` |
/// | `inputBias` | `bias_ih` | `[gates · hidden]` |
/// | `stateBias` | `bias_hh` | `[gates · hidden]` |
///
/// A layer appends `_l0` for its first layer, `_l1` for the second, and `_reverse` for the direction backwards in time,
/// so that PyTorch's state dictionaries load as they are. Textbooks, and Keras except for its GRU, have a single bias:
/// load it as `bias_ih` and set `bias_hh` to 0. In a plain cell and a long short-term memory only the sum of the two
/// matters; in a gated recurrent unit that resets after the product, the state's bias of `n` is inside the reset.
///
/// All numbers start uniform in ±1/√hidden, as in PyTorch.
public struct RecurrentWeights: Module {
  /// The width of an input.
  public let inputs: Int
  /// The width of a state.
  public let hidden: Int
  /// W of all gates.
  @Parameter public var input: Tensor
  /// U of all gates.
  @Parameter public var state: Tensor
  /// b of all gates, if there are biases.
  public let inputBias: Parameter?
  /// d of all gates, if there are biases.
  public let stateBias: Parameter?

  /// Weights for this number of gates, drawn from `generator`.
  public init(
    inputs: Int, hidden: Int, gates: Int, bias: Bool, using generator: inout some RandomNumberGenerator
  ) {
    precondition(
      inputs > 0 && hidden > 0,
      "a recurrent cell expects sizes above 0 but got inputs \(inputs) and hidden \(hidden)")
    self.inputs = inputs
    self.hidden = hidden
    let bound = 1 / Float(hidden).squareRoot()
    let rows = gates * hidden
    _input = Parameter(.uniform([rows, inputs], from: -bound, to: bound, using: &generator))
    _state = Parameter(.uniform([rows, hidden], from: -bound, to: bound, using: &generator))
    inputBias = bias ? Parameter(.uniform([rows], from: -bound, to: bound, using: &generator)) : nil
    stateBias = bias ? Parameter(.uniform([rows], from: -bound, to: bound, using: &generator)) : nil
  }

  /// W·x + b, for all gates: `[…, inputs]` to `[…, gates · hidden]`.
  public func project(_ x: Tensor) -> Tensor { x.linear(weight: input, bias: inputBias?.value) }

  /// U·h + d, for all gates: `[batch, hidden]` to `[batch, gates · hidden]`.
  public func projectState(_ h: Tensor) -> Tensor { h.linear(weight: state, bias: stateBias?.value) }

  /// These weights and a sequence, as operands of the operation on the whole sequence.
  func sequence(
    _ inputs: SequenceInputs, from start: [Tensor], lengths: [Int]?, reversed: Bool
  ) -> RecurrentSequence {
    RecurrentSequence(
      inputs, inputWeight: input, hiddenWeight: state, inputBias: inputBias?.value,
      hiddenBias: stateBias?.value,
      start: start, lengths: lengths, reversed: reversed)
  }

  public var components: [Component] {
    [
      Component("weight_ih", $input), Component("weight_hh", $state), Component("bias_ih", inputBias),
      Component("bias_hh", stateBias),
    ].compactMap { $0 }
  }
}
