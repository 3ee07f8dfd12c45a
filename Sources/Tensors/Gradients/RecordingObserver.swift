internal import Kernels

/// Receives each operation that the calling thread records, and each gradient of the backward pass.
///
/// An operation that isn't recorded, because none of its inputs can have a gradient, isn't reported.
package protocol RecordingObserver: AnyObject {
  /// `result` was computed from `inputs` and recorded; `multiplyAdds` is how many products were added up for it.
  func recorded(_ result: Tensor, from inputs: [Tensor], multiplyAdds: Int)

  /// The gradient of `node` is complete; it's passed on to the node's inputs next, if it has any.
  func arrived(_ gradient: Tensor, at node: Node)
}

extension RecordingObserver {
  package func recorded(_ result: Tensor, from inputs: [Tensor], multiplyAdds: Int) {}
  package func arrived(_ gradient: Tensor, at node: Node) {}

  /// Runs `body` while this observer, and no other, receives what the calling thread records.
  package func watching<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try ThreadState.withContext(self, body)
  }
}

extension Tensor {
  /// This recorded result, reported to the observer if there is one.
  @inline(__always)
  func observed(
    from inputs: @autoclosure () -> [Tensor], multiplyAdds: @autoclosure () -> Int
  ) -> Tensor {
    if ThreadState.hasContext { notifyObserver(inputs(), multiplyAdds()) }
    return self
  }

  private func notifyObserver(_ inputs: [Tensor], _ multiplyAdds: Int) {
    let observer = ThreadState.context as? any RecordingObserver
    observer?.recorded(self, from: inputs, multiplyAdds: multiplyAdds)
  }
}

extension Node {
  func notifyObserver() {
    guard let gradient else { return }
    (ThreadState.context as? any RecordingObserver)?.arrived(Tensor(shape, gradient), at: self)
  }
}
