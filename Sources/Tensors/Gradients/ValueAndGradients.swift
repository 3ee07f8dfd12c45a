/// The value of `function` at `inputs` and its gradient with respect to each of them.
///
/// The function's result must be a single number. Parameters that it uses keep the gradients that they have.
public func valueAndGradients(
  at inputs: [Tensor], of function: ([Tensor]) -> Tensor
) -> (value: Tensor, gradients: [Tensor]) {
  let leaves = inputs.map { Parameter($0) }
  let value = function(leaves.map(\.value))
  let gradients = gradients(of: value, at: leaves)
  return (value.detached(), gradients)
}

/// The value of `function` at `input` and its gradient there: `[…]` of the input's shape.
public func valueAndGradient(
  at input: Tensor, of function: (Tensor) -> Tensor
) -> (value: Tensor, gradient: Tensor) {
  let (value, gradients) = valueAndGradients(at: [input]) { function($0[0]) }
  return (value, gradients[0])
}

/// The gradient of a single number with respect to each of `parameters`, in their order; what the parameters have
/// collected so far stays as it is.
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
