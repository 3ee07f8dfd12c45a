/// How much an anchor's distance from a sample of its own kind exceeds that from one of another kind, less a margin.
///
///     max(0, d(anchor, positive) − d(anchor, negative) + margin)        d(a, b) = ‖a − b + ε‖ₚ
///
/// Shapes: all three are `[…, features]`; there is a loss for each `[…]`. `order` is p, and `epsilon` keeps the slope of a
/// distance of 0 finite. With `swapping`, the negative's distance from the positive counts where it is the smaller one
/// (Balntas et al., 2016). Defaults are those of PyTorch's `TripletMarginLoss`.
/// Reference: Schroff, Kalenichenko & Philbin (2015).
public func tripletMarginLoss(
  anchors: Tensor, positives: Tensor, negatives: Tensor, margin: Float = 1, order: Float = 2,
  epsilon: Float = 1e-6, swapping: Bool = false, reduction: Reduction = .mean
) -> Tensor {
  precondition(
    anchors.rank >= 1 && anchors.shape == positives.shape && anchors.shape == negatives.shape,
    "tripletMarginLoss expects three tensors of one shape […, features] but got \(anchors.shape), "
      + "\(positives.shape) and \(negatives.shape)")
  precondition(margin > 0, "tripletMarginLoss expects a margin above 0 but got \(margin)")
  func distance(_ a: Tensor, _ b: Tensor) -> Tensor {
    (a - b + epsilon).vectorNorm(order: order, axis: -1)
  }
  let near = distance(anchors, positives)
  let far = distance(anchors, negatives)
  let counted = swapping ? Tensor.minimum(far, distance(positives, negatives)) : far
  return reduction.apply(to: (near - counted + margin).relu())
}
