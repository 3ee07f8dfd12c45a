/// Six numbers, one for each axis, right-aligned: the sizes of an array, or the distances between adjacent elements along
/// each axis.
public struct Strides: Sendable {
  private var values: (Int64, Int64, Int64, Int64, Int64, Int64)

  /// Every axis has `value`.
  public init(repeating value: Int) {
    let value = Int64(value)
    values = (value, value, value, value, value, value)
  }

  /// The number of axis `axis`, 0 ..< 6.
  public subscript(axis: Int) -> Int {
    get {
      switch axis {
      case 0: Int(values.0)
      case 1: Int(values.1)
      case 2: Int(values.2)
      case 3: Int(values.3)
      case 4: Int(values.4)
      case 5: Int(values.5)
      default: preconditionFailure("axis \(axis) is not below 6")
      }
    }
    set {
      let value = Int64(newValue)
      switch axis {
      case 0: values.0 = value
      case 1: values.1 = value
      case 2: values.2 = value
      case 3: values.3 = value
      case 4: values.4 = value
      case 5: values.5 = value
      default: preconditionFailure("axis \(axis) is not below 6")
      }
    }
  }

  var product: Int { Int(values.0 * values.1 * values.2 * values.3 * values.4 * values.5) }

  /// The offset of the last element that these strides reach.
  func reach(_ sizes: Strides) -> Int {
    var offset = 0
    for axis in 0..<6 { offset += self[axis] * (sizes[axis] - 1) }
    return offset
  }

  func withPointer(_ body: (UnsafePointer<Int64>) -> Void) {
    withUnsafePointer(to: values) { tuple in
      tuple.withMemoryRebound(to: Int64.self, capacity: 6) { body($0) }
    }
  }
}
