/// Several attentions side by side, each over its own part of the width.
///
///     headᵢ = softmax(Qᵢ·Kᵢᵀ / √(width of a head)) · Vᵢ      y = concat(head₁ … head_H)·Wₒᵀ + bₒ
///     Q, K, V = x·Wᵀ + b      (K and V from another sequence for cross-attention)
///
/// Shapes: `x` is `[batch, T, dimensions]`, the keys' sequence `[batch, S, dimensions]`, the result like `x`.
/// A mask of `[batch, S]` or `[batch, T, S]` keeps keys where it is 1; for a query without any kept key all heads are 0.
/// With `isCausal`, the last query sees all keys and each earlier one sees one key fewer. An `additiveMask`, which
/// broadcasts to `[batch, heads, T, S]`, is added to the scaled scores. With fewer `keyValueHeads` than heads, neighbouring
/// heads share keys and values (grouped-query attention; Ainslie et al., 2023).
///
/// Parameters have PyTorch's names and layout: `in_proj_weight` `[3 · dimensions, dimensions]` with the rows of Q, K
/// and V in this order (fewer rows of K and V where heads share them), `in_proj_bias`, `out_proj.weight`, `out_proj.bias`;
/// without biases if `options` says so. `in_proj_weight` starts Xavier-uniform and the biases at 0, as there. If `options`
/// has dropout, training drops attention weights, and the mode must be given.
/// Reference: Vaswani et al., "Attention is all you need" (2017).
public struct MultiHeadAttention: Module {
  /// The width of the input and output vectors, all heads together.
  public let dimensions: Int
  /// The number of heads.
  public let heads: Int
  /// The number of heads that have keys and values of their own.
  public let keyValueHeads: Int
  /// The matrices of Q, K and V.
  @Parameter public var inputWeight: Tensor
  /// The biases of Q, K and V; zeros that are no parameter in a layer without them.
  @Parameter public var inputBias: Tensor
  /// Whether the layer learns biases.
  public let hasBias: Bool
  /// Mixes the heads' results.
  public let output: Linear
  /// Rotates queries and keys by their positions, if given.
  public let rotary: RotaryPositions?
  /// Drops attention weights in training, if given.
  public let dropout: Dropout?

  /// Self-attention: queries, keys and values come from `x`.
  public func callAsFunction(
    _ x: Tensor, _ mode: Mode? = nil, mask: Tensor? = nil, additiveMask: Tensor? = nil, isCausal: Bool = false
  ) -> Tensor {
    var cache = KeyValueCache()
    return self(x, mode, mask: mask, additiveMask: additiveMask, isCausal: isCausal, cache: &cache)
  }

  /// Cross-attention: queries come from `x`, keys and values from `memory`.
  public func callAsFunction(
    _ x: Tensor, memory: Tensor, _ mode: Mode? = nil, mask: Tensor? = nil, additiveMask: Tensor? = nil
  ) -> Tensor {
    // Hidden positions may be anything, even NaN, which must not reach the gradient of the weights.
    let rows = mask.map { $0.rank == 2 ? $0.expandedDimensions(axis: 1) : $0 }
    return self(
      x, memory: keysAndValues(of: memory.withoutRows(hiddenBy: rows)), mode, mask: mask,
      additiveMask: additiveMask)
  }

  /// softmax(Q·Kᵀ / √width)·V for every head, then the heads side by side, mixed by `output`.
  func attend(
    _ q: Tensor, _ k: Tensor, _ v: Tensor, _ mode: Mode?, _ mask: Tensor?, _ isCausal: Bool,
    adding additiveMask: Tensor? = nil
  ) -> Tensor {
    let (batch, time) = (q.shape[0], q.shape[2])
    let drop = dropped(mode)
    // [batch, heads, T, width]
    let y = scaledDotProductAttention(
      queries: q, keys: k, values: v, mask: mask?.headMask(batch: batch, keys: k.shape[2]),
      additiveMask: additiveMask, isCausal: isCausal, dropout: drop.rate, seed: drop.seed)
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
    let shared = options.keyValueHeads ?? heads
    precondition(
      shared > 0 && heads % shared == 0,
      "MultiHeadAttention expects a number of key and value heads that divides \(heads) but got \(shared)")
    self.dimensions = dimensions
    self.heads = heads
    (keyValueHeads, hasBias) = (shared, options.bias)
    let rows = dimensions + 2 * shared * (dimensions / heads)
    let start = options.initializer ?? .xavierUniform
    let fan = Fan(inputs: dimensions, outputs: rows)
    _inputWeight = Parameter(start.draw([rows, dimensions], fan, using: &generator))
    _inputBias = Parameter(.zeros([rows]))
    output = Linear(
      inputs: dimensions, outputs: dimensions, bias: options.bias,
      initializer: options.residualInitializer ?? options.initializer ?? .uniformByInputs, using: &generator)
    rotary = options.rotary ? RotaryPositions(width: dimensions / heads) : nil
    let rate = options.attentionDropout ?? options.dropout
    dropout = rate > 0 ? Dropout(rate: rate, using: &generator) : nil
  }

  /// Q, K and V of all heads side by side, or a range of these, from one product: `[batch, T, rows]`.
  func packed(_ x: Tensor, rows: Range<Int>) -> Tensor {
    precondition(
      x.rank == 3 && x.shape[2] == dimensions,
      "MultiHeadAttention expects [batch, time, \(dimensions)] but got \(x.shape)")
    let sizes = partSizes
    let range = sizes[..<rows.lowerBound].reduce(0, +)..<sizes[..<rows.upperBound].reduce(0, +)
    let weight = rows.count == 3 ? inputWeight : inputWeight[range]
    if !hasBias { return x.linear(weight: weight, bias: nil) }
    return x.linear(weight: weight, bias: rows.count == 3 ? inputBias : inputBias[range])
  }

  /// The heads of Q, K and V, or of a range of these: each `[batch, heads, T, width]`.
  func packedHeads(_ x: Tensor, rows: Range<Int>) -> [Tensor] {
    separated(packed(x, rows: rows), rows: rows)
  }

  /// The same, from what `packed` gave.
  func separated(_ packed: Tensor, rows: Range<Int>) -> [Tensor] {
    if !isGrouped { return packed.separated(parts: rows.count, heads: heads) }
    return packed.split(sizes: Array(partSizes[rows]), alongAxis: 2).map {
      $0.separated(parts: 1, heads: $0.shape[2] / (dimensions / heads))[0]
    }
  }

  /// Whether heads share keys and values.
  var isGrouped: Bool { keyValueHeads < heads }

  /// The widths of Q, K and V.
  private var partSizes: [Int] {
    let shared = keyValueHeads * (dimensions / heads)
    return [dimensions, shared, shared]
  }

  public var components: [Component] {
    [Component("in_proj_weight", $inputWeight)] + (hasBias ? [Component("in_proj_bias", $inputBias)] : [])
      + [Component("out_proj", output)]
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
