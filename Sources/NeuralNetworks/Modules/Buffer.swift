/// A tensor that belongs to a layer's state but is not learned: it is saved and loaded with the parameters.
@propertyWrapper
public final class Buffer {
  /// The tensor; a new value must have the same shape.
  public var value: Tensor {
    didSet {
      precondition(
        value.shape == oldValue.shape, "a buffer of \(oldValue.shape) cannot become \(value.shape)")
      value = value.detached()
      BufferChanges.current?.note(self, before: oldValue)
    }
  }

  /// A buffer that starts with `value`.
  public init(_ value: Tensor) {
    self.value = value.detached()
  }

  /// A buffer as the wrapper of a property.
  public convenience init(wrappedValue: Tensor) {
    self.init(wrappedValue)
  }

  /// The tensor, under the property's own name.
  public var wrappedValue: Tensor {
    get { value }
    set { value = newValue }
  }

  /// The buffer itself, as `$` and the property's name.
  public var projectedValue: Buffer { self }
}

/// A buffer and the path of property names that leads to it.
public struct NamedBuffer {
  /// The path of property names.
  public let name: String
  /// The buffer.
  public let buffer: Buffer

  /// A buffer under a path.
  public init(name: String, buffer: Buffer) {
    self.name = name
    self.buffer = buffer
  }
}

/// The buffers that changed during a run: the part of a model's state that an optimizer does not know.
final class BufferChanges: @unchecked Sendable {
  /// The collector of the calling task's changes, if there is one.
  @TaskLocal static var current: BufferChanges?

  /// The buffers in the order of their first change, with their values before it.
  private(set) var changes: [(buffer: Buffer, before: Tensor)] = []
  private var seen: Set<ObjectIdentifier> = []

  func note(_ buffer: Buffer, before: Tensor) {
    if seen.insert(ObjectIdentifier(buffer)).inserted { changes.append((buffer, before)) }
  }

  /// All buffers' values as they are now.
  var values: [Tensor] { changes.map(\.buffer.value) }

  /// Gives the buffers the values that they had when there were these `values`. Those that changed later for the first
  /// time get the values from before.
  func restore(_ values: [Tensor]) {
    for (index, change) in changes.enumerated() {
      change.buffer.value = index < values.count ? values[index] : change.before
    }
  }
}
