internal import Kernels

extension Tensor {
  /// Zeros of `[count] + …` to which each row of this tensor is added at its index: the adjoint of `gathered`.
  ///
  ///     y[indices[i], :] += self[i, :]
  ///
  /// Shapes: `self` is `indices.shape + row`. Gradient: `g`'s rows at the indices.
  public func scatterAdded(at indices: IntTensor, count: Int) -> Tensor {
    let lead = indices.shape.rank
    precondition(
      rank >= lead && Shape(shape.prefix(lead)) == indices.shape,
      "scatterAdded expects \(indices.shape) rows but got \(shape)")
    indices.checkRange("scatterAdded", below: count)
    let row = shape.dropFirst(lead)
    let y = Tensor.zeros(Shape([count] + row))
    Kernel.scatterAdd(storage, rows: indices.elements, width: row.reduce(1, *), into: y.storage)
    return y.recorded("scatterAdded", from: self) { g in g.gathered(indices) }
  }

  /// The element of each row along the last axis at the row's index: the shape without the last axis.
  ///
  /// Gradient: `g` at the indices, 0 elsewhere.
  public func picked(_ indices: IntTensor) -> Tensor {
    precondition(
      rank >= 1 && indices.shape == shape.removing(-1),
      "picked expects indices of all rows of \(shape) but got \(indices.shape)")
    let columns = shape[-1]
    indices.checkRange("picked", below: columns)
    let places = indices.elements.enumerated().map { Int32($0 * columns) + $1 }
    let flat = reshaped(to: [elementCount])
    return flat.gathered(IntTensor(indices.shape, places))
  }

  /// The `k` greatest elements along the last axis, greatest first (the earlier of equals first), and their indices.
  ///
  /// Gradient: `g` at the chosen elements.
  public func topK(_ k: Int) -> (values: Tensor, indices: IntTensor) {
    let columns = shape[-1]
    precondition(k >= 0 && k <= columns, "topK expects at most \(columns) of \(shape) but got \(k)")
    var target = shape
    target[-1] = k
    let rows = columns == 0 ? 0 : elementCount / columns
    var chosen: [Int32] = []
    var places: [Int32] = []
    for row in 0..<rows {
      let start = row * columns
      let order = (0..<columns).sorted { a, b in
        let (x, y) = (storage[start + a], storage[start + b])
        return x != y ? x > y || x.isNaN && !y.isNaN : a < b
      }
      chosen += order.prefix(k).map(Int32.init)
      places += order.prefix(k).map { Int32(start + $0) }
    }
    let values = reshaped(to: [elementCount]).gathered(IntTensor(target, places))
    return (values, IntTensor(target, chosen))
  }

  /// Running sums along an axis: y[i] = x[0] + … + x[i].
  ///
  /// Gradient: running sums of `g` from the end.
  public func cumulativeSum(axis: Int = -1) -> Tensor { cumulativeSum(axis: axis, reversed: false) }

  private func cumulativeSum(axis: Int, reversed: Bool) -> Tensor {
    let y = Tensor.build(shape) {
      Kernel.cumulativeSum(storage, shape.layout(around: axis), reversed: reversed, into: $0)
    }
    return y.recorded("cumulativeSum", from: self) { g in
      g.cumulativeSum(axis: axis, reversed: !reversed)
    }
  }

  /// Each element zeroed with probability `rate`, the others scaled by 1 / (1 − rate), which keeps the expectation.
  ///
  /// The choice follows from `seed` alone. Reference: Srivastava et al. (2014).
  public func dropout(rate: Float, seed: UInt64) -> Tensor {
    precondition(rate >= 0 && rate < 1, "dropout expects a rate in 0 ..< 1 but got \(rate)")
    if rate == 0 { return self }
    let y = Tensor.build(shape) { Kernel.dropout(storage, rate: rate, seed: seed, into: $0) }
    return y.recorded("dropout", from: self) { g in g.dropout(rate: rate, seed: seed) }
  }
}
