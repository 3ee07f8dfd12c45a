/// Reductions along several axes at once. `keepingDimensions` keeps them with size 1.
extension Tensor {
  /// The sum along `axes`: of an image `[batch, channels, height, width]`, `sum(axes: [2, 3])` is that of each channel.
  public func sum(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    reduced("sum", axes, keepingDimensions) { $0.sum(axis: -1) }
  }

  /// The mean along `axes`.
  public func mean(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    reduced("mean", axes, keepingDimensions) { $0.mean(axis: -1) }
  }

  /// The mean squared distance from the mean along `axes`: divided by n, or n − 1 with `unbiased`.
  public func variance(axes: [Int], keepingDimensions: Bool = false, unbiased: Bool = false) -> Tensor {
    reduced("variance", axes, keepingDimensions) { $0.variance(axis: -1, unbiased: unbiased) }
  }

  /// The greatest element along `axes`. Equal greatest elements share the gradient, as in PyTorch's `amax`.
  public func max(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    reduced("max", axes, keepingDimensions) { $0.max(axis: -1) }
  }

  /// The least element along `axes`. Equal least elements share the gradient, as in PyTorch's `amin`.
  public func min(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    reduced("min", axes, keepingDimensions) { $0.min(axis: -1) }
  }

  /// log Σ e^x along `axes`, without overflow.
  public func logSumExp(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    reduced("logSumExp", axes, keepingDimensions) { $0.logSumExp(axis: -1) }
  }

  /// Joins `axes` into one at the end, lets `reduction` remove it, and puts axes of size 1 back where they are kept.
  func reduced(
    _ name: StaticString, _ axes: [Int], _ keepingDimensions: Bool, _ reduction: (Tensor) -> Tensor
  ) -> Tensor {
    let axes = axes.map(shape.resolved)
    precondition(
      !axes.isEmpty && Set(axes).count == axes.count,
      "\(name) expects at least one axis, each once, but got \(axes)")
    let others = (0..<rank).filter { !axes.contains($0) }
    let order = others + axes.sorted()
    let kept = others.map { shape[$0] }
    let joined = (order == Array(0..<rank) ? self : permuted(order))
      .reshaped(to: Shape(kept + [axes.reduce(1) { $0 * shape[$1] }]))
    let result = reduction(joined)
    guard keepingDimensions else { return result }
    return result.reshaped(to: Shape((0..<rank).map { axes.contains($0) ? 1 : shape[$0] }))
  }
}
