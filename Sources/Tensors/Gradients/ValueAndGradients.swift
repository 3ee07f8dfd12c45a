/// The value of `function` at `inputs` and its gradient with respect to each of them.
///
/// The function's result must be a single number. The gradients of parameters that it uses don't change.
///
/// Traps within the function of another such call where the result depends on that call's inputs: gradients are constants
/// here, so a second derivative would be 0 without a word.
public func valueAndGradients(
  at inputs: [Tensor], of function: ([Tensor]) -> Tensor
) -> (value: Tensor, gradients: [Tensor]) {
  let leaves = inputs.map { Parameter($0.detached()) }
  for input in inputs { input.node.map(DifferentiatedCall.check) }
  let value = DifferentiatedCall.withLeaves(leaves) { function(leaves.map(\.value)) }
  let gradients = gradients(of: value, at: leaves)
  return (value.detached(), gradients)
}

/// The functions that are being differentiated by the calling task.
enum DifferentiatedCall {
  /// The nodes of their inputs.
  @TaskLocal private static var leaves: Set<ObjectIdentifier> = []

  fileprivate static func withLeaves<Result>(_ parameters: [Parameter], _ body: () -> Result) -> Result {
    let added = parameters.compactMap { $0.value.node.map(ObjectIdentifier.init) }
    return $leaves.withValue(leaves.union(added), operation: body)
  }

  /// Traps where a gradient of `node` would be a gradient within such a function: its dependence on the inputs is lost.
  static func check(_ node: Node) {
    precondition(
      !reaches(node),
      "valueAndGradient expects no gradient of a gradient: second derivatives are not available, the inner one is a constant"
    )
  }

  /// Traps where `value`, which a parameter takes without its record, depends on the inputs.
  static func checkConstant(_ value: Tensor) {
    guard let node = value.node else { return }
    precondition(
      !reaches(node),
      "Parameter expects a constant but got a tensor that depends on valueAndGradient's input: no gradient would flow "
        + "through the parameter; detached() makes a constant of it")
  }

  /// Whether `node` was computed from the inputs.
  private static func reaches(_ node: Node) -> Bool {
    guard !leaves.isEmpty else { return false }
    var found: [Node] = []
    node.collectLeaves(into: &found)
    return found.contains { leaves.contains(ObjectIdentifier($0)) }
  }
}

/// The value of `function` at `input` and its gradient there: `[…]` of the input's shape.
public func valueAndGradient(
  at input: Tensor, of function: (Tensor) -> Tensor
) -> (value: Tensor, gradient: Tensor) {
  let (value, gradients) = valueAndGradients(at: [input]) { function($0[0]) }
  return (value, gradients[0])
}

/// The gradient of a single number with respect to each of `parameters`, in their order. The parameters' own gradients
/// don't change.
///
/// The results are constants, as in PyTorch without `create_graph`: a loss that uses them, such as a penalty on the
/// gradient's norm, gets no gradient through them. Second derivatives are not available.
public func gradients(of value: Tensor, at parameters: [Parameter]) -> [Tensor] {
  precondition(value.elementCount == 1, "gradients expects a single number but the shape is \(value.shape)")
  guard let node = value.node else { return parameters.map { .zeros($0.shape) } }
  var leaves: [Node] = []
  node.collectLeaves(into: &leaves)
  let kept = leaves.map(\.gradient)
  for leaf in leaves { leaf.gradient = nil }
  value.backward()
  let found = parameters.map { $0.gradient ?? .zeros($0.shape) }
  for (leaf, gradient) in zip(leaves, kept) { leaf.gradient = gradient }
  return found
}

extension Node {
  /// The leaves that this node was computed from, each once.
  func collectLeaves(into leaves: inout [Node]) {
    var seen: Set<ObjectIdentifier> = [ObjectIdentifier(self)]
    var unvisited = [self]
    while let node = unvisited.popLast() {
      if node.isLeaf { leaves.append(node) }
      node.forEachInput { input in
        if seen.insert(ObjectIdentifier(input)).inserted { unvisited.append(input) }
      }
    }
  }
}
