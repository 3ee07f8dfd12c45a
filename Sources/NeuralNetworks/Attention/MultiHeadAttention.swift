/// Several attentions side by side, each over its own part of the width.
///
///     headᵢ = softmax(Qᵢ·Kᵢᵀ / √(width of a head)) · Vᵢ      y = concat(head₁ … head_H)·Wₒᵀ + bₒ
///     Q, K, V = x·Wᵀ + b      (K and V from another sequence for cross-attention)
///
/// Shapes: `x` is `[batch, T, dimensions]`, the keys' sequence `[batch, S, dimensions]`, the result like `x`.
/// A mask of `[batch, S]` or `[batch, T, S]` keeps keys where it is 1; for a query without any kept key all heads are 0.
/// With `isCausal`, the last query sees all keys and each earlier one sees one key fewer.
///
/// Parameters have PyTorch's names and layout: `in_proj_weight` `[3 · dimensions, dimensions]` with the rows of Q, K
/// and V in this order, `in_proj_bias`, `out_proj.weight`, `out_proj.bias`. `in_proj_weight` starts Xavier-uniform and
/// the biases at 0, as there. If `options` has dropout, training drops attention weights, and the mode must be given.
/// Reference: Vaswani et al., "Attention is all you need" (2017).
public struct MultiHeadAttention: Module {
  /// The width of the input and output vectors, all heads together.
  public let dimensions: Int
  /// The number of heads.
  public let heads: Int
  /// The matrices of Q, K and V.
  @Parameter public var inputWeight: Tensor
  /// The biases of Q, K and V.
  @Parameter public var inputBias: Tensor
  /// Mixes the heads' results.
  public let output: Linear
  /// Rotates queries and keys by their positions, if given.
  public let rotary: RotaryPositions?
  /// Drops attention weights in training, if given.
  public let dropout: Dropout?

  /// Self-attention: queries, keys and values come from `x`.
  public func callAsFunction(
    _ x: Tensor, _ mode: Mode? = nil, mask: Tensor? = nil, isCausal: Bool = false
  ) -> Tensor {
    var cache = KeyValueCache()
    return self(x, mode, mask: mask, isCausal: isCausal, cache: &cache)
  }

  /// Cross-attention: queries come from `x`, keys and values from `memory`.
  public func callAsFunction(
    _ x: Tensor, memory: Tensor, _ mode: Mode? = nil, mask: Tensor? = nil
  ) -> Tensor {
    // Hidden positions may be anything, even NaN, which must not reach the gradient of the weights.
    let rows = mask.map { $0.rank == 2 ? $0.expandedDimensions(axis: 1) : $0 }
    return self(x, memory: keysAndValues(of: memory.withoutRows(hiddenBy: rows)), mode, mask: mask)
  }

  /// softmax(Q·Kᵀ / √width)·V for every head, then the heads side by side, mixed by `output`.
  func attend(
    _ q: Tensor, _ k: Tensor, _ v: Tensor, _ mode: Mode?, _ mask: Tensor?, _ isCausal: Bool
  ) -> Tensor {
    let (batch, time) = (q.shape[0], q.shape[2])
    let drop = dropped(mode)
    let y = scaledDotProductAttention(
      queries: q, keys: k, values: v, mask: mask?.headMask(batch: batch, keys: k.shape[2]),
      isCausal: isCausal, dropout: drop.rate, seed: drop.seed)  // [batch, heads, T, width]
    return output(y.transposed(1, 2).reshaped(to: [batch, time, dimensions]))
  }

  /// The same for queries, keys and values of the same positions, side by side: `[batch, T, 3 · dimensions]`.
  func attend(_ packed: Tensor, _ mode: Mode?, _ mask: Tensor?, _ isCausal: Bool) -> Tensor {
    let drop = dropped(mode)
    return output(
      selfAttention(
        packed: packed, heads: heads,
        mask: mask?.headMask(batch: packed.shape[0], keys: packed.shape[1]), isCausal: isCausal,
        dropout: drop.rate, seed: drop.seed))
  }

  private func dropped(_ mode: Mode?) -> (rate: Float, seed: UInt64) {
    dropout?.choice(mode, for: "MultiHeadAttention") ?? (rate: 0, seed: 0)
  }
}

extension MultiHeadAttention {
  /// Weights that are drawn from `generator` by `options`; with dropout, its seed is drawn too.
  public init(
    dimensions: Int, heads: Int, options: TransformerOptions = TransformerOptions(),
    using generator: inout some RandomNumberGenerator
  ) {
    precondition(
      heads > 0 && dimensions % heads == 0,
      "MultiHeadAttention expects dimensions that \(heads) heads divide but got \(dimensions)")
    self.dimensions = dimensions
    self.heads = heads
    let start = options.initializer ?? .xavierUniform
    let fan = Fan(inputs: dimensions, outputs: 3 * dimensions)
    _inputWeight = Parameter(start.draw([3 * dimensions, dimensions], fan, using: &generator))
    _inputBias = Parameter(.zeros([3 * dimensions]))
    output = Linear(
      inputs: dimensions, outputs: dimensions,
      initializer: options.residualInitializer ?? options.initializer ?? .uniformByInputs, using: &generator)
    rotary = options.rotary ? RotaryPositions(width: dimensions / heads) : nil
    let rate = options.attentionDropout ?? options.dropout
    dropout = rate > 0 ? Dropout(rate: rate, using: &generator) : nil
  }

  /// Q, K and V of all heads side by side, or a range of these, from one product: `[batch, T, parts · dimensions]`.
  func packed(_ x: Tensor, rows: Range<Int>) -> Tensor {
    precondition(
      x.rank == 3 && x.shape[2] == dimensions,
      "MultiHeadAttention expects [batch, time, \(dimensions)] but got \(x.shape)")
    let range = rows.lowerBound * dimensions..<rows.upperBound * dimensions
    let weight = rows.count == 3 ? inputWeight : inputWeight[range]
    let bias = rows.count == 3 ? inputBias : inputBias[range]
    return x.linear(weight: weight, bias: bias)
  }

  /// The heads of Q, K and V, or of a range of these: each `[batch, heads, T, width]`.
  func packedHeads(_ x: Tensor, rows: Range<Int>) -> [Tensor] {
    packed(x, rows: rows).separated(parts: rows.count, heads: heads)
  }

  public var components: [Component] {
    [
      Component("in_proj_weight", $inputWeight), Component("in_proj_bias", $inputBias),
      Component("out_proj", output),
    ]
  }
}

extension Tensor {
  /// Splits `[batch, T, parts · heads · width]` into `parts` tensors of `[batch, heads, T, width]`.
  func separated(parts: Int, heads: Int) -> [Tensor] {
    reshaped(to: [shape[0], shape[1], parts, heads, shape[2] / (parts * heads)])
      .permuted([2, 0, 3, 1, 4])  // [parts, batch, heads, T, width]
      .unstacked
  }
}
