private import Platform

/// The coefficient of determination: the share of the targets' variance that the predictions explain.
///
///     R² = 1 − Σ (y − ŷ)² / Σ (y − ȳ)²
///
/// 1 is perfect, 0 is as good as the mean, and it can be negative. If the targets do not vary, it is 1 for perfect
/// predictions and otherwise 0, as in scikit-learn.
public func rSquared(predictions: [Double], targets: [Double]) -> Double {
  precondition(
    predictions.count == targets.count && !targets.isEmpty,
    "rSquared expects \(targets.count) predictions, one a target and at least one, but got \(predictions.count)"
  )
  let mean = targets.reduce(0, +) / Double(targets.count)
  let residual = zip(predictions, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  let total = targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  // Compared with each other: the mean of equal targets may be rounded, and their distance from it not 0.
  if targets.allSatisfy({ $0 == targets[0] }) { return residual == 0 ? 1 : 0 }
  return 1 - residual / total
}

/// The perplexity of a language model from its mean cross-entropy in nats per token: the number of equally likely tokens
/// that would be as hard to predict.
///
///     e^loss
public func perplexity(meanLoss: Double) -> Double { exp(meanLoss) }
