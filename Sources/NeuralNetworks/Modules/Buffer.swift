/// A tensor that belongs to a layer's state but is not learned: it is saved and loaded with the parameters.
@propertyWrapper
public final class Buffer {
  /// The tensor; a new value must have the same shape.
  public var value: Tensor {
    didSet {
      precondition(
        value.shape == oldValue.shape, "a buffer of \(oldValue.shape) cannot become \(value.shape)")
      value = value.detached()
    }
  }

  /// A buffer that starts with `value`.
  public init(_ value: Tensor) {
    self.value = value.detached()
  }

  public convenience init(wrappedValue: Tensor) {
    self.init(wrappedValue)
  }

  public var wrappedValue: Tensor {
    get { value }
    set { value = newValue }
  }

  public var projectedValue: Buffer { self }
}

/// A buffer and the path of property names that leads to it.
public struct NamedBuffer {
  public let name: String
  public let buffer: Buffer

  public init(name: String, buffer: Buffer) {
    self.name = name
    self.buffer = buffer
  }
}
