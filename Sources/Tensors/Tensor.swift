package import Kernels

/// An array of 32-bit floating-point numbers with a shape: the value that networks compute with.
///
/// A tensor is a value: changing a copy does not change the original. Elements are stored row by row. The result of a
/// computation that starts from a `Parameter` records how it was made, and `backward()` finds the gradients.
///
/// Tasks may share tensors, but must not call `backward()` at the same time on tensors that were computed from the same
/// `Parameter`: their gradients are added up in one place.
public struct Tensor: @unchecked Sendable {
  /// The sizes of the axes.
  public let shape: Shape
  package let storage: Storage
  /// How this tensor was computed, if it was computed from a parameter.
  package let node: Node?

  /// A tensor over a storage that was just filled.
  @inline(__always)
  package init(_ shape: Shape, _ storage: Storage, node: Node? = nil) {
    self.shape = shape
    self.storage = storage
    self.node = node
  }

  /// A tensor whose new storage `fill` writes, every element.
  @inline(__always)
  package static func build(_ shape: Shape, _ fill: (Storage) -> Void) -> Tensor {
    let storage = Storage(uninitialized: shape.elementCount)
    fill(storage)
    return Tensor(shape, storage)
  }

  /// The tensor of the given elements, row by row; traps if their number is not the shape's.
  public init(_ elements: [Float], shape: Shape) {
    precondition(
      elements.count == shape.elementCount,
      "\(shape) needs \(shape.elementCount) elements, got \(elements.count)")
    self.init(shape, Storage(elements))
  }

  /// A tensor of rank 1.
  public init(_ elements: [Float]) {
    self.init(elements, shape: [elements.count])
  }

  /// A tensor of rank 2 from rows of equal length.
  public init(_ rows: [[Float]]) {
    let width = rows.first?.count ?? 0
    precondition(
      rows.allSatisfy { $0.count == width }, "rows must have one length but have \(rows.map(\.count))")
    self.init(rows.flatMap { $0 }, shape: [rows.count, width])
  }

  /// A single number, of shape `[]`.
  public init(_ number: Float) {
    self = Tensor.build(Shape()) { $0[0] = number }
  }

  /// The number of axes.
  public var rank: Int { shape.rank }

  /// The number of elements.
  public var elementCount: Int { storage.count }

  /// The elements, row by row.
  public var scalars: [Float] { storage.array }

  /// The only element; traps if there is not exactly one.
  public var scalar: Float {
    precondition(elementCount == 1, "scalar expects one element but the shape is \(shape)")
    return storage[0]
  }

  /// The same values without the record of how they were made: no gradient flows through.
  public func detached() -> Tensor { Tensor(shape, storage) }

  /// Whether `backward()` can be called on this tensor.
  public var isRecorded: Bool { node != nil }

  /// Whether no element is infinite or not a number.
  public var isFinite: Bool { Kernel.allFinite(storage) }

  /// Whether shape and elements are the same; NaN equals nothing, as everywhere.
  public func equals(_ other: Tensor) -> Bool {
    shape == other.shape && scalars == other.scalars
  }
}

extension Tensor: ExpressibleByArrayLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// `[[1, 2], [3, 4]]`: nested literals stack along a new first axis; inner shapes must agree.
  public init(arrayLiteral elements: Tensor...) {
    let inner = elements.first?.shape ?? []
    precondition(
      elements.allSatisfy { $0.shape == inner },
      "a literal's rows must have one shape but have \(elements.map(\.shape))")
    self.init(elements.flatMap(\.scalars), shape: inner.inserting(elements.count, at: 0))
  }

  public init(floatLiteral value: Float) { self.init(value) }
  public init(integerLiteral value: Int) { self.init(Float(value)) }
}
