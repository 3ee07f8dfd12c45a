/// Where a number that is infinite or not a number first appeared.
public struct NonFinite: Equatable, Sendable, CustomStringConvertible {
  /// Which way the computation was going.
  public enum Direction: Sendable {
    /// An operation's result.
    case forward
    /// The gradient of an operation's result, in a backward pass.
    case backward
  }

  /// Which way the computation was going.
  public let direction: Direction
  /// The operation's name.
  public let operation: String
  /// The shape of its result.
  public let shape: Shape
  /// The place of the first such number.
  public let index: [Int]
  /// The number: `nan`, `inf` or `-inf`.
  public let value: String
  /// The number of elements of the result that are not finite.
  public let count: Int
  /// The inputs, counted from 0, that already were not finite, such as spoiled data or weights.
  public let spoiledInputs: [Int]

  public var description: String {
    let what = direction == .forward ? "the result of \(operation)" : "the gradient that reaches \(operation)"
    let share = "\(count) of \(shape.elementCount) elements \(count == 1 ? "is" : "are") not finite"
    let blame =
      spoiledInputs.isEmpty
      ? "" : "; its input \(spoiledInputs.map(String.init).joined(separator: " and ")) was so before"
    return "\(what), \(shape): \(share), the first at \(index) is \(value)\(blame)"
  }
}

/// Runs `body` and returns the operation at which an infinite number or NaN first appeared; nil if all numbers stayed
/// finite.
///
///     let finding = detectingNonFinite {
///       let loss = meanSquaredError(model(x).log(), y)
///       loss.backward()
///     }
///     // the result of log, [4, 1]: 1 of 4 elements is not finite, the first at [2, 0] is -inf
///
/// Checks each operation that is recorded, and at each gradient of a `backward()` in `body`.
public func detectingNonFinite(_ body: () throws -> Void) rethrows -> NonFinite? {
  let detector = NonFiniteDetector()
  try detector.watching(body)
  return detector.found
}

private final class NonFiniteDetector: RecordingObserver {
  private(set) var found: NonFinite?

  func recorded(_ result: Tensor, from inputs: [Tensor], multiplyAdds: Int) {
    guard found == nil, !result.isFinite, let node = result.node else { return }
    let spoiled = inputs.indices.filter { !inputs[$0].isFinite }
    found = NonFinite(.forward, "\(node.name)", result, spoiledInputs: spoiled)
  }

  func arrived(_ gradient: Tensor, at node: Node) {
    guard found == nil, !gradient.isFinite else { return }
    found = NonFinite(.backward, node.isLeaf ? "a parameter" : "\(node.name)", gradient, spoiledInputs: [])
  }
}

extension NonFinite {
  fileprivate init(_ direction: Direction, _ operation: String, _ tensor: Tensor, spoiledInputs: [Int]) {
    let places = tensor.scalars.enumerated().filter { !$0.element.isFinite }
    self.direction = direction
    self.operation = operation
    shape = tensor.shape
    index = places.first.map { tensor.shape.unraveled($0.offset) } ?? []
    value = places.first.map { "\($0.element)" } ?? ""
    count = places.count
    self.spoiledInputs = spoiledInputs
  }
}
