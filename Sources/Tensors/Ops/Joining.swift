internal import Kernels

extension Tensor {
  /// The tensors one after the other along an axis; all other sizes must agree.
  ///
  /// Gradient: each gets its part of `g`.
  public static func concatenated(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    guard let first = tensors.first else { preconditionFailure("concatenated expects at least one tensor") }
    let axis = first.shape.resolved(axis)
    var target = first.shape
    target[axis] = 0
    var starts: [Int] = []
    for tensor in tensors {
      let fits = tensor.rank == first.rank && tensor.shape.removing(axis) == first.shape.removing(axis)
      precondition(
        fits, "concatenated along axis \(axis) expects sizes like \(first.shape) but got \(tensor.shape)")
      starts.append(target[axis])
      target[axis] += tensor.shape[axis]
    }
    let y = build(target) { whole in
      for (tensor, start) in zip(tensors, starts) where tensor.elementCount > 0 {
        tensor.copyWindow(into: whole, of: target, axis: axis, from: start)
      }
    }
    return y.recorded("concatenated", from: tensors) { [sizes = tensors.map { $0.shape[axis] }] g, inputs in
      for (index, size) in sizes.enumerated() {
        inputs.add(index) { g.slice(axis: axis, starts[index]..<starts[index] + size) }
      }
    }
  }

  /// This tensor and another one after it along an axis.
  public func concatenated(with other: Tensor, alongAxis axis: Int = 0) -> Tensor {
    .concatenated([self, other], axis: axis)
  }

  /// Tensors of one shape along a new axis.
  public static func stacked(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    concatenated(tensors.map { $0.expandedDimensions(axis: axis) }, axis: axis)
  }

  /// `count` equal parts along an axis, whose size must be a multiple of `count`.
  public func split(into count: Int, alongAxis axis: Int = 0) -> [Tensor] {
    let size = shape[axis]
    precondition(
      count > 0 && size % count == 0,
      "split into \(count) expects a multiple of it along axis \(axis) of \(shape)")
    return split(sizes: Array(repeating: size / count, count: count), alongAxis: axis)
  }

  /// Parts of the given sizes along an axis; the sizes must add up to the axis's size.
  public func split(sizes: [Int], alongAxis axis: Int = 0) -> [Tensor] {
    precondition(
      sizes.allSatisfy { (0...shape[axis]).contains($0) } && sizes.reduce(0, +) == shape[axis],
      "split expects sizes of 0 or more that add up along axis \(axis) of \(shape): \(sizes)")
    var start = 0
    return sizes.map { size in
      defer { start += size }
      return slice(axis: axis, start..<start + size)
    }
  }
}
