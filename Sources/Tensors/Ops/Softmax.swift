internal import Kernels

extension Tensor {
  /// e^xᵢ / Σⱼ e^xⱼ along `axis`: positive numbers that sum to 1.
  ///
  /// Gradient: `y · (g − ⟨g, y⟩)`.
  public func softmax(axis: Int = -1) -> Tensor { softmax("softmax", logarithm: false, axis: axis) }

  /// The logarithm of `softmax`, computed as x − log Σ e^x without overflow.
  ///
  /// Gradient: `g − e^y · Σg`.
  public func logSoftmax(axis: Int = -1) -> Tensor { softmax("logSoftmax", logarithm: true, axis: axis) }

  private func softmax(_ name: StaticString, logarithm: Bool, axis: Int) -> Tensor {
    let axis = shape.resolved(axis)
    let columns = shape[axis]
    precondition(columns > 0, "\(name) expects at least one element along axis \(axis) of \(shape)")
    if axis != rank - 1 {
      return transposed(axis, -1).softmax(name, logarithm: logarithm, axis: -1).transposed(axis, -1)
    }
    let y = Tensor.build(shape) {
      Kernel.softmax(storage, columns: columns, logarithm: logarithm, into: $0)
    }
    return y.recorded(name, from: self) { [y = y.storage] g in
      Tensor.build(g.shape) {
        Kernel.softmaxGradient(g.storage, output: y, columns: columns, logarithm: logarithm, into: $0)
      }
    }
  }

  /// log Σ e^x along `axis`, without overflow.
  ///
  /// Gradient: `g · softmax(x)`; next to an infinite element all others get 0.
  public func logSumExp(axis: Int = -1, keepingDimension: Bool = false) -> Tensor {
    let axis = shape.resolved(axis)
    if axis != rank - 1 {
      let moved = transposed(axis, -1).logSumExp(axis: -1, keepingDimension: true).transposed(axis, -1)
      return keepingDimension ? moved : moved.squeezed(axis: axis)
    }
    let y = Tensor.build(shape.reduced(axis: axis, keepingDimension: keepingDimension)) {
      Kernel.logSumExp(storage, columns: shape[axis], into: $0)
    }
    return y.recorded("logSumExp", from: self) { [x = detached(), y = y.detached()] g in
      if x.elementCount == 0 { return x }
      let kept = x.shape.reduced(axis: -1, keepingDimension: true)
      let slope = x.softmax(axis: -1) * g.reshaped(to: kept)
      if y.isFinite { return slope }
      // Where the sum is infinite, softmax is NaN in the whole row.
      let infinite = y.reshaped(to: kept).isEqual(to: Tensor(Float.infinity))
      return .where(infinite * x.isLess(than: Tensor(Float.infinity)), 0, else: slope)
    }
  }
}
