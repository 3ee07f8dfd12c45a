extension Tensor {
  /// The elements at `indices` along an axis: PyTorch's `gather`, NumPy's `take_along_axis`.
  ///
  ///     y[i, j, k] = self[i, indices[i, j, k], k]        for axis 1
  ///
  /// Shapes: the result's is that of `indices`, which has as many axes as `self` and, along the others, sizes that are not
  /// greater. Gradient: `g`, added at the indices.
  public func gathered(alongAxis axis: Int, _ indices: IntTensor) -> Tensor {
    let axis = shape.resolved(axis)
    precondition(
      indices.shape.rank == rank && (0..<rank).allSatisfy { $0 == axis || indices.shape[$0] <= shape[$0] },
      "gathered along axis \(axis) expects indices of a shape within \(shape) but got \(indices.shape)")
    indices.checkRange("gathered", below: shape[axis])
    precondition(elementCount <= Int32.max, "gathered expects fewer than 2³¹ elements but got \(shape)")
    let strides = (0..<rank).map { shape.dropFirst($0 + 1).reduce(1, *) }
    let sizes = Array(indices.shape)
    let places = indices.elements.enumerated().map { position, index in
      var (rest, place) = (position, Int(index) * strides[axis])
      for other in stride(from: rank - 1, through: 0, by: -1) {
        if other != axis { place += rest % sizes[other] * strides[other] }
        rest /= sizes[other]
      }
      return Int32(place)
    }
    return reshaped(to: [elementCount] as Shape).gathered(IntTensor(indices.shape, places))
  }

  /// The entries with the given numbers along an axis, in their order: PyTorch's `index_select`.
  ///
  /// Gradient: `g`'s entries, added at these numbers.
  public func entries(_ numbers: [Int], axis: Int) -> Tensor {
    let axis = shape.resolved(axis)
    let (outer, count) = (shape.prefix(axis).reduce(1, *), shape[axis])
    let inner = shape.dropFirst(axis + 1).reduce(1, *)
    for number in numbers {
      precondition(
        number >= 0 && number < count, "entry \(number) is not one of axis \(axis) of \(shape)")
    }
    precondition(outer * count <= Int32.max, "entries expects fewer than 2³¹ rows but got \(shape)")
    var target = shape
    target[axis] = numbers.count
    let rows = (0..<outer).flatMap { row in numbers.map { Int32(row * count + $0) } }
    return reshaped(to: [outer * count, inner] as Shape).gathered(IntTensor([rows.count], rows))
      .reshaped(to: target)
  }

  /// The elements in ascending or descending order along an axis, and the indices that they come from.
  ///
  /// Equal elements keep their order, and NaN counts as greatest, as in PyTorch's stable `sort`.
  /// Gradient: `g` at the elements' own places.
  public func sorted(axis: Int = -1, descending: Bool = false) -> (values: Tensor, indices: IntTensor) {
    let indices = argsort(axis: axis, descending: descending)
    return (gathered(alongAxis: axis, indices), indices)
  }

  /// The indices that would sort the elements along an axis: see `sorted(axis:descending:)`.
  public func argsort(axis: Int = -1, descending: Bool = false) -> IntTensor {
    let axis = shape.resolved(axis)
    let (count, inner) = (shape[axis], shape.dropFirst(axis + 1).reduce(1, *))
    let elements = scalars
    var order = [Int32](repeating: 0, count: elements.count)
    var line = [Float](repeating: 0, count: count)
    for outer in 0..<shape.prefix(axis).reduce(1, *) {
      for column in 0..<inner {
        let start = outer * count * inner + column
        for entry in 0..<count { line[entry] = elements[start + entry * inner] }
        let sorted = Self.order(of: line, descending: descending)
        for (entry, index) in sorted.enumerated() { order[start + entry * inner] = index }
      }
    }
    return IntTensor(shape, order)
  }

  private static func order(of line: [Float], descending: Bool) -> [Int32] {
    func precedes(_ a: Float, _ b: Float) -> Bool { a < b || b.isNaN && !a.isNaN }
    return line.indices.sorted { first, second in
      let (a, b) = descending ? (line[second], line[first]) : (line[first], line[second])
      return precedes(a, b) || !precedes(b, a) && first < second
    }.map(Int32.init)
  }
}
