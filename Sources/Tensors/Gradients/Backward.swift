internal import Kernels

extension Tensor {
  /// Adds the gradient of this single number to each `Parameter` that it was computed from.
  ///
  ///     parameter.gradient += d self / d parameter
  ///
  /// Gradients add up until they are zeroed. Several losses may be alive at a time, in any order.
  ///
  /// What the operations kept for this goes on the way back, as soon as nobody needs it any more: where this tensor is
  /// used again afterwards, the whole record stays, and a second call adds the same gradients once more.
  public consuming func backward() {
    precondition(elementCount == 1, "backward expects a single number but the shape is \(shape)")
    let seed = Tensor.ones(shape)
    (consume self).backward(seed: seed)
  }

  /// Adds ⟨seed, d self / d parameter⟩ to each `Parameter`: the gradient of `(seed * self).sum()`.
  public consuming func backward(seed: Tensor) {
    precondition(seed.shape == shape, "backward expects a seed of \(shape) but got \(seed.shape)")
    var root = node
    self = .placeholder
    precondition(
      root != nil, "backward needs a tensor that was computed from a Parameter while gradients were recorded")
    root.map(DifferentiatedCall.check)
    Recording.paused { Node.sendBack(seed.detached(), from: &root) }
  }
}

extension Node {
  /// Propagates `seed` from a node to the leaves.
  ///
  /// A node passes its gradient on once every operation that uses it has sent its own. Counting uses tells when, without
  /// recursion and without sorting. `root` is taken, so that each node that nobody else refers to ends with its turn,
  /// and what it kept with it.
  fileprivate static func sendBack(_ seed: Tensor, from root: inout Node?) {
    var ready: [Node] = []
    if let node = root.take() {
      node.countUses()
      node.accumulate(seed)
      ready.append(node)
    }
    while let node = ready.popLast() {
      if ThreadState.hasContext { node.notifyObserver() }
      guard let pullback = node.pullback else { continue }
      if let gradient = node.gradient {
        node.gradient = nil
        pullback(Tensor(node.shape, gradient), InputGradients(node: node))
      }
      node.forEachInput { input in
        input.pending -= 1
        if input.pending == 0 { ready.append(input) }
      }
    }
  }

  /// Sets `pending` of each node that this one was computed from.
  private func countUses() {
    var unvisited = [self]
    while let node = unvisited.popLast() {
      node.forEachInput { input in
        if input.pending == 0 { unvisited.append(input) }
        input.pending += 1
      }
    }
  }
}
