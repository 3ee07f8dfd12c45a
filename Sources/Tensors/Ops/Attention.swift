internal import Kernels

extension Tensor {
  /// `softmax` along the last axis over the elements that `mask` keeps: 1 keeps, 0 drops; the mask broadcasts.
  ///
  /// What is dropped gets 0, and so does a whole row of which nothing is kept.
  public func softmax(mask: Tensor) -> Tensor {
    precondition(rank >= 1, "softmax expects at least one axis")
    let columns = shape[-1]
    let kept = mask.detached().broadcast(to: shape)
    let y = Tensor.build(shape) {
      Kernel.copy(storage, into: $0)
      Kernel.maskedSoftmax(
        $0, rows: columns == 0 ? 0 : elementCount / columns, columns: columns, mask: kept.storage, scale: 1,
        causal: false)
    }
    return y.recorded("softmax", from: self) { [y = y.storage] g in
      Tensor.build(g.shape) {
        Kernel.softmaxGradient(g.storage, output: y, columns: columns, logarithm: false, into: $0)
      }
    }
  }
}

/// Looks values up by how well their keys fit the queries.
///
///     y = softmax(scale · Q · Kᵀ) · V
///
/// Shapes: `queries` is `[batch, heads, T, D]`, `keys` `[batch, heads, S, D]`, `values` `[batch, heads, S, E]`; the
/// result is `[batch, heads, T, E]`. Weights are taken over the keys that `mask` keeps (1 keeps, 0 drops; it broadcasts
/// to `[batch, heads, T, S]`); with `isCausal`, query t sees keys up to t + S − T, so that the last query sees all.
/// A query that sees nothing gets 0. The scale is 1/√D where none is given.
///
/// With `dropout`, each weight is zeroed with this probability and the others are scaled by 1 / (1 − dropout), as
/// `Tensor.dropout` does it: the choice follows from `seed` alone.
///
/// One operation instead of five: the weights are all that is kept for the gradient.
/// Reference: Vaswani et al. (2017).
public func scaledDotProductAttention(
  queries: Tensor, keys: Tensor, values: Tensor, mask: Tensor? = nil, isCausal: Bool = false,
  scale: Float? = nil, dropout: Float = 0, seed: UInt64 = 0
) -> Tensor {
  let plan = AttentionPlan(queries.shape, keys.shape, values.shape, mask?.shape, scale, isCausal)
  let weights = plan.weights(queries.storage, keys.storage, mask)
  let drop = AttentionDropout(rate: dropout, seed: seed)
  let kept = drop.applied(to: weights)
  let y = Tensor.build(plan.result) { plan.combine(kept, values.storage, into: $0) }
  return y.recorded("scaledDotProductAttention", from: queries, keys, values) {
    [q = queries.storage, k = keys.storage, v = values.storage] g, inputs in
    if inputs.needs(0) || inputs.needs(1) {
      let slopes = plan.scoreGradient(g.storage, weights, v, drop)
      inputs.add(0) { plan.queryGradient(slopes, k) }
      inputs.add(1) { plan.keyGradient(slopes, q) }
    }
    inputs.add(2) { plan.valueGradient(g.storage, kept) }
  }
}

/// What training drops of the weights, and of their gradients on the way back.
private struct AttentionDropout {
  let rate: Float
  let seed: UInt64

  init(rate: Float, seed: UInt64) {
    precondition(rate >= 0 && rate < 1, "attention expects a dropout in 0 ..< 1 but got \(rate)")
    (self.rate, self.seed) = (rate, seed)
  }

  func applied(to weights: Storage) -> Storage {
    guard rate > 0 else { return weights }
    let kept = Storage(uninitialized: weights.count)
    Kernel.dropout(weights, rate: rate, seed: seed, into: kept)
    return kept
  }
}

/// The attention weights of `scaledDotProductAttention`, `[batch, heads, T, S]`, for figures; no gradient.
public func attentionWeights(
  queries: Tensor, keys: Tensor, mask: Tensor? = nil, isCausal: Bool = false, scale: Float? = nil
) -> Tensor {
  let plan = AttentionPlan(queries.shape, keys.shape, keys.shape, mask?.shape, scale, isCausal)
  return Tensor(plan.weightShape, plan.weights(queries.storage, keys.storage, mask))
}

/// The extents of an attention and its matrix products, one a head of a sample.
private struct AttentionPlan {
  let result, weightShape: Shape
  private let queryShape, keyShape, valueShape: Shape
  private let heads, queries, keys, width, valueWidth: Int
  private let scale: Float
  private let isCausal: Bool

  init(_ q: Shape, _ k: Shape, _ v: Shape, _ mask: Shape?, _ scale: Float?, _ isCausal: Bool) {
    precondition(
      q.rank == 4 && k.rank == 4 && v.rank == 4 && q[0] == k[0] && q[1] == k[1] && q[3] == k[3]
        && v[0] == k[0]
        && v[1] == k[1] && v[2] == k[2],
      "attention expects [B, H, T, D], [B, H, S, D] and [B, H, S, E] but got \(q), \(k) and \(v)")
    (queryShape, keyShape, valueShape) = (q, k, v)
    heads = q[0] * q[1]
    (queries, keys, width, valueWidth) = (q[2], k[2], q[3], v[3])
    self.scale = scale ?? 1 / Float(q[3]).squareRoot()
    self.isCausal = isCausal
    result = [q[0], q[1], q[2], v[3]]
    weightShape = [q[0], q[1], q[2], k[2]]
    precondition(
      mask == nil || mask?.broadcast(with: weightShape) == weightShape,
      "attention expects a mask that broadcasts to \(weightShape) but got \(mask ?? [])")
  }

  func weights(_ q: Storage, _ k: Storage, _ mask: Tensor?) -> Storage {
    let weights = Storage(uninitialized: heads * queries * keys)
    let product = MatrixProduct(rows: queries, columns: keys, depth: width, rightTransposed: true)
    // One mask for all heads of all samples is not copied for each of them.
    let shared = mask.map { $0.shape.dropLast(2).allSatisfy { $0 == 1 } } ?? false
    let target: Shape = shared ? [queries, keys] : weightShape
    let kept = mask.map { mask in
      let plain = shared && mask.rank > 2 ? mask.reshaped(to: Shape(mask.shape.suffix(2))) : mask
      return plain.detached().broadcast(to: target).storage
    }
    Kernel.multiplyEach(product, count: heads, q, k, into: weights)
    Kernel.maskedSoftmax(weights, rows: queries, columns: keys, mask: kept, scale: scale, causal: isCausal)
    return weights
  }

  func combine(_ weights: Storage, _ v: Storage, into out: Storage) {
    let product = MatrixProduct(rows: queries, columns: valueWidth, depth: keys)
    Kernel.multiplyEach(product, count: heads, weights, v, into: out)
  }

  /// The gradient of the scores, the factor `scale` included.
  func scoreGradient(
    _ g: Storage, _ weights: Storage, _ v: Storage, _ dropout: AttentionDropout
  ) -> Storage {
    let slopes = Storage(uninitialized: weights.count)
    let product = MatrixProduct(rows: queries, columns: keys, depth: valueWidth, rightTransposed: true)
    Kernel.multiplyEach(product, count: heads, g, v, into: slopes, scale: scale)
    let out = Storage(uninitialized: weights.count)
    Kernel.softmaxGradient(
      dropout.applied(to: slopes), output: weights, columns: Swift.max(keys, 1), logarithm: false, into: out)
    return out
  }

  func queryGradient(_ slopes: Storage, _ k: Storage) -> Tensor {
    let product = MatrixProduct(rows: queries, columns: width, depth: keys)
    return Tensor.build(queryShape) { Kernel.multiplyEach(product, count: heads, slopes, k, into: $0) }
  }

  func keyGradient(_ slopes: Storage, _ q: Storage) -> Tensor {
    let product = MatrixProduct(rows: keys, columns: width, depth: queries, leftTransposed: true)
    return Tensor.build(keyShape) { Kernel.multiplyEach(product, count: heads, slopes, q, into: $0) }
  }

  func valueGradient(_ g: Storage, _ weights: Storage) -> Tensor {
    let product = MatrixProduct(rows: keys, columns: valueWidth, depth: queries, leftTransposed: true)
    return Tensor.build(valueShape) { Kernel.multiplyEach(product, count: heads, weights, g, into: $0) }
  }
}
