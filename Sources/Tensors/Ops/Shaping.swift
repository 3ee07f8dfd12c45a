internal import Kernels

extension Tensor {
  /// The same elements in another shape; one size may be -1 and is computed from the others.
  ///
  /// Nothing is copied.
  public func reshaped(to sizes: [Int]) -> Tensor {
    guard let open = sizes.firstIndex(of: -1) else { return reshaped(to: Shape(sizes)) }
    var sizes = sizes
    let known = Shape(sizes.enumerated().filter { $0.offset != open }.map(\.element)).elementCount
    precondition(
      known > 0 && elementCount % known == 0, "reshaped cannot find the open size of \(sizes) from \(shape)")
    sizes[open] = elementCount / known
    return reshaped(to: Shape(sizes))
  }

  /// The same elements in another shape with the same number of elements. Nothing is copied.
  public func reshaped(to target: Shape) -> Tensor {
    if target == shape { return self }
    precondition(target.elementCount == elementCount, "reshaped cannot make \(target) of \(shape)")
    return Tensor(target, storage).recorded("reshaped", from: self) { [shape] g in g.reshaped(to: shape) }
  }

  /// With a new axis of size 1 at `axis`; -1 appends one.
  public func expandedDimensions(axis: Int) -> Tensor { reshaped(to: shape.inserting(1, at: axis)) }

  /// Without `axis`, whose size must be 1.
  public func squeezed(axis: Int) -> Tensor {
    precondition(shape[axis] == 1, "squeezed expects size 1 along axis \(axis) of \(shape)")
    return reshaped(to: shape.removing(axis))
  }

  /// With all axes from `axis` on joined into one.
  public func flattened(from axis: Int = 0) -> Tensor {
    let axis = axis == rank ? axis : shape.resolved(axis)
    return reshaped(to: Shape(shape.prefix(axis) + [shape.dropFirst(axis).reduce(1, *)]))
  }

  /// With two axes exchanged: `x.transposed(-1, -2)` is the matrix transpose.
  ///
  /// Gradient: `g` with the axes exchanged back.
  public func transposed(_ a: Int = -1, _ b: Int = -2) -> Tensor {
    var order = Array(0..<rank)
    order.swapAt(shape.resolved(a), shape.resolved(b))
    return permuted(order)
  }

  /// With its axes in another order: axis `i` of the result is axis `order[i]` of this.
  ///
  /// Gradient: `g` in the inverse order.
  public func permuted(_ order: [Int]) -> Tensor {
    let order = order.map(shape.resolved)
    precondition(
      order.sorted() == Array(0..<rank), "permuted expects each axis of \(shape) once but got \(order)")
    let target = Shape(order.map { shape[$0] })
    let source = shape.denseStrides
    var strides = Strides(repeating: 0)
    for (axis, origin) in order.enumerated() { strides[6 - rank + axis] = source[6 - rank + origin] }
    let y = Tensor.build(target) {
      Kernel.copy(
        storage, strides: strides, into: $0, strides: target.denseStrides, sizes: target.kernelSizes)
    }
    return y.recorded("permuted", from: self) { g in
      var inverse = order
      for (axis, origin) in order.enumerated() { inverse[origin] = axis }
      return g.permuted(inverse)
    }
  }

  /// Repeated along axes of size 1 or missing ones until the shape is `target`.
  ///
  /// Gradient: the sum of `g` over the repetitions.
  public func broadcast(to target: Shape) -> Tensor {
    if target == shape { return self }
    precondition(shape.broadcast(with: target) == target, "broadcast cannot make \(target) of \(shape)")
    let y = Tensor.build(target) {
      Kernel.copy(
        storage, strides: shape.broadcastStrides, into: $0, strides: target.denseStrides,
        sizes: target.kernelSizes)
    }
    return y.recorded("broadcast", from: self) { [shape] g in g.summed(to: shape) }
  }

  /// With `before` entries in front and `after` at the end of an axis, all equal to `value`.
  ///
  /// Gradient: the part of `g` that is not padding.
  public func padded(axis: Int, before: Int, after: Int, with value: Float = 0) -> Tensor {
    let counts = 0...Shape.maximumSize
    precondition(
      counts.contains(before) && counts.contains(after),
      "padded expects counts from 0 to \(Shape.maximumSize) but got \(before) and \(after)")
    let axis = shape.resolved(axis)
    let count = shape[axis]
    var target = shape
    target[axis] = before + count + after
    let y = Tensor.filled(target, with: value)
    copyWindow(into: y.storage, of: target, axis: axis, from: before)
    return y.recorded("padded", from: self) { g in g.slice(axis: axis, before..<before + count) }
  }

  /// Writes this tensor over the entries of `whole` from `start` on along an axis.
  func copyWindow(into whole: Storage, of wholeShape: Shape, axis: Int, from start: Int, adding: Bool = false)
  {
    let strides = wholeShape.denseStrides
    Kernel.copy(
      storage, strides: shape.denseStrides, into: whole, at: start * strides[6 - rank + axis],
      strides: strides,
      sizes: shape.kernelSizes, adding: adding)
  }
}
