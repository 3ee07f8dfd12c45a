/// A dense layer: every output is a weighted sum of all inputs plus a bias.
///
///     y = x · Wᵀ + b
///
/// Shapes: `x` is `[…, inputs]`, `y` `[…, outputs]`, `weight` `[outputs, inputs]`, `bias` `[outputs]`.
/// Weights and bias start uniform in ±1/√inputs, as in PyTorch; another `initializer` changes the weights' start and
/// sets the bias to 0.
public struct Linear: Layer {
  /// The width of the input.
  public let inputs: Int
  /// The width of the output.
  public let outputs: Int
  /// W, `[outputs, inputs]`.
  @Parameter public var weight: Tensor
  /// The bias, if the layer has one.
  public let bias: Parameter?

  /// A layer whose weights are drawn from `generator`.
  public init(
    inputs: Int, outputs: Int, bias: Bool = true, initializer: Initializer? = nil,
    using generator: inout some RandomNumberGenerator
  ) {
    precondition(inputs > 0 && outputs > 0, "Linear expects sizes above 0 but got \(inputs) and \(outputs)")
    self.inputs = inputs
    self.outputs = outputs
    let start = LinearStart(
      [outputs, inputs], outputs: outputs, Fan(inputs: inputs, outputs: outputs), bias: bias, initializer,
      using: &generator)
    (_weight, self.bias) = (start.weight, start.bias)
  }

  /// A layer with the given weights.
  public init(weight: Tensor, bias: Tensor?) {
    precondition(weight.rank == 2, "Linear expects weights of [outputs, inputs] but got \(weight.shape)")
    let outputs = weight.shape[0]
    precondition(
      bias == nil || bias?.shape == [outputs],
      "Linear expects a bias of [\(outputs)] but got \(bias?.shape ?? [])")
    self.inputs = weight.shape[1]
    self.outputs = outputs
    _weight = Parameter(weight)
    self.bias = bias.map { Parameter($0) }
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(x.shape.last == inputs, "Linear expects […, \(inputs)] but got \(x.shape)")
    return x.linear(weight: weight, bias: bias?.value)
  }
}
