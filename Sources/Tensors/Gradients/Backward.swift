internal import Kernels

extension Tensor {
  /// Adds the gradient of this single number to each `Parameter` that it was computed from.
  ///
  ///     parameter.gradient += d self / d parameter
  ///
  /// Gradients add up until they are zeroed. The record stays as long as this tensor lives, so a second call adds the
  /// same gradients once more. Several losses may be alive at a time, in any order.
  public func backward() {
    precondition(elementCount == 1, "backward expects a single number but the shape is \(shape)")
    backward(seed: .ones(shape))
  }

  /// Adds ⟨seed, d self / d parameter⟩ to each `Parameter`: the gradient of `(seed * self).sum()`.
  public func backward(seed: Tensor) {
    precondition(seed.shape == shape, "backward expects a seed of \(shape) but got \(seed.shape)")
    guard let node else {
      preconditionFailure(
        "backward needs a tensor that was computed from a Parameter while gradients were recorded")
    }
    DifferentiatedCall.check(node)
    Recording.paused { node.sendBack(seed.detached()) }
  }
}

extension Node {
  /// Propagates `seed` from this node to the leaves.
  ///
  /// A node passes its gradient on once every operation that uses it has sent its own. Counting uses tells when, without
  /// recursion and without sorting.
  func sendBack(_ seed: Tensor) {
    countUses()
    accumulate(seed)
    var ready = [self]
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
