internal import Kernels

/// The sizes of a tensor's axes, outermost first: `[2, 3]` has two rows of three elements.
///
/// A shape stores up to six sizes inline, without an allocation; `[]` is the shape of a single number.
public struct Shape: Hashable, Sendable {
  /// The number of axes.
  public let rank: Int
  private var sizes: (Int32, Int32, Int32, Int32, Int32, Int32) = (1, 1, 1, 1, 1, 1)

  /// The shape with the given sizes; traps for more than six axes or a negative size.
  public init(_ sizes: some Collection<Int>) {
    precondition(sizes.count <= Self.maximumRank, "a shape has at most 6 axes but got \(Array(sizes))")
    rank = sizes.count
    var axis = 0
    for size in sizes {
      precondition(
        size >= 0 && size <= Self.maximumSize,
        "a shape expects sizes from 0 to \(Self.maximumSize) but got \(Array(sizes))")
      set(axis, size)
      axis += 1
    }
  }

  /// The shape of a single number.
  public init() {
    rank = 0
  }

  /// The greatest number of axes.
  public static let maximumRank = 6

  /// The greatest size of an axis.
  public static let maximumSize = Int(Int32.max)

  /// The product of the sizes: the number of elements of a tensor of this shape.
  ///
  /// Traps if it does not fit in an `Int`.
  public var elementCount: Int {
    // Two sizes of 31 bits each can't overflow.
    let (a, b, c) = (
      Int(sizes.0) * Int(sizes.1), Int(sizes.2) * Int(sizes.3), Int(sizes.4) * Int(sizes.5)
    )
    let (ab, overflows) = a.multipliedReportingOverflow(by: b)
    let (count, overflowsToo) = ab.multipliedReportingOverflow(by: c)
    if (overflows || overflowsToo) && a != 0 && b != 0 && c != 0 { failOfSize() }
    return overflows || overflowsToo ? 0 : count
  }

  private func failOfSize() -> Never {
    let bytes = reduce(4.0) { $0 * Double($1) }
    preconditionFailure("failed to allocate \(bytes) bytes for a tensor of \(self)")
  }

  private mutating func set(_ axis: Int, _ size: Int) {
    let size = Int32(size)
    switch axis {
    case 0: sizes.0 = size
    case 1: sizes.1 = size
    case 2: sizes.2 = size
    case 3: sizes.3 = size
    case 4: sizes.4 = size
    default: sizes.5 = size
    }
  }

  public static func == (a: Shape, b: Shape) -> Bool {
    a.rank == b.rank && a.sizes.0 == b.sizes.0 && a.sizes.1 == b.sizes.1 && a.sizes.2 == b.sizes.2
      && a.sizes.3 == b.sizes.3 && a.sizes.4 == b.sizes.4 && a.sizes.5 == b.sizes.5
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(rank)
    for size in self { hasher.combine(size) }
  }
}

extension Shape: RandomAccessCollection, MutableCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { rank }

  /// The size of an axis; negative axes count from the end, `-1` is the innermost.
  public subscript(axis: Int) -> Int {
    get {
      switch resolved(axis) {
      case 0: Int(sizes.0)
      case 1: Int(sizes.1)
      case 2: Int(sizes.2)
      case 3: Int(sizes.3)
      case 4: Int(sizes.4)
      default: Int(sizes.5)
      }
    }
    set {
      precondition(
        newValue >= 0 && newValue <= Self.maximumSize,
        "axis \(axis) of \(self) expects a size from 0 to \(Self.maximumSize) but got \(newValue)")
      set(resolved(axis), newValue)
    }
  }

  /// `axis` counted from the front; traps if there is no such axis.
  public func resolved(_ axis: Int) -> Int {
    let index = axis < 0 ? axis + rank : axis
    precondition(index >= 0 && index < rank, "axis \(axis) is not one of \(self)")
    return index
  }
}

extension Shape: ExpressibleByArrayLiteral, CustomStringConvertible {
  public init(arrayLiteral sizes: Int...) {
    self.init(sizes)
  }

  public var description: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}

extension Shape {
  /// This shape without `axis`, or with size 1 there.
  public func reduced(axis: Int, keepingDimension: Bool = false) -> Shape {
    let axis = resolved(axis)
    if keepingDimension {
      var shape = self
      shape[axis] = 1
      return shape
    }
    return removing(axis)
  }

  /// This shape without `axis`.
  public func removing(_ axis: Int) -> Shape {
    let axis = resolved(axis)
    return Shape((0..<rank).lazy.filter { $0 != axis }.map { self[$0] })
  }

  /// This shape with a new axis of `size` at `axis`; -1 appends one.
  public func inserting(_ size: Int, at axis: Int) -> Shape {
    let position = axis < 0 ? axis + rank + 1 : axis
    precondition(position >= 0 && position <= rank, "axis \(axis) cannot be inserted in \(self)")
    var list = Array(self)
    list.insert(size, at: position)
    return Shape(list)
  }

  /// The index along each axis of the element at a place in row-major order, as NumPy's `unravel_index`.
  package func unraveled(_ index: Int) -> [Int] {
    precondition((0..<elementCount).contains(index), "element \(index) is not one of \(self)")
    var rest = index
    var indices: [Int] = []
    for size in reversed() {
      indices.append(rest % size)
      rest /= size
    }
    return indices.reversed()
  }

  /// The shape that two shapes broadcast to, or nil if they do not fit.
  ///
  /// Aligned at the innermost axis, sizes must be equal or 1; an axis that is missing counts as 1.
  public func broadcast(with other: Shape) -> Shape? {
    if self == other { return self }
    var result = rank >= other.rank ? self : other
    for offset in 1...Swift.max(1, result.rank) {
      let a = offset <= rank ? self[rank - offset] : 1
      let b = offset <= other.rank ? other[other.rank - offset] : 1
      guard a == b || a == 1 || b == 1 else { return nil }
      if offset <= result.rank { result[result.rank - offset] = a == 1 ? b : a }
    }
    return result
  }

  /// Sizes for the kernels: right-aligned, 1 in front.
  var kernelSizes: Strides {
    var strides = Strides(repeating: 1)
    for axis in 0..<rank { strides[6 - rank + axis] = self[axis] }
    return strides
  }

  /// The strides of a dense array of this shape, right-aligned.
  var denseStrides: Strides {
    var strides = Strides(repeating: 0)
    var step = 1
    for axis in stride(from: rank - 1, through: 0, by: -1) {
      strides[6 - rank + axis] = step
      step *= self[axis]
    }
    return strides
  }

  /// Dense strides, with 0 along the axes that are repeated when this shape is broadcast.
  var broadcastStrides: Strides {
    var strides = denseStrides
    for axis in 0..<rank where self[axis] == 1 { strides[6 - rank + axis] = 0 }
    return strides
  }

  /// The extents around `axis`.
  func layout(around axis: Int) -> AxisLayout {
    let axis = resolved(axis)
    var outer = 1
    var inner = 1
    for i in 0..<axis { outer *= self[i] }
    for i in (axis + 1)..<Swift.max(rank, axis + 1) { inner *= self[i] }
    return AxisLayout(outer: outer, count: self[axis], inner: inner)
  }
}
