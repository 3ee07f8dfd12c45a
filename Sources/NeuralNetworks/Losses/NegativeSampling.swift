/// The loss of word vectors that learn to distinguish a true neighbour from a few random words.
///
///     −log σ(positive) − Σ_k log σ(−negative_k)
///
/// Shapes: `positives` is `[batch]`, `negatives` `[batch, k]`, both scores (dot products).
/// Reference: Mikolov et al. (2013).
public func negativeSamplingLoss(
  positives: Tensor, negatives: Tensor, reduction: Reduction = .mean
) -> Tensor {
  precondition(
    positives.rank == 1 && negatives.rank == 2 && negatives.shape[0] == positives.shape[0],
    "negativeSamplingLoss expects [batch] and [batch, k] but got \(positives.shape) and \(negatives.shape)")
  return reduction.apply(to: (-positives).softplus() + negatives.softplus().sum(axis: 1))
}
