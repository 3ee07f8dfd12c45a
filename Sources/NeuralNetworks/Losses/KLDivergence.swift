/// The Kullback–Leibler divergence of predicted log-probabilities from target probabilities, summed over the last
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
