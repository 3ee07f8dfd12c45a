internal import Kernels

extension Tensor {
  /// The sum of all elements, of shape `[]`.
  ///
  /// Gradient: `g` for every element.
  public func sum() -> Tensor {
    let layout = AxisLayout(outer: 1, count: elementCount, inner: 1)
    let y = Tensor.build(Shape()) { Kernel.reduce(.sum, storage, layout, into: $0) }
    return y.recorded("sum", from: self) { [shape] g in .filled(shape, with: g.storage[0]) }
  }

  /// The sum along `axis`.
  ///
  /// Gradient: `g` for every element along the axis.
  public func sum(axis: Int, keepingDimension: Bool = false) -> Tensor {
    let axis = shape.resolved(axis)
    let y = Tensor.build(shape.reduced(axis: axis, keepingDimension: keepingDimension)) {
      Kernel.reduce(.sum, storage, shape.layout(around: axis), into: $0)
    }
    return y.recorded("sum", from: self) { [shape] g in
      g.reshaped(to: shape.reduced(axis: axis, keepingDimension: true)).broadcast(to: shape)
    }
  }

  /// The mean of all elements, of shape `[]`.
  public func mean() -> Tensor { sum() / Float(elementCount) }

  /// The mean along `axis`.
  public func mean(axis: Int, keepingDimension: Bool = false) -> Tensor {
    sum(axis: axis, keepingDimension: keepingDimension) / Float(shape[axis])
  }

  /// The mean squared distance from the mean of all elements: divided by n, or n − 1 with `unbiased`.
  public func variance(unbiased: Bool = false) -> Tensor {
    reshaped(to: [elementCount]).variance(axis: 0, unbiased: unbiased)
  }

  /// The mean squared distance from the mean along `axis`: divided by n, or n − 1 with `unbiased`.
  public func variance(axis: Int, keepingDimension: Bool = false, unbiased: Bool = false) -> Tensor {
    let count = shape[axis]
    let squares = (self - mean(axis: axis, keepingDimension: true)).squared()
    return squares.sum(axis: axis, keepingDimension: keepingDimension) / divisor(count, unbiased)
  }

  /// The square root of the variance of all elements, computed so that no square overflows or underflows.
  ///
  /// Gradient: `g · (x − mean) / (n · y)`, with n − 1 instead of n if unbiased; 0 where all elements are equal, as in
  /// PyTorch.
  public func standardDeviation(unbiased: Bool = false) -> Tensor {
    let count = divisor(elementCount, unbiased)
    // Scaled to numbers of at most 1, whose squares neither overflow nor underflow.
    let scale = elementCount == 0 ? 0 : detached().absolute().max().scalar
    let isScaled = scale > 0 && scale.isFinite
    let x = isScaled ? detached() / scale : detached()
    let centered = x - x.mean()
    let unit = (centered.squared().sum() / count).squareRoot()
    let y = isScaled ? unit * scale : unit
    return y.recorded("standardDeviation", from: self) { [isFlat = unit.scalar == 0] g in
      isFlat ? .zeros(centered.shape) : centered / unit * (g / count)
    }
  }

  /// What squares are divided by: the result for no elements is NaN, as in PyTorch.
  private func divisor(_ count: Int, _ unbiased: Bool) -> Float {
    Float(unbiased ? Swift.max(0, count - 1) : count)
  }

  /// The greatest element, of shape `[]`. Equal greatest elements share the gradient.
  public func max() -> Tensor { reshaped(to: [elementCount]).max(axis: 0) }

  /// The least element, of shape `[]`. Equal least elements share the gradient.
  public func min() -> Tensor { reshaped(to: [elementCount]).min(axis: 0) }

  /// The greatest element along `axis`, which has at least one. Equal greatest elements share the gradient, as in PyTorch's `amax`.
  public func max(axis: Int, keepingDimension: Bool = false) -> Tensor {
    extreme("max", .maximum, axis: axis, keepingDimension: keepingDimension)
  }

  /// The least element along `axis`, which has at least one. Equal least elements share the gradient, as in PyTorch's `amin`.
  public func min(axis: Int, keepingDimension: Bool = false) -> Tensor {
    extreme("min", .minimum, axis: axis, keepingDimension: keepingDimension)
  }

  private func extreme(
    _ name: StaticString, _ op: Kernel.Reduction, axis: Int, keepingDimension: Bool
  ) -> Tensor {
    let axis = shape.resolved(axis)
    precondition(shape[axis] > 0, "\(name) expects at least one element along axis \(axis) of \(shape)")
    let y = Tensor.build(shape.reduced(axis: axis, keepingDimension: keepingDimension)) {
      Kernel.reduce(op, storage, shape.layout(around: axis), into: $0)
    }
    return y.recorded(name, from: self) { [x = detached(), y = y.detached()] g in
      let kept = x.shape.reduced(axis: axis, keepingDimension: true)
      let extreme = y.reshaped(to: kept)
      var chosen = x.isEqual(to: extreme)
      if !y.isFinite {
        // NaN equals nothing, but is what was chosen wherever there is one.
        chosen = .where(extreme.isEqual(to: extreme), chosen, else: 1 - x.isEqual(to: x))
      }
      let share = chosen / chosen.sum(axis: axis, keepingDimension: true)
      return g.reshaped(to: kept).masked(by: share)
    }
  }

  /// The index of the first greatest element along `axis`; NaN counts as greatest.
  public func argmax(axis: Int = -1) -> IntTensor { argExtreme("argmax", least: false, axis: axis) }

  /// The index of the first least element along `axis`; NaN counts as least.
  public func argmin(axis: Int = -1) -> IntTensor { argExtreme("argmin", least: true, axis: axis) }

  private func argExtreme(_ name: StaticString, least: Bool, axis: Int) -> IntTensor {
    precondition(shape[axis] > 0, "\(name) expects at least one element along axis \(axis) of \(shape)")
    return IntTensor(
      shape.removing(axis), Kernel.argReduce(least: least, storage, shape.layout(around: axis)))
  }

  /// √Σx² of all elements, as a number, without overflow or underflow.
  public var norm: Float {
    let norm = Float(Kernel.sumOfSquares(storage).squareRoot())
    if norm.isFinite && norm > 1e-15 || elementCount == 0 { return norm }
    // The squares have overflowed or underflowed, or there is nothing to scale by.
    let largest = detached().absolute().max().scalar
    return largest > 0 && largest.isFinite ? (detached() / largest).norm * largest : largest
  }

  /// The sum over the axes that were repeated when `target` was broadcast to this shape: broadcasting's adjoint.
  func summed(to target: Shape) -> Tensor {
    if shape == target { return self }
    var result = self
    let extra = shape.rank - target.rank
    if extra > 0 {
      let layout = AxisLayout(
        outer: 1, count: shape.prefix(extra).reduce(1, *), inner: shape.dropFirst(extra).reduce(1, *))
      result = Tensor.build(Shape(shape.dropFirst(extra))) {
        Kernel.reduce(.sum, storage, layout, into: $0)
      }
    }
    for axis in 0..<target.rank where target[axis] == 1 && result.shape[axis] != 1 {
      result = result.sum(axis: axis, keepingDimension: true)
    }
    return result
  }
}
