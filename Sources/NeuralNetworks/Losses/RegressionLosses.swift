/// |prediction − target|, averaged over all elements; both must have the same shape.
public func meanAbsoluteError(_ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean)
  -> Tensor
{
  precondition(
    predictions.shape == targets.shape,
    "meanAbsoluteError expects targets of \(predictions.shape) but got \(targets.shape)")
  return reduction.apply(to: (predictions - targets).absolute())
}

/// Quadratic for small errors and linear for large ones, so that single outliers do not dominate the fit.
///
///     ½d²            where |d| ≤ δ,  d = prediction − target
///     δ(|d| − ½δ)    elsewhere
///
/// Reference: Huber (1964).
public func huberLoss(
  _ predictions: Tensor, _ targets: Tensor, delta: Float = 1, reduction: Reduction = .mean
) -> Tensor {
  precondition(
    predictions.shape == targets.shape,
    "huberLoss expects targets of \(predictions.shape) but got \(targets.shape)")
  precondition(delta > 0, "huberLoss expects a delta above 0 but got \(delta)")
  let distance = (predictions - targets).absolute()
  let near = Tensor.minimum(distance, .filled(distance.shape, with: delta))
  return reduction.apply(to: near * (distance - near * 0.5))
}
