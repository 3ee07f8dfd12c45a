/// max(0, 1 − target · score): 0 where the score has the target's sign with a margin of 1.
///
/// Shapes: `targets` of −1 and 1 have exactly the scores' shape. Reference: Cortes & Vapnik (1995).
public func hingeLoss(scores: Tensor, targets: Tensor, reduction: Reduction = .mean) -> Tensor {
  precondition(
    scores.shape == targets.shape, "hingeLoss expects targets of \(scores.shape) but got \(targets.shape)")
  precondition(targets.scalars.allSatisfy { $0.magnitude == 1 }, "hingeLoss expects targets of −1 and 1")
  return reduction.apply(to: (1 - targets * scores).relu())
}
