internal import Kernels

/// Attention with numbers added to the scores, in several operations: softmax(scale · Q · Kᵀ + added) · V.
func attentionWithScores(
  _ queries: Tensor, _ keys: Tensor, _ values: Tensor, _ layout: AttentionLayout, _ mask: Tensor?,
  adding added: Tensor
) -> Tensor {
  precondition(
    added.shape.broadcast(with: layout.weightShape) == layout.weightShape,
    "attention expects an additive mask that broadcasts to \(layout.weightShape) but got \(added.shape)")
  let isDropped = added.detached().isEqual(to: Tensor(-Float.infinity))
  let kept = layout.keptWeights(mask) * (1 - isDropped)
  // The gradient of a score of −∞ would be NaN.
  let finite = Tensor.where(isDropped, 0, else: added)
  let scores =
    queries.matmul(keys.withoutRows(hiddenBy: kept), transposingOther: true) * layout.scale + finite
  var weights = scores.softmax(mask: kept)
  if layout.dropout > 0 { weights = weights.dropout(rate: layout.dropout, seed: layout.seed) }
  return weights.matmul(values.withoutRows(hiddenBy: kept))
}

extension Tensor {
  /// Whether these keys or values have fewer heads than the queries, which share them.
  func isGrouped(for queries: Tensor) -> Bool {
    rank == 4 && queries.rank == 4 && shape[1] > 0 && shape[1] < queries.shape[1]
      && queries.shape[1] % shape[1] == 0
  }

  /// These keys or values, `[batch, heads, S, D]`, with each head repeated for the queries' heads that share it.
  func repeated(for queries: Tensor) -> Tensor {
    guard isGrouped(for: queries) else { return self }
    let count = queries.shape[1] / shape[1]
    return expandedDimensions(axis: 2).broadcast(to: [shape[0], shape[1], count, shape[2], shape[3]])
      .reshaped(to: [shape[0], queries.shape[1], shape[2], shape[3]] as Shape)
  }
}
