package import Kernels

/// A tensor that is learned: `backward()` adds to its gradient, which it keeps until the gradient is zeroed.
///
/// As a property wrapper it lets a layer read like its equation:
///
///     struct Scale: Layer {
///       @Parameter var factor: Tensor
///       func callAsFunction(_ x: Tensor) -> Tensor { x * factor }
///     }
///
/// `factor` is the tensor and `$factor` the parameter with its gradient. Copies of a layer share their parameters.
///
/// A parameter belongs to one task at a time: gradients that two threads add at once would be lost, so it is not
/// `Sendable`.
@propertyWrapper
public final class Parameter {
  @exclusivity(unchecked) private var held: Tensor
  package let node: Node

  /// A parameter that starts with `value`.
  ///
  /// Traps within the function of `valueAndGradient(at:of:)` if the value depends on its input: no gradient would flow
  /// through the parameter.
  public init(_ value: Tensor) {
    DifferentiatedCall.checkConstant(value)
    held = value.detached()
    node = Node(leaf: value.shape)
  }

  /// A parameter as the wrapper of a property.
  public convenience init(wrappedValue: Tensor) {
    self.init(wrappedValue)
  }

  /// The tensor; what is computed from it is recorded. A new value must have the same shape.
  public var value: Tensor {
    get { Tensor(held.shape, held.storage, node: isFrozen ? nil : node) }
    set {
      precondition(
        newValue.shape == held.shape, "a parameter of \(held.shape) cannot become \(newValue.shape)")
      DifferentiatedCall.checkConstant(newValue)
      held = newValue.detached()
    }
  }

  /// The tensor, under the property's own name.
  public var wrappedValue: Tensor {
    get { value }
    set { value = newValue }
  }

  /// The parameter itself, as `$` and the property's name.
  public var projectedValue: Parameter { self }

  /// The sum of the gradients since it was last zeroed; nil if there were none. It is a constant: what is computed from it
  /// has no gradient.
  public var gradient: Tensor? {
    get { node.gradient.map { Tensor(held.shape, $0) } }
    set {
      if let newValue {
        precondition(
          newValue.shape == held.shape, "the gradient expects \(held.shape) but got \(newValue.shape)")
      }
      node.gradient = newValue?.storage
    }
  }

  /// A frozen parameter is a constant in computations: it gets no gradient and is not learned.
  public var isFrozen = false

  /// The sizes of the axes.
  public var shape: Shape { held.shape }

  /// The number of elements.
  public var elementCount: Int { held.elementCount }

  /// Replaces the value by the result of `update`: in place if nothing else refers to the storage, otherwise in a new
  /// one, so that earlier copies keep their numbers.
  package func update(_ update: (_ old: Storage, _ new: Storage) -> Void) {
    let shape = held.shape
    var storage = removeStorage()
    if !storage.isWindow && isKnownUniquelyReferenced(&storage) {
      update(storage, storage)
    } else {
      let fresh = Storage(uninitialized: storage.count)
      update(storage, fresh)
      storage = fresh
    }
    held = Tensor(shape, storage)
  }

  private func removeStorage() -> Storage {
    defer { held = Tensor.placeholder }
    return held.storage
  }
}
