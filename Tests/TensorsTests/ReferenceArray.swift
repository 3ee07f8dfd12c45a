import Tensors

/// The simplest possible arrays: every element is found by its index, one at a time.
struct ReferenceArray {
  let shape: [Int]
  let elements: [Float]

  /// The array whose element at each index is the result of `element`.
  init(_ shape: [Int], _ element: ([Int]) -> Float) {
    self.shape = shape
    elements = Self.indices(shape).map(element)
  }

  init(_ tensor: Tensor) {
    shape = Array(tensor.shape)
    elements = tensor.scalars
  }

  var tensor: Tensor { Tensor(elements, shape: Shape(shape)) }

  /// Every index, row by row.
  static func indices(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { found, size in found.flatMap { index in (0..<size).map { index + [$0] } } }
  }

  subscript(index: [Int]) -> Float {
    var flat = 0
    for (position, size) in zip(index, shape) { flat = flat * size + position }
    return elements[flat]
  }

  /// The element that broadcasting puts at `index` of a larger shape.
  func broadcast(_ index: [Int]) -> Float {
    let own = zip(index.suffix(shape.count), shape).map { $1 == 1 ? 0 : $0 }
    return self[own]
  }
}
