internal import Kernels

extension Tensor {
  /// `softmax` along the last axis over the elements that `mask` keeps: 1 keeps, 0 drops; the mask broadcasts.
  ///
  /// Dropped elements get 0; so does a whole row if nothing of it is kept.
  public func softmax(mask: Tensor) -> Tensor {
    precondition(rank >= 1, "softmax expects at least one axis")
    let columns = shape[-1]
    mask.checkMask("softmax")
    let kept = mask.detached().broadcast(to: shape)
    let y = Tensor.build(shape) {
      Kernel.copy(storage, into: $0)
      Kernel.maskedSoftmax($0, columns: columns, mask: kept.storage)
    }
    return y.recorded("softmax", from: self) { [y = y.storage] g in
      Tensor.build(g.shape) {
        Kernel.softmaxGradient(g.storage, output: y, columns: columns, logarithm: false, into: $0)
      }
    }
  }
}

extension Tensor {
  /// These keys or values, `[…, S, D]`, with zeros in the rows that `mask` hides from every query, if any number is not
  /// finite.
  ///
  /// A weight of 0 times NaN would be NaN, so hidden rows must not be multiplied. Finite tensors stay as they are.
  package func withoutRows(hiddenBy mask: Tensor?) -> Tensor {
    guard let mask, !isFinite, mask.rank > 0 else { return self }
    let byQuery = mask.rank == 1 ? mask.expandedDimensions(axis: 0) : mask.detached()
    let visible = byQuery.max(axis: -2, keepingDimension: true).transposed(-1, -2)
    return .where(visible, self, else: 0)
  }

  /// Traps unless this is a mask of 1 and 0. In a mask that is added to the scores, which this refuses, 0 keeps.
  fileprivate func checkMask(_ operation: String) {
    let least = elementCount == 0 ? 0 : detached().min().scalar
    precondition(least >= 0, "\(operation) expects a mask that is 1 to keep and 0 to drop but got \(least)")
  }

  /// Whether some rows along the last axis are finite and others are not.
  package var hasSomeFiniteRows: Bool {
    let width = shape[-1]
    guard width > 0, !isFinite else { return false }
    let numbers = scalars
    return stride(from: 0, to: numbers.count, by: width).contains { start in
      numbers[start..<start + width].allSatisfy(\.isFinite)
    }
  }
}

/// Averages values, weighted by how well their keys fit each query.
///
///     y = softmax(scale · Q · Kᵀ) · V
///
/// Shapes: `queries` is `[batch, heads, T, D]`, `keys` `[batch, heads, S, D]`, `values` `[batch, heads, S, E]`; the
/// result is `[batch, heads, T, E]`. Weights are taken over the keys that `mask` keeps (1 keeps, 0 drops; it broadcasts
/// to `[batch, heads, T, S]`); with `isCausal`, query t sees keys up to t + S − T, so that the last query sees all.
/// A query that sees nothing gets 0; hidden keys and values may be NaN. The scale defaults to 1/√D.
///
/// Numbers of an `additiveMask`, which broadcasts to the same shape, are added to the scaled scores: −∞ drops a key, and
/// learned ones get a gradient. Keys and values may have fewer heads than queries, a number that divides theirs: then
/// queries share them in groups of neighbouring heads (grouped-query attention; Ainslie et al., 2023).
///
/// With `dropout`, each weight is zeroed with this probability and the others are scaled by 1 / (1 − dropout), as
/// in `Tensor.dropout`: the choice depends only on `seed`.
///
/// One operation instead of five: only the weights are kept for the gradient.
/// Reference: Vaswani et al. (2017).
public func scaledDotProductAttention(
  queries: Tensor, keys: Tensor, values: Tensor, mask: Tensor? = nil, additiveMask: Tensor? = nil,
  isCausal: Bool = false, scale: Float? = nil, dropout: Float = 0, seed: UInt64 = 0
) -> Tensor {
  if keys.isGrouped(for: queries) || values.isGrouped(for: queries) {
    return scaledDotProductAttention(
      queries: queries, keys: keys.repeated(for: queries), values: values.repeated(for: queries), mask: mask,
      additiveMask: additiveMask, isCausal: isCausal, scale: scale, dropout: dropout, seed: seed)
  }
  if let additiveMask {
    let layout = AttentionLayout(queries.shape, keys.shape, values.shape, scale, isCausal, dropout, seed)
    return attentionWithScores(queries, keys, values, layout, mask, adding: additiveMask)
  }
  let (keys, values) = (keys.withoutRows(hiddenBy: mask), values.withoutRows(hiddenBy: mask))
  let shapes = [queries.shape, keys.shape, values.shape]
  let layout = AttentionLayout(shapes[0], shapes[1], shapes[2], scale, isCausal, dropout, seed)
  if layout.queries > 1 && (isCausal || mask.map { $0.rank > 1 && $0.shape[-2] > 1 } ?? false)
    && (keys.hasSomeFiniteRows || values.hasSomeFiniteRows)
  {
    return attentionOfEachQuery(queries, keys, values, layout, mask)
  }
  func heads(_ x: Storage, like index: Int) -> HeadMatrices {
    HeadMatrices(x, heads: layout.heads, rows: shapes[index][2], width: shapes[index][3])
  }
  func result(_ x: Storage) -> HeadMatrices {
    HeadMatrices(x, heads: layout.heads, rows: layout.queries, width: layout.valueWidth)
  }
  let operands = [queries, keys, values].map(\.storage).enumerated().map { heads($1, like: $0) }
  let weights = Storage(uninitialized: layout.weightCount)
  let y = Tensor.build([layout.batch, layout.heads, layout.queries, layout.valueWidth]) {
    Kernel.attention(
      layout, operands[0], operands[1], operands[2], mask: layout.kept(mask), weights: weights,
      into: result($0))
  }
  return y.recorded(
    "scaledDotProductAttention", from: queries, keys, values, multiplyAdds: layout.multiplyAdds
  ) { g, inputs in
    let slopes = shapes.indices.map {
      inputs.needs($0) ? Storage(uninitialized: shapes[$0].elementCount) : nil
    }
    let targets = slopes.enumerated().map { index, slope in slope.map { heads($0, like: index) } }
    Kernel.attentionGradient(
      layout, operands[0], operands[1], operands[2], weights: weights, result(g.storage), queries: targets[0],
      keys: targets[1], values: targets[2])
    for (index, slope) in slopes.enumerated() {
      if let slope { inputs.add(index) { Tensor(shapes[index], slope) } }
    }
  }
}

/// The same, one query after another, each without the keys and values that are hidden from it. Otherwise those that aren't
/// finite would reach the result even with a weight of 0.
private func attentionOfEachQuery(
  _ queries: Tensor, _ keys: Tensor, _ values: Tensor, _ layout: AttentionLayout, _ mask: Tensor?
) -> Tensor {
  let masks = layout.keptWeights(mask)
  return .concatenated(
    (0..<layout.queries).map { query in
      scaledDotProductAttention(
        queries: queries.slice(axis: 2, query..<query + 1), keys: keys, values: values,
        mask: masks.slice(axis: 2, query..<query + 1), scale: layout.scale, dropout: layout.dropout,
        seed: layout.seed &+ UInt64(query))
    }, axis: 2)
}

/// Averages values, weighted by how well their keys fit each query; queries, keys and values belong to the same
/// positions.
///
///     y = concat(head₁ … head_H)      headᵢ = softmax(scale · Qᵢ · Kᵢᵀ) · Vᵢ
///
/// Shapes: `packed` is `[batch, T, 3 · dimensions]` and holds for each position the queries of all heads side by side,
/// then the keys, then the values; the result is `[batch, T, dimensions]`. The rest is as in
/// `scaledDotProductAttention`, which it equals; here no head is copied out of `packed` or into the result.
public func selfAttention(
  packed: Tensor, heads: Int, mask: Tensor? = nil, isCausal: Bool = false, scale: Float? = nil,
  dropout: Float = 0, seed: UInt64 = 0
) -> Tensor {
  precondition(
    packed.rank == 3 && heads > 0 && packed.shape[2] % (3 * heads) == 0,
    "selfAttention expects [batch, T, 3 · dimensions] for \(heads) heads but got \(packed.shape)")
  let (rows, width) = (packed.shape[1], packed.shape[2] / (3 * heads))
  let head: Shape = [packed.shape[0], heads, rows, width]
  let layout = AttentionLayout(head, head, head, scale, isCausal, dropout, seed)
  func parts(_ x: Storage) -> [HeadMatrices] {
    (0..<3).map { HeadMatrices(x, part: $0, of: 3, heads: heads, rows: rows, width: width) }
  }
  func result(_ x: Storage) -> HeadMatrices {
    HeadMatrices(x, part: 0, of: 1, heads: heads, rows: rows, width: width)
  }
  if (mask != nil || isCausal) && !packed.isFinite { return attentionOfCopiedHeads(packed, layout, mask) }
  let operands = parts(packed.storage)
  let weights = Storage(uninitialized: layout.weightCount)
  let y = Tensor.build([packed.shape[0], rows, heads * width]) {
    Kernel.attention(
      layout, operands[0], operands[1], operands[2], mask: layout.kept(mask), weights: weights,
      into: result($0))
  }
  return y.recorded("selfAttention", from: packed, multiplyAdds: layout.multiplyAdds) {
    [shape = packed.shape] g in
    Tensor.build(shape) {
      let slopes = parts($0)
      Kernel.attentionGradient(
        layout, operands[0], operands[1], operands[2], weights: weights, result(g.storage),
        queries: slopes[0], keys: slopes[1], values: slopes[2])
    }
  }
}

/// The same by the operation that handles hidden rows that aren't finite. This is rare, so its copies don't matter.
private func attentionOfCopiedHeads(_ packed: Tensor, _ layout: AttentionLayout, _ mask: Tensor?) -> Tensor {
  let (batch, heads, rows, width) = (layout.batch, layout.heads, layout.queries, layout.width)
  let operands = packed.split(into: 3, alongAxis: 2).map {
    $0.reshaped(to: [batch, rows, heads, width]).transposed(1, 2)
  }
  let y = scaledDotProductAttention(
    queries: operands[0], keys: operands[1], values: operands[2], mask: mask, isCausal: layout.isCausal,
    scale: layout.scale, dropout: layout.dropout, seed: layout.seed)
  return y.transposed(1, 2).reshaped(to: [batch, rows, heads * width])
}

/// The attention weights of `scaledDotProductAttention`, `[batch, heads, T, S]`, for figures; no gradient.
public func attentionWeights(
  queries: Tensor, keys: Tensor, mask: Tensor? = nil, isCausal: Bool = false, scale: Float? = nil
) -> Tensor {
  let keys = keys.repeated(for: queries)
  let layout = AttentionLayout(queries.shape, keys.shape, keys.shape, scale, isCausal, 0, 0)
  let q = HeadMatrices(queries.storage, heads: layout.heads, rows: layout.queries, width: layout.width)
  let k = HeadMatrices(keys.storage, heads: layout.heads, rows: layout.keys, width: layout.width)
  return Tensor.build(layout.weightShape) {
    Kernel.attention(layout, q, k, k, mask: layout.kept(mask), weights: $0, into: nil)
  }
}

extension AttentionLayout {
  init(
    _ q: Shape, _ k: Shape, _ v: Shape, _ scale: Float?, _ isCausal: Bool, _ dropout: Float, _ seed: UInt64
  ) {
    precondition(
      q.rank == 4 && k.rank == 4 && v.rank == 4 && q[0] == k[0] && q[1] == k[1] && q[3] == k[3]
        && v[0] == k[0] && v[1] == k[1] && v[2] == k[2],
      "attention expects [B, H, T, D], [B, H, S, D] and [B, H, S, E] but got \(q), \(k) and \(v)")
    precondition(
      dropout >= 0 && dropout < 1, "attention expects a dropout in 0 ..< 1 but got \(dropout)")
    self.init(
      batch: q[0], heads: q[1], queries: q[2], keys: k[2], width: q[3], valueWidth: v[3],
      scale: scale ?? 1 / Float(q[3]).squareRoot(), isCausal: isCausal)
    (self.dropout, self.seed) = (dropout, seed)
  }

  /// Each query times each key, then the values times their weights.
  fileprivate var multiplyAdds: Int { weightCount * (width + valueWidth) }

  var weightShape: Shape { [batch, heads, queries, keys] }

  /// The weights that the mask and the order of the positions keep: `[batch, heads, T, S]`, 1 or 0.
  func keptWeights(_ mask: Tensor?) -> Tensor {
    mask?.checkMask("attention")
    let kept = (mask?.detached() ?? .ones([1])).broadcast(to: weightShape)
    guard isCausal else { return kept }
    let order = (0..<queries).flatMap { query in
      (0..<keys).map { $0 <= query + keys - queries ? Float(1) : 0 }
    }
    return kept * Tensor(order, shape: [queries, keys])
  }

  /// The mask with an element for each weight, or for each weight of one head if all heads share it.
  fileprivate func kept(_ mask: Tensor?) -> Storage? {
    guard let mask else { return nil }
    mask.checkMask("attention")
    precondition(
      mask.shape.broadcast(with: weightShape) == weightShape,
      "attention expects a mask that broadcasts to \(weightShape) but got \(mask.shape)")
    let shared = mask.shape.dropLast(2).allSatisfy { $0 == 1 }
    let plain = shared && mask.rank > 2 ? mask.reshaped(to: Shape(mask.shape.suffix(2))) : mask
    return plain.detached().broadcast(to: shared ? [queries, keys] : weightShape).storage
  }
}
