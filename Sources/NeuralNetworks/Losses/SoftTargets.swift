/// −Σ target · log softmax(logits), the surprise at targets that are probabilities themselves, such as a teacher's or
/// mixed labels.
///
///     q = (1 − s) · target + s / classes        loss = −Σ_c w_c · q_c · log softmax(logits)_c
///
/// Shapes: both are `[…, classes]`, `classWeights` w is `[classes]`. `labelSmoothing` is s. The mean is over the samples,
/// also where classes have weights, as in PyTorch. Targets get a gradient, too.
/// Reference for soft targets: Hinton, Vinyals & Dean (2015).
public func crossEntropy(
  logits: Tensor, targets: Tensor, classWeights: Tensor? = nil, labelSmoothing: Float = 0,
  reduction: Reduction = .mean
) -> Tensor {
  precondition(logits.rank >= 1, "crossEntropy expects logits of […, classes] but got \(logits.shape)")
  precondition(
    targets.shape == logits.shape,
    "crossEntropy expects targets of \(logits.shape) but got \(targets.shape)")
  let classes = logits.shape[-1]
  precondition(
    classWeights == nil || classWeights?.shape == [classes],
    "crossEntropy expects class weights of [\(classes)] but got \(classWeights?.shape ?? [])")
  precondition(
    (0...1).contains(labelSmoothing), "crossEntropy expects smoothing in 0 ... 1 but got \(labelSmoothing)")
  let smoothed =
    labelSmoothing == 0 ? targets : targets * (1 - labelSmoothing) + labelSmoothing / Float(classes)
  let weighted = classWeights.map { smoothed * $0.detached() } ?? smoothed
  // A logit of −∞ has a log-probability of −∞; if its target is 0, the product must not be 0 · ∞.
  let surprise = Tensor.where(weighted, logits.logSoftmax(), else: 0) * weighted
  return reduction.apply(to: -surprise.sum(axis: -1))
}

/// −(p · t · log σ(x) + (1 − t) · log(1 − σ(x))) · w, with weights for targets of 1 and for elements.
///
/// `positiveWeights` p, above 1, make the model miss fewer positives; with classes along the last axis, they are the
/// numbers of negatives over those of positives, for instance. Both weights broadcast to the logits' shape. The mean is over
/// all elements, as in PyTorch, whose names are `pos_weight` and `weight`. Free of overflow.
public func binaryCrossEntropy(
  logits: Tensor, targets: Tensor, positiveWeights: Tensor, weights: Tensor? = nil,
  reduction: Reduction = .mean
) -> Tensor {
  weightedBinaryCrossEntropy(logits, targets, positiveWeights, weights, reduction)
}

/// −(t · log σ(x) + (1 − t) · log(1 − σ(x))) · w, with a weight for each element; see the one with `positiveWeights`.
public func binaryCrossEntropy(
  logits: Tensor, targets: Tensor, weights: Tensor, reduction: Reduction = .mean
) -> Tensor {
  weightedBinaryCrossEntropy(logits, targets, nil, weights, reduction)
}

private func weightedBinaryCrossEntropy(
  _ logits: Tensor, _ targets: Tensor, _ positiveWeights: Tensor?, _ weights: Tensor?, _ reduction: Reduction
) -> Tensor {
  precondition(
    logits.shape == targets.shape,
    "binaryCrossEntropy expects targets of \(logits.shape) but got \(targets.shape)")
  for factor in [positiveWeights, weights].compactMap({ $0 }) {
    precondition(
      factor.shape.broadcast(with: logits.shape) == logits.shape,
      "binaryCrossEntropy expects weights that broadcast to \(logits.shape) but got \(factor.shape)")
  }
  let positive = positiveWeights.map { targets * $0 } ?? targets
  let negative = 1 - targets
  // −log σ(x) is softplus(−x), and a share of 0 of an infinite surprise is 0.
  let surprise =
    Tensor.where(positive, (-logits).softplus(), else: 0) * positive
    + Tensor.where(negative, logits.softplus(), else: 0) * negative
  return reduction.apply(to: weights.map { surprise * $0 } ?? surprise)
}
