internal import Kernels

/// Is told of each operation that the calling thread records and of each gradient on its way back.
///
/// What is not recorded, because no gradient can be wanted of it, is not told.
package protocol RecordingObserver: AnyObject {
  /// `result` was computed from `inputs` and recorded.
  func recorded(_ result: Tensor, from inputs: [Tensor])

  /// The whole gradient of a node has arrived; it goes on to the node's inputs, or stays where there are none.
  func arrived(_ gradient: Tensor, at node: Node)
}

extension RecordingObserver {
  package func recorded(_ result: Tensor, from inputs: [Tensor]) {}
  package func arrived(_ gradient: Tensor, at node: Node) {}

  /// Runs `body` while this observer is told.
  package func watching<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try Recording.observed(by: self, body)
  }
}

extension Tensor {
  /// This recorded result, after the observer, if there is one, was told of it.
  @inline(__always)
  func observed(from inputs: @autoclosure () -> [Tensor]) -> Tensor {
    if Recording.isObserved { tellObserver(inputs()) }
    return self
  }

  private func tellObserver(_ inputs: [Tensor]) {
    (Recording.observer as? any RecordingObserver)?.recorded(self, from: inputs)
  }
}

extension Node {
  func tellObserver() {
    guard let gradient else { return }
    (Recording.observer as? any RecordingObserver)?.arrived(Tensor(shape, gradient), at: self)
  }
}
