internal import Kernels

extension Tensor {
  /// The entries of `range` along an axis. Along the first axis nothing is copied.
  ///
  /// Gradient: `g` at the entries, 0 elsewhere; added in place, so that many slices of a tensor cost as much as one.
  public func slice(axis: Int, _ range: Range<Int>) -> Tensor {
    let axis = shape.resolved(axis)
    precondition(
      range.lowerBound >= 0 && range.upperBound <= shape[axis],
      "slice \(range) does not lie in axis \(axis) of \(shape)")
    var target = shape
    target[axis] = range.count
    return windowed(target, axis: axis, from: range.lowerBound)
      .recorded("slice", from: self, nil) { [shape] g, inputs in
        inputs.addInPlace(0) { whole, fresh in
          if fresh { Kernel.fill(whole, with: 0) }
          g.copyWindow(into: whole, of: shape, axis: axis, from: range.lowerBound, adding: true)
        }
      }
  }

  private func windowed(_ target: Shape, axis: Int, from start: Int) -> Tensor {
    let strides = shape.denseStrides
    let step = strides[6 - rank + axis]
    if shape.prefix(axis).allSatisfy({ $0 == 1 }) {
      return Tensor(target, Storage(storage, range: start * step..<start * step + target.elementCount))
    }
    return Tensor.build(target) {
      Kernel.copy(
        storage, from: target.elementCount == 0 ? 0 : start * step, strides: strides, into: $0,
        strides: target.denseStrides, sizes: target.kernelSizes)
    }
  }

  /// Entry `index` along `axis`, which disappears; negative indices count from the end.
  public func entry(_ index: Int, axis: Int) -> Tensor {
    let position = index < 0 ? index + shape[axis] : index
    precondition(
      position >= 0 && position < shape[axis], "entry \(index) is not one of axis \(axis) of \(shape)")
    return slice(axis: axis, position..<position + 1).squeezed(axis: axis)
  }

  /// Entry `index` along the first axis: a row of a matrix, an image of a batch.
  public subscript(index: Int) -> Tensor { entry(index, axis: 0) }

  /// The element, or the part, at these indices of the first axes: `x[i, j]` of a matrix is a single number.
  public subscript(first: Int, second: Int, others: Int...) -> Tensor {
    ([first, second] + others).reduce(self) { part, index in part[index] }
  }

  /// The entries of a range along the first axis; `x[2...]` and `x[..<5]` work too.
  public subscript(rows: some RangeExpression<Int>) -> Tensor {
    precondition(rank > 0, "a single number has no rows")
    guard let range = rows.bounds(in: shape[0]) else {
      preconditionFailure("rows \(rows) do not lie in \(shape)")
    }
    return slice(axis: 0, range)
  }

  /// The entries in `ranges` along the first axes: `x[0..<2, 1..<3]` is a block of a matrix.
  public subscript(first: Range<Int>, second: Range<Int>, others: Range<Int>...) -> Tensor {
    ([first, second] + others).enumerated().reduce(self) { part, step in
      part.slice(axis: step.offset, step.element)
    }
  }

  /// The rows (entries along the first axis) with the given numbers: shape `indices.shape + shape.dropFirst()`.
  ///
  /// This is how an embedding looks up its vectors. Gradient: `g`'s rows, added at these numbers; the row `frozenRow`
  /// gets none.
  public func gathered(_ indices: IntTensor, frozenRow: Int? = nil) -> Tensor {
    precondition(rank > 0, "gathered expects at least one axis")
    indices.checkRange("gathered", below: shape[0])
    let width = shape.dropFirst().reduce(1, *)
    let target = Shape(Array(indices.shape) + shape.dropFirst())
    let y = Tensor.build(target) { Kernel.gather(storage, rows: indices.elements, width: width, into: $0) }
    return y.recorded("gathered", from: self, nil) { g, inputs in
      inputs.addInPlace(0) { whole, fresh in
        if fresh { Kernel.fill(whole, with: 0) }
        let rows = frozenRow.map { frozen in indices.elements.map { $0 == frozen ? -1 : $0 } }
        Kernel.scatterAdd(g.storage, rows: rows ?? indices.elements, width: width, into: whole)
      }
    }
  }

  /// The rows with the given numbers, in their order.
  public func rows(_ indices: [Int]) -> Tensor { gathered(IntTensor(indices)) }

  /// The entries along the first axis, one after the other.
  public var unstacked: [Tensor] { (0..<shape[0]).map { self[$0] } }
}

extension RangeExpression<Int> {
  /// The range that this selects from `0..<count`; nil where it reaches beyond.
  package func bounds(in count: Int) -> Range<Int>? {
    let (lower, upper) =
      switch self {
      case let range as PartialRangeFrom<Int>: (range.lowerBound, count)
      case let range as PartialRangeUpTo<Int>: (0, range.upperBound)
      case let range as PartialRangeThrough<Int>: (0, range.upperBound &+ 1)
      case let range as ClosedRange<Int>: (range.lowerBound, range.upperBound &+ 1)
      case let range as Range<Int>: (range.lowerBound, range.upperBound)
      default: (relative(to: 0..<count).lowerBound, relative(to: 0..<count).upperBound)
      }
    return 0 <= lower && lower <= upper && upper <= count ? lower..<upper : nil
  }
}

extension Tensor {
  fileprivate func recorded(
    _ name: StaticString, from x: Tensor, _ none: Tensor?, pullback: @escaping Node.Pullback
  ) -> Tensor {
    guard let input = x.node, Recording.isOn else { return self }
    return Tensor(shape, storage, node: Node(name, shape, input, pullback: pullback))
      .observed(from: [x], multiplyAdds: 0)
  }
}
