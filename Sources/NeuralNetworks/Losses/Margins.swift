/// max(0, 1 − target · score): 0 where the score has the target's sign with a margin of 1.
///
/// Shapes: `targets` of −1 and 1 have exactly the scores' shape. Reference: Cortes & Vapnik (1995).
public func hingeLoss(scores: Tensor, targets: Tensor, reduction: Reduction = .mean) -> Tensor {
  precondition(
    scores.shape == targets.shape, "hingeLoss expects targets of \(scores.shape) but got \(targets.shape)")
  precondition(targets.scalars.allSatisfy { $0.magnitude == 1 }, "hingeLoss expects targets of −1 and 1")
  return reduction.apply(to: (1 - targets * scores).relu())
}

/// Kullback and Leibler's divergence of predicted log-probabilities from target probabilities, summed over the last
/// axis and averaged over the samples.
///
///     Σ_c  t_c · (log t_c − logPrediction_c),   where 0 · log 0 = 0
///
/// Shapes: both are `[…, classes]`. PyTorch calls this average `batchmean`.
public func klDivergence(logPredictions: Tensor, targets: Tensor, reduction: Reduction = .mean) -> Tensor {
  precondition(
    logPredictions.shape == targets.shape,
    "klDivergence expects targets of \(logPredictions.shape) but got \(targets.shape)")
  // 0 · log 0 as 0 · log 1, whose slopes are finite.
  let logTargets = Tensor.where(targets, targets, else: 1).log()
  return reduction.apply(to: (targets * (logTargets - logPredictions)).sum(axis: -1))
}

/// The loss of word vectors that must tell a true neighbour from a few random words.
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
