/// Several attentions side by side, each over its own part of the width.
///
///     headᵢ = softmax(Qᵢ·Kᵢᵀ / √(width of a head)) · Vᵢ      y = concat(head₁ … head_H)·Wₒᵀ + bₒ
///     Q, K, V = x·Wᵀ + b      (K and V from another sequence for cross-attention)
///
/// Shapes: `x` is `[batch, T, dimensions]`, the keys' sequence `[batch, S, dimensions]`, the result like `x`.
/// A mask of `[batch, S]` or `[batch, T, S]` keeps where it is 1; a query for which nothing is kept gets heads of 0.
/// With `isCausal`, the last query sees all keys and each one before sees one key less.
///
/// Parameters have PyTorch's names and layout: `in_proj_weight` `[3 · dimensions, dimensions]` with the rows of Q, K
/// and V in this order, `in_proj_bias`, `out_proj.weight`, `out_proj.bias`. `in_proj_weight` starts Xavier-uniform and
/// the biases at 0, as there; PyTorch can drop out attention weights as well, which this does not.
/// Reference: Vaswani et al., "Attention is all you need" (2017).
public struct MultiHeadAttention: Module {
  public let dimensions: Int
  public let heads: Int
  @Parameter public var inputWeight: Tensor
  @Parameter public var inputBias: Tensor
  public let output: Linear
  /// Turns queries and keys by their positions, where given.
  public let rotary: RotaryPositions?

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
      initializer: options.sumInitializer ?? options.initializer ?? .uniformByInputs, using: &generator)
    rotary = options.rotary ? RotaryPositions(width: dimensions / heads) : nil
  }

  /// Self-attention: queries, keys and values come from `x`.
  ///
  /// With a cache, `x` continues what the cache has seen: the queries see its keys too, and it learns the new ones.
  public func callAsFunction(
    _ x: Tensor, mask: Tensor? = nil, isCausal: Bool = false, cache: inout KeyValueCache
  ) -> Tensor {
    check(x)
    let parts = packedHeads(x, rows: 0..<3)
    let start = cache.count
    let q = rotary?(parts[0], from: start) ?? parts[0]
    let k = rotary?(parts[1], from: start) ?? parts[1]
    let (keys, values) = cache.append(keys: k, values: parts[2])
    return attend(q, keys, values, mask, isCausal)
  }

  public func callAsFunction(_ x: Tensor, mask: Tensor? = nil, isCausal: Bool = false) -> Tensor {
    var cache = KeyValueCache()
    return self(x, mask: mask, isCausal: isCausal, cache: &cache)
  }

  /// Cross-attention: queries come from `x`, keys and values from `memory`.
  public func callAsFunction(_ x: Tensor, memory: Tensor, mask: Tensor? = nil) -> Tensor {
    self(x, memory: remember(memory), mask: mask)
  }

  /// Cross-attention with the keys and values of a memory that was met before.
  public func callAsFunction(_ x: Tensor, memory: KeyValueCache, mask: Tensor? = nil) -> Tensor {
    check(x)
    guard let keys = memory.keys, let values = memory.values else {
      preconditionFailure("MultiHeadAttention expects a memory but got an empty one")
    }
    return attend(packedHeads(x, rows: 0..<1)[0], keys, values, mask, false)
  }

  /// The keys and values of a memory, `[batch, S, dimensions]`.
  public func remember(_ memory: Tensor) -> KeyValueCache {
    check(memory)
    let parts = packedHeads(memory, rows: 1..<3)
    return KeyValueCache(keys: parts[0], values: parts[1])
  }

  /// The attention weights, `[batch, heads, T, S]`, for figures; no gradient.
  public func weights(
    _ x: Tensor, memory: Tensor? = nil, mask: Tensor? = nil, isCausal: Bool = false
  ) -> Tensor {
    let (q, k) = (packedHeads(x, rows: 0..<1)[0], packedHeads(memory ?? x, rows: 1..<2)[0])
    let turned = memory == nil ? rotary : nil
    return attentionWeights(
      queries: turned?(q, from: 0) ?? q, keys: turned?(k, from: 0) ?? k,
      mask: mask?.headMask(batch: x.shape[0], keys: k.shape[2]), isCausal: isCausal)
  }

  private func attend(
    _ q: Tensor, _ k: Tensor, _ v: Tensor, _ mask: Tensor?, _ isCausal: Bool
  ) -> Tensor {
    let (batch, time) = (q.shape[0], q.shape[2])
    let y = scaledDotProductAttention(
      queries: q, keys: k, values: v, mask: mask?.headMask(batch: batch, keys: k.shape[2]), isCausal: isCausal
    )
    return output(y.transposed(1, 2).reshaped(to: [batch, time, dimensions]))
  }

  /// The heads of Q, K and V, or a range of these, from one product: each `[batch, heads, T, width]`.
  private func packedHeads(_ x: Tensor, rows: Range<Int>) -> [Tensor] {
    let range = rows.lowerBound * dimensions..<rows.upperBound * dimensions
    let weight = rows.count == 3 ? inputWeight : inputWeight[range]
    let bias = rows.count == 3 ? inputBias : inputBias[range]
    let (batch, time, width) = (x.shape[0], x.shape[1], dimensions / heads)
    return x.linear(weight: weight, bias: bias)
      .reshaped(to: [batch, time, rows.count, heads, width])
      .permuted([2, 0, 3, 1, 4])  // [parts, batch, heads, T, width]
      .unstacked
  }

  private func check(_ x: Tensor) {
    precondition(
      x.rank == 3 && x.shape[2] == dimensions,
      "MultiHeadAttention expects [batch, time, \(dimensions)] but got \(x.shape)")
  }

  public var components: [Component] {
    [
      Component("in_proj_weight", $inputWeight), Component("in_proj_bias", $inputBias),
      Component("out_proj", output),
    ]
  }
}

/// The keys and values that an attention has met, so that generation computes them once for each token.
///
/// A value: a copy goes its own way. Both tensors are `[batch, heads, S, width]`.
public struct KeyValueCache {
  public private(set) var keys: Tensor?
  public private(set) var values: Tensor?

  /// A cache that has met nothing.
  public init() {}

  init(keys: Tensor, values: Tensor) {
    self.keys = keys
    self.values = values
  }

  /// How many positions it has met.
  public var count: Int { keys?.shape[2] ?? 0 }

  /// Adds positions at the end and returns all.
  mutating func append(keys newKeys: Tensor, values newValues: Tensor) -> (keys: Tensor, values: Tensor) {
    let allKeys = keys.map { .concatenated([$0, newKeys], axis: 2) } ?? newKeys
    let allValues = values.map { .concatenated([$0, newValues], axis: 2) } ?? newValues
    (keys, values) = (allKeys, allValues)
    return (allKeys, allValues)
  }

  /// The caches of the samples with the given numbers: a beam search goes on with its best hypotheses.
  public func samples(_ indices: [Int]) -> KeyValueCache {
    guard let keys, let values else { return self }
    return KeyValueCache(keys: keys.rows(indices), values: values.rows(indices))
  }
}
