/// The keys and values of past positions, so that generation computes them once for each token.
///
/// A value: changing a copy does not change the original. Both tensors are `[batch, heads, S, width]`.
public struct KeyValueCache {
  private enum Positions {
    case none
    /// `[batch, S, 3 · dimensions]`, the result of the product for all heads.
    case packed(Tensor, heads: Int)
    case separate(keys: Tensor, values: Tensor)
  }

  private var positions = Positions.none

  /// An empty cache.
  public init() {}

  init(keys: Tensor, values: Tensor) { positions = .separate(keys: keys, values: values) }

  /// The keys and values in the packed queries, keys and values of all heads: copied only when they are read.
  init(packed: Tensor, heads: Int) { positions = .packed(packed, heads: heads) }

  /// The keys of all positions so far; nil if there are none.
  public var keys: Tensor? { separate?.keys }
  /// The values of all positions so far; nil if there are none.
  public var values: Tensor? { separate?.values }

  private var separate: (keys: Tensor, values: Tensor)? {
    switch positions {
    case .none: return nil
    case .packed(let packed, let heads):
      let parts = packed.separated(parts: 3, heads: heads)
      return (parts[1], parts[2])
    case .separate(let keys, let values): return (keys, values)
    }
  }

  /// The number of positions.
  public var count: Int {
    switch positions {
    case .none: 0
    case .packed(let packed, _): packed.shape[1]
    case .separate(let keys, _): keys.shape[2]
    }
  }

  /// Adds positions at the end and returns all.
  mutating func append(keys newKeys: Tensor, values newValues: Tensor) -> (keys: Tensor, values: Tensor) {
    let met = separate
    let allKeys = met.map { .concatenated([$0.keys, newKeys], axis: 2) } ?? newKeys
    let allValues = met.map { .concatenated([$0.values, newValues], axis: 2) } ?? newValues
    positions = .separate(keys: allKeys, values: allValues)
    return (allKeys, allValues)
  }

  /// The caches of the samples with the given numbers: a beam search continues with its best hypotheses.
  public func samples(_ indices: [Int]) -> KeyValueCache {
    guard let separate else { return self }
    return KeyValueCache(keys: separate.keys.rows(indices), values: separate.values.rows(indices))
  }
}

extension MultiHeadAttention {
  /// Self-attention of positions that follow those in the cache: the queries also see the cache's keys, and the new
  /// keys and values are added to it.
  public func callAsFunction(
    _ x: Tensor, _ mode: Mode? = nil, mask: Tensor? = nil, additiveMask: Tensor? = nil,
    isCausal: Bool = false,
    cache: inout KeyValueCache
  ) -> Tensor {
    let packed = packed(x, rows: 0..<3)
    let start = cache.count
    if start == 0, rotary == nil, !isGrouped, additiveMask == nil {
      cache = KeyValueCache(packed: packed, heads: heads)
      return attend(packed, mode, mask, isCausal)
    }
    let parts = separated(packed, rows: 0..<3)
    let q = rotary?(parts[0], from: start) ?? parts[0]
    let k = rotary?(parts[1], from: start) ?? parts[1]
    let (keys, values) = cache.append(keys: k, values: parts[2])
    return attend(q, keys, values, mode, mask, isCausal, adding: additiveMask)
  }

  /// Cross-attention with keys and values of a memory that were computed before.
  public func callAsFunction(
    _ x: Tensor, memory: KeyValueCache, _ mode: Mode? = nil, mask: Tensor? = nil, additiveMask: Tensor? = nil
  ) -> Tensor {
    guard let keys = memory.keys, let values = memory.values else {
      preconditionFailure("MultiHeadAttention expects a memory but got an empty one")
    }
    return attend(packedHeads(x, rows: 0..<1)[0], keys, values, mode, mask, false, adding: additiveMask)
  }

  /// The keys and values of a memory, `[batch, S, dimensions]`.
  public func keysAndValues(of memory: Tensor) -> KeyValueCache {
    let parts = packedHeads(memory, rows: 1..<3)
    return KeyValueCache(keys: parts[0], values: parts[1])
  }

  /// The attention weights, `[batch, heads, T, S]`, for figures; nothing is dropped, and there is no gradient.
  public func weights(
    _ x: Tensor, memory: Tensor? = nil, mask: Tensor? = nil, isCausal: Bool = false
  ) -> Tensor {
    let (q, k) = (packedHeads(x, rows: 0..<1)[0], packedHeads(memory ?? x, rows: 1..<2)[0])
    let turned = memory == nil ? rotary : nil
    return attentionWeights(
      queries: turned?(q, from: 0) ?? q, keys: turned?(k, from: 0) ?? k,
      mask: mask?.headMask(batch: x.shape[0], keys: k.shape[2]), isCausal: isCausal)
  }
}
