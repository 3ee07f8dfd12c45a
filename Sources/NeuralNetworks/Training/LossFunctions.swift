// The losses in the form that `fit` takes, a function of the network's outputs and the targets: `loss: crossEntropy`.

/// The mean of −log softmax(logits)[label]: logits `[…, classes]`, labels `[…]`.
public func crossEntropy(_ logits: Tensor, _ labels: IntTensor) -> Tensor {
  crossEntropy(logits: logits, labels: labels)
}

/// The mean of −log softmax(logits)[label]: logits `[batch, classes]`, one label for each row.
public func crossEntropy(_ logits: Tensor, _ labels: [Int]) -> Tensor {
  crossEntropy(logits: logits, labels: labels)
}

/// The mean surprise at targets between 0 and 1, of exactly the logits' shape.
public func binaryCrossEntropy(_ logits: Tensor, _ targets: Tensor) -> Tensor {
  binaryCrossEntropy(logits: logits, targets: targets)
}

/// The mean of (output − target)² over all elements; both must have the same shape.
public func meanSquaredError(_ outputs: Tensor, _ targets: Tensor) -> Tensor {
  meanSquaredError(outputs, targets, reduction: .mean)
}

/// The share of labels whose logit is the largest along the last axis: logits `[…, classes]`, labels `[…]`. A logit
/// that is NaN is never right.
public func accuracy(logits: Tensor, labels: IntTensor) -> Double {
  precondition(logits.rank >= 1, "accuracy expects logits of […, classes] but got \(logits.shape)")
  let expected = Shape(logits.shape.dropLast())
  precondition(
    expected == labels.shape,
    "accuracy expects labels of \(expected) for logits of \(logits.shape) but got \(labels.shape)")
  let rows = logits.reshaped(to: [labels.elementCount, logits.shape[-1]])
  return accuracy(logits: rows, labels: labels.scalars)
}
