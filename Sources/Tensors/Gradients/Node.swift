package import Kernels

/// One recorded operation: its inputs' nodes and the function that carries a gradient back to them.
///
/// A pullback captures values without nodes, so a node refers only to earlier nodes. There is no cycle, and a graph is
/// freed with the last tensor that needs it, whether `backward()` was called or not.
///
/// No access to a property here calls code that could access the same one, so Swift's exclusivity checks, a tenth of a
/// small network's step, are turned off.
package final class Node {
  package typealias Pullback = (_ gradient: Tensor, _ inputs: InputGradients) -> Void

  /// The operation's name.
  package let name: StaticString
  package let shape: Shape
  // Up to three inputs are stored in the node itself, which saves an array; nil for an input without a node.
  @exclusivity(unchecked) private(set) var first: Node?
  @exclusivity(unchecked) private(set) var second: Node?
  @exclusivity(unchecked) private(set) var third: Node?
  @exclusivity(unchecked) private(set) var others: [Node?]
  /// Nil for a leaf, which keeps its gradient.
  @exclusivity(unchecked) private(set) var pullback: Pullback?

  /// The gradient that has arrived so far, of this node's shape.
  @exclusivity(unchecked) package var gradient: Storage?
  /// During a backward pass: the number of operations that use this one and have not sent their gradient yet.
  @exclusivity(unchecked) var pending = 0

  package init(
    _ name: StaticString, _ shape: Shape, _ first: Node?, _ second: Node? = nil, _ third: Node? = nil,
    others: [Node?] = [], pullback: Pullback?
  ) {
    self.name = name
    self.shape = shape
    self.first = first
    self.second = second
    self.third = third
    self.others = others
    self.pullback = pullback
  }

  /// A leaf: a place where gradients are collected.
  package convenience init(leaf shape: Shape) {
    self.init("leaf", shape, nil, pullback: nil)
  }

  package var isLeaf: Bool { pullback == nil }

  package func input(_ index: Int) -> Node? {
    switch index {
    case 0: first
    case 1: second
    case 2: third
    default: others[index - 3]
    }
  }

  package func forEachInput(_ body: (Node) -> Void) {
    if let first { body(first) }
    if let second { body(second) }
    if let third { body(third) }
    for case let node? in others { body(node) }
  }

  /// Adds to the gradient so far; in place if nothing else refers to its storage.
  func accumulate(_ addition: Tensor) {
    precondition(
      addition.shape == shape,
      "the gradient of \(name) expects \(shape) but its pullback gave \(addition.shape)")
    if let storage = takeGradient() {
      Kernel.accumulate(addition.storage, into: storage)
      gradient = storage
    } else {
      gradient = addition.storage
    }
  }

  /// Lets `update` add to the gradient; if none has arrived yet (`fresh`), the storage is new and unwritten.
  func accumulate(by update: (_ storage: Storage, _ fresh: Bool) -> Void) {
    let held = takeGradient()
    let storage = held ?? Storage(uninitialized: shape.elementCount)
    update(storage, held == nil)
    gradient = storage
  }

  /// Removes the gradient and returns its storage, or a copy of it if something else refers to it.
  private func takeGradient() -> Storage? {
    guard var storage = removeGradient() else { return nil }
    if !storage.isWindow && isKnownUniquelyReferenced(&storage) { return storage }
    let copy = Storage(uninitialized: storage.count)
    Kernel.copy(storage, into: copy)
    return copy
  }

  private func removeGradient() -> Storage? {
    defer { gradient = nil }
    return gradient
  }

  // Releasing a chain of ten thousand nodes must not nest ten thousand calls: nodes that only this one refers to are
  // released in a loop.
  deinit {
    guard pullback != nil else { return }
    var released: [Node] = []
    moveInputs(to: &released)
    while let node = released.popLast() { node.moveInputs(to: &released) }
  }

  /// Drops the inputs; those that nothing else refers to and that have inputs of their own are moved to `list`.
  private func moveInputs(to list: inout [Node]) {
    Self.move(&first, to: &list)
    Self.move(&second, to: &list)
    Self.move(&third, to: &list)
    for index in others.indices { Self.move(&others[index], to: &list) }
  }

  @inline(__always)
  private static func move(_ input: inout Node?, to list: inout [Node]) {
    guard input != nil else { return }
    if isKnownUniquelyReferenced(&input), let node = input, node.pullback != nil { list.append(node) }
    input = nil
  }
}

/// Collects the gradients of a pullback's inputs.
package struct InputGradients {
  let node: Node

  /// Whether an input needs a gradient.
  package func needs(_ index: Int) -> Bool { node.input(index) != nil }

  /// Adds the gradient of an input, which is computed only if it is needed.
  @inline(__always)
  package func add(_ index: Int, _ gradient: () -> Tensor) {
    guard let input = node.input(index) else { return }
    input.accumulate(gradient())
  }

  /// Lets `update` add the gradient of an input in place. If `fresh` is true, the storage is unwritten and must be
  /// filled.
  @inline(__always)
  package func addInPlace(_ index: Int, _ update: (_ storage: Storage, _ fresh: Bool) -> Void) {
    node.input(index)?.accumulate(by: update)
  }
}
