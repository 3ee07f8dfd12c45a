/// Whole numbers with a shape: class labels, word numbers, positions. They index; there is no arithmetic on them.
public struct IntTensor: Hashable, Sendable {
  /// The sizes of the axes.
  public let shape: Shape
  package let elements: [Int32]

  package init(_ shape: Shape, _ elements: [Int32]) {
    self.shape = shape
    self.elements = elements
  }

  /// The tensor of the given elements, row by row; traps if their number is not the shape's.
  public init(_ elements: [Int], shape: Shape) {
    precondition(
      elements.count == shape.elementCount,
      "IntTensor of \(shape) expects \(shape.elementCount) elements but got \(elements.count)")
    self.init(
      shape,
      elements.map { element in
        guard let exact = Int32(exactly: element) else {
          preconditionFailure("IntTensor expects numbers of 32 bits but got \(element)")
        }
        return exact
      })
  }

  /// A tensor of rank 1.
  public init(_ elements: [Int]) {
    self.init(elements, shape: [elements.count])
  }

  /// A tensor of rank 2 from rows of equal length.
  public init(_ rows: [[Int]]) {
    let width = rows.first?.count ?? 0
    precondition(
      rows.allSatisfy { $0.count == width }, "rows must have one length but have \(rows.map(\.count))")
    self.init(rows.flatMap { $0 }, shape: [rows.count, width])
  }

  /// The elements, row by row.
  public var scalars: [Int] { elements.map(Int.init) }

  /// The only element; traps if there is not exactly one.
  public var scalar: Int {
    precondition(elements.count == 1, "scalar expects one element but the shape is \(shape)")
    return Int(elements[0])
  }

  /// The number of elements.
  public var elementCount: Int { elements.count }

  /// The element at a flat position, row by row.
  public subscript(position: Int) -> Int {
    precondition(elements.indices.contains(position), "element \(position) is not one of \(elements.count)")
    return Int(elements[position])
  }

  /// The same elements in another shape with the same number of elements.
  public func reshaped(to shape: Shape) -> IntTensor {
    precondition(
      shape.elementCount == elements.count, "reshaped cannot make \(shape) of \(self.shape)")
    return IntTensor(shape, elements)
  }

  /// The rows (entries along the first axis) of a range.
  public subscript(rows: Range<Int>) -> IntTensor {
    precondition(
      shape.rank > 0 && rows.lowerBound >= 0 && rows.upperBound <= shape[0],
      "rows \(rows) do not lie in \(shape)")
    let width = shape[0] == 0 ? 0 : elements.count / shape[0]
    var result = shape
    result[0] = rows.count
    return IntTensor(result, Array(elements[rows.lowerBound * width..<rows.upperBound * width]))
  }

  /// The rows with the given numbers, in their order.
  public func rows(_ indices: [Int]) -> IntTensor {
    precondition(shape.rank > 0, "rows expects at least one axis")
    let width = shape[0] == 0 ? 0 : elements.count / shape[0]
    var result = shape
    result[0] = indices.count
    var chosen: [Int32] = []
    chosen.reserveCapacity(indices.count * width)
    for index in indices {
      precondition(index >= 0 && index < shape[0], "row \(index) is not one of \(shape)")
      chosen += elements[index * width..<(index + 1) * width]
    }
    return IntTensor(result, chosen)
  }

  /// The share of elements that equal the other's, which must have the same shape.
  public func agreement(with other: IntTensor) -> Double {
    precondition(shape == other.shape, "agreement expects \(shape) but got \(other.shape)")
    if elements.isEmpty { return 0 }
    var equal = 0
    for i in elements.indices where elements[i] == other.elements[i] { equal += 1 }
    return Double(equal) / Double(elements.count)
  }

  package func checkRange(_ op: String, below bound: Int) {
    for value in elements where value < 0 || value >= bound {
      preconditionFailure("\(op) expects labels in 0 ..< \(bound) but got \(value)")
    }
  }
}

extension IntTensor: ExpressibleByArrayLiteral, CustomStringConvertible {
  public init(arrayLiteral elements: Int...) {
    self.init(elements)
  }

  public var description: String {
    "IntTensor \(shape) \(elements.prefix(20).map(String.init).joined(separator: " "))"
      + (elements.count > 20 ? " …" : "")
  }
}
