// The losses in the form in which `fit` takes them, a function of what the network gives and what it should give:
// `loss: crossEntropy`.

/// The mean of −log softmax(logits)[label]: logits `[…, classes]`, labels `[…]`.
public func crossEntropy(_ logits: Tensor, _ labels: IntTensor) -> Tensor {
  crossEntropy(logits: logits, labels: labels)
}

/// The mean of −log softmax(logits)[label]: logits `[batch, classes]`, one label a row.
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

/// The share of labels at which the greatest number along the last axis stands: logits `[…, classes]`, labels `[…]`.
public func accuracy(logits: Tensor, labels: IntTensor) -> Double {
  let guesses = logits.argmax(axis: -1)
  precondition(
    guesses.shape == labels.shape,
    "accuracy expects labels of \(guesses.shape) for logits of \(logits.shape) but got \(labels.shape)")
  return guesses.agreement(with: labels)
}
