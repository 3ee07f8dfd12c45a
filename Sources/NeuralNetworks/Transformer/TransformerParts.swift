/// The same small network at every position: y = W₂·f(W₁·x + b₁) + b₂.
///
/// Shapes: `x` and `y` are `[…, dimensions]`; in between there are `options.feedForward` units, some of which
/// training drops. The parts are called `linear1` and `linear2`, as in PyTorch's blocks.
public struct FeedForward: ModeDependentLayer {
  /// W₁ and b₁.
  public let linear1: Linear
  /// W₂ and b₂.
  public let linear2: Linear
  /// f.
  public let activation: TransformerOptions.Activation
  /// The dropout of the inner units.
  public let dropout: Dropout

  /// Layers whose weights are drawn from `generator`.
  public init(
    dimensions: Int, options: TransformerOptions = TransformerOptions(),
    using generator: inout some RandomNumberGenerator
  ) {
    let width = options.feedForward ?? 4 * dimensions
    linear1 = Linear(
      inputs: dimensions, outputs: width, bias: options.bias, initializer: options.initializer,
      using: &generator)
    linear2 = Linear(
      inputs: width, outputs: dimensions, bias: options.bias,
      initializer: options.residualInitializer ?? options.initializer, using: &generator)
    activation = options.activation
    dropout = Dropout(rate: options.dropout, using: &generator)
  }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    let sums = linear1(x)
    return linear2(dropout(activation == .relu ? sums.relu() : sums.gelu(), mode))
  }
}

/// One part of a block with its residual connection: x + f(norm(x)), or norm(x + f(x)).
///
/// Both orders are written only here, so that no block can mix them.
struct Residual: Module {
  let norm: LayerNorm
  let order: TransformerOptions.Normalization
  private let dropout: Dropout

  init(dimensions: Int, options: TransformerOptions, using generator: inout some RandomNumberGenerator) {
    norm = LayerNorm(features: dimensions, bias: options.bias)
    order = options.normalization
    dropout = Dropout(rate: options.dropout, using: &generator)
  }

  /// The part's input.
  func input(_ x: Tensor) -> Tensor { order == .before ? norm(x) : x }

  func callAsFunction(_ x: Tensor, _ mode: Mode, part: (Tensor) -> Tensor) -> Tensor {
    switch order {
    case .before: x + dropout(part(input(x)), mode)
    case .after: norm(x + dropout(part(x), mode))
    }
  }
}
