internal import Kernels

/// How the losses of many samples become one tensor.
public enum Reduction: Sendable {
  /// Their mean, of shape `[]`.
  case mean
  /// Their sum, of shape `[]`.
  case sum
  /// One loss for each sample.
  case none

  package func apply(to losses: Tensor) -> Tensor {
    switch self {
    case .mean: losses.mean()
    case .sum: losses.sum()
    case .none: losses
    }
  }
}

/// −log softmax(logits)[label], the surprise at the true class.
///
/// Shapes: `logits` is `[…, classes]` and `labels` `[…]`, exactly. Softmax and logarithm are fused: nothing
/// overflows, and the gradient is `softmax(logits) − onehot(label)`.
public func crossEntropy(logits: Tensor, labels: IntTensor, reduction: Reduction = .mean) -> Tensor {
  precondition(logits.rank >= 1, "crossEntropy expects logits of […, classes] but got \(logits.shape)")
  let classes = logits.shape[-1]
  let expected = logits.shape.removing(-1)
  precondition(
    labels.shape == expected,
    "crossEntropy expects labels of \(expected) for logits of \(logits.shape) but got \(labels.shape)")
  labels.checkRange("crossEntropy", below: classes)
  let probabilities = Storage(uninitialized: logits.elementCount)
  let losses = Tensor.build(expected) {
    Kernel.crossEntropy(
      logits.storage, labels: labels.elements, columns: classes, losses: $0, probabilities: probabilities)
  }
  let factor: Float = reduction == .mean ? 1 / Float(losses.elementCount) : 1
  return reduction.apply(to: losses).recorded("crossEntropy", from: logits) { [shape = logits.shape] g in
    Tensor.build(shape) {
      Kernel.crossEntropyGradient(
        g.storage, factor: factor, probabilities: probabilities, labels: labels.elements, columns: classes,
        into: $0)
    }
  }
}

/// −log softmax(logits)[label] of rows: `logits` is `[batch, classes]`, one label for each row.
public func crossEntropy(logits: Tensor, labels: [Int], reduction: Reduction = .mean) -> Tensor {
  crossEntropy(logits: logits, labels: IntTensor(labels), reduction: reduction)
}

/// −(t · log σ(x) + (1 − t) · log(1 − σ(x))), the surprise at targets between 0 and 1.
///
/// Shapes: `targets` is exactly that of `logits`. Fused and free of overflow; the gradient is `σ(x) − t`, and that of
/// the targets `−x`.
public func binaryCrossEntropy(logits: Tensor, targets: Tensor, reduction: Reduction = .mean) -> Tensor {
  precondition(
    logits.shape == targets.shape,
    "binaryCrossEntropy expects targets of \(logits.shape) but got \(targets.shape)")
  let losses = Tensor.build(logits.shape) {
    Kernel.binaryCrossEntropy(logits.storage, targets: targets.storage, into: $0)
  }
  let factor: Float = reduction == .mean ? 1 / Float(losses.elementCount) : 1
  return reduction.apply(to: losses).recorded("binaryCrossEntropy", from: logits, targets) {
    [x = logits.detached(), t = targets.storage] g, inputs in
    inputs.add(0) {
      Tensor.build(x.shape) {
        Kernel.binaryCrossEntropyGradient(g.storage, factor: factor, x.storage, targets: t, into: $0)
      }
    }
    inputs.add(1) { g * x * -factor }
  }
}

/// (prediction − target)², averaged over all elements; both must have the same shape.
public func meanSquaredError(_ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean) -> Tensor
{
  precondition(
    predictions.shape == targets.shape,
    "meanSquaredError expects targets of \(predictions.shape) but got \(targets.shape)")
  return reduction.apply(to: .squaredDifference(predictions, targets))
}
