extension Tensor {
  /// The norm of the vectors along an axis: PyTorch's `torch.linalg.vector_norm`.
  ///
  ///     y = (Σ |x|ᵖ)^(1/p),        the greatest |x| for p = ∞
  ///
  /// `order` is p: 2 for the Euclidean length, 1 for the sum of sizes, `.infinity` for the greatest; at least 1. No power
  /// overflows or underflows. Gradient: `g · sign(x) · (|x| / y)ᵖ⁻¹`, 0 where all of a vector is 0; for p = ∞, equal
  /// greatest elements share it. The property `norm` is the length of all elements as a number, without a gradient.
  public func vectorNorm(order: Float = 2, axis: Int, keepingDimension: Bool = false) -> Tensor {
    precondition(order >= 1, "vectorNorm expects an order of 1 or more, or infinity, but got \(order)")
    let axis = shape.resolved(axis)
    let x = detached()
    let length = x.lengths(order, axis)
    let y = keepingDimension ? length : length.squeezed(axis: axis)
    return y.recorded("vectorNorm", from: self) { g in
      g.reshaped(to: length.shape) * x.slopes(order, axis, length)
    }
  }

  /// The norm of all elements, or along several axes together; over the axes of a matrix it is Frobenius's.
  public func vectorNorm(order: Float = 2, axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    guard let axes else { return flattened().vectorNorm(order: order, axis: 0) }
    return reduced("vectorNorm", axes, keepingDimensions) { $0.vectorNorm(order: order, axis: -1) }
  }

  /// The norms along an axis, which keeps size 1.
  private func lengths(_ order: Float, _ axis: Int) -> Tensor {
    let sizes = absolute()
    if order == .infinity { return sizes.max(axis: axis, keepingDimension: true) }
    if order == 1 || elementCount == 0 { return sizes.sum(axis: axis, keepingDimension: true) }
    func powers(_ x: Tensor) -> Tensor {
      let sum = (order == 2 ? x.squared() : x.power(order)).sum(axis: axis, keepingDimension: true)
      return order == 2 ? sum.squareRoot() : sum.power(1 / order)
    }
    let direct = powers(sizes)
    if direct.isFinite && direct.min().scalar > 1e-12 { return direct }
    // Scaled to numbers of at most 1, whose powers neither overflow nor all underflow.
    let greatest = sizes.max(axis: axis, keepingDimension: true)
    let isScaled = greatest.isGreater(than: 0) * greatest.isLess(than: Tensor(Float.infinity))
    let scale = Tensor.where(isScaled, greatest, else: 1)
    return powers(sizes / scale) * scale
  }

  /// The derivative of each vector's length by each of its elements.
  private func slopes(_ order: Float, _ axis: Int, _ length: Tensor) -> Tensor {
    if order == 1 { return sign() }
    if order == .infinity {
      let chosen = absolute().isEqual(to: length)
      return sign() * chosen / Tensor.maximum(chosen.sum(axis: axis, keepingDimension: true), 1)
    }
    let divisor = Tensor.where(length, length, else: 1)
    if order == 2 { return self / divisor }
    return sign() * (absolute() / divisor).power(order - 1)
  }
}
