internal import Kernels

/// How well each key fits each query by a small network: Σ weight · tanh(query + key), in one operation.
///
/// Shapes: `queries` is `[batch, Q, width]`, `keys` `[batch, S, width]`, `weight` `[width]`; the result is
/// `[batch, Q, S]`.
///
/// Gradient: with t = tanh(query + key), `g · weight · (1 − t²)` summed over keys and over queries, and `Σ g · t`.
public func additiveScores(queries: Tensor, keys: Tensor, weight: Tensor) -> Tensor {
  precondition(
    queries.rank == 3 && keys.rank == 3 && queries.shape[0] == keys.shape[0]
      && queries.shape[2] == keys.shape[2] && weight.shape == [keys.shape[2]],
    "additiveScores expects [B, Q, W], [B, S, W] and [W] but got \(queries.shape), \(keys.shape) and"
      + " \(weight.shape)")
  let extents = ScoreExtents(
    batch: keys.shape[0], queries: queries.shape[1], keys: keys.shape[1], width: keys.shape[2])
  let activations = Storage(uninitialized: extents.activationCount)
  let y = Tensor.build([extents.batch, extents.queries, extents.keys]) {
    Kernel.additiveScores(
      extents, queries.storage, keys.storage, weight: weight.storage, into: $0, activations: activations)
  }
  let shapes = [queries.shape, keys.shape, weight.shape]
  return y.recorded(
    "additiveScores", from: queries, keys, weight, multiplyAdds: extents.activationCount
  ) { [weight = weight.storage] g, inputs in
    let slopes = shapes.map { Tensor.zeros($0) }
    Kernel.additiveScoresGradient(
      extents, g.storage, activations: activations, weight: weight, queries: slopes[0].storage,
      keys: slopes[1].storage, weightGradient: slopes[2].storage)
    for (index, slope) in slopes.enumerated() { inputs.add(index) { slope } }
  }
}
