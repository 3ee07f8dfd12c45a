/// −log softmax(logits)[label], the surprise at the true class, in its general form.
///
///     q = (1 − s) · onehot(label) · w[label] + s / classes · w        loss = −Σ_c q_c · log softmax(logits)_c
///
/// Shapes: `logits` is `[…, classes]`, `labels` `[…]` and `classWeights` w `[classes]`. `labelSmoothing` is s.
/// Samples whose label is `ignoredLabel` are ignored. The mean is over the other samples, weighted by w[label], as in
/// PyTorch; if all are ignored, the loss is 0.
/// Reference for label smoothing: Szegedy et al. (2016).
public func crossEntropy(
  logits: Tensor, labels: IntTensor, classWeights: Tensor? = nil, labelSmoothing: Float = 0,
  ignoredLabel: Int?,
  reduction: Reduction = .mean
) -> Tensor {
  generalCrossEntropy(logits, labels, classWeights, labelSmoothing, ignoredLabel, reduction)
}

/// `crossEntropy` with smoothed labels: each class gets `labelSmoothing / classes` of the target.
public func crossEntropy(
  logits: Tensor, labels: IntTensor, labelSmoothing: Float, reduction: Reduction = .mean
) -> Tensor {
  generalCrossEntropy(logits, labels, nil, labelSmoothing, nil, reduction)
}

/// `crossEntropy` in which each sample is weighted by the weight of its class.
public func crossEntropy(
  logits: Tensor, labels: IntTensor, classWeights: Tensor, labelSmoothing: Float = 0,
  reduction: Reduction = .mean
) -> Tensor {
  generalCrossEntropy(logits, labels, classWeights, labelSmoothing, nil, reduction)
}

private func generalCrossEntropy(
  _ logits: Tensor, _ labels: IntTensor, _ classWeights: Tensor?, _ smoothing: Float, _ ignored: Int?,
  _ reduction: Reduction
) -> Tensor {
  precondition(logits.rank >= 1, "crossEntropy expects logits of […, classes] but got \(logits.shape)")
  let classes = logits.shape[-1]
  precondition(
    labels.shape == logits.shape.removing(-1),
    "crossEntropy expects labels of \(logits.shape.removing(-1)) but got \(labels.shape)")
  precondition(
    classWeights == nil || classWeights?.shape == [classes],
    "crossEntropy expects class weights of [\(classes)] but got \(classWeights?.shape ?? [])")
  precondition((0...1).contains(smoothing), "crossEntropy expects smoothing in 0 ... 1 but got \(smoothing)")
  let weights = classWeights?.detached() ?? .ones([classes])
  let counted = Tensor(labels.scalars.map { $0 == ignored ? 0 : 1 }, shape: labels.shape)
  let known = IntTensor(labels.scalars.map { $0 == ignored ? 0 : $0 }, shape: labels.shape)
  let hard = Tensor.oneHot(known, classes: classes) * weights
  let target =
    (hard * (1 - smoothing) + weights * (smoothing / Float(classes)))
    * counted.expandedDimensions(axis: -1)
  // Logits of ignored samples may be anything, even NaN: they add nothing to the loss and get no gradient.
  let logits = ignored == nil ? logits : .where(counted.expandedDimensions(axis: -1), logits, else: 0)
  // A logit of −∞ has a log-probability of −∞; if its target is 0, the product must not be 0 · ∞.
  let surprise = -Tensor.where(target, logits.logSoftmax(), else: 0) * target
  let losses = surprise.sum(axis: -1)
  guard reduction == .mean else { return reduction.apply(to: losses) }
  let total = (hard.sum(axis: -1) * counted).sum().scalar
  return total == 0 ? losses.sum() * 0 : losses.sum() / total
}
