internal import Kernels

/// Whether the calling thread records what it computes, so that gradients can be computed afterwards.
package enum Recording {
  /// The bit of the thread's flags that is set while recording is paused.
  private static let pausedFlag: UInt32 = 1

  /// True except inside `paused`.
  package static var isOn: Bool { ThreadState.flags & pausedFlag == 0 }

  /// Runs `body` without recording.
  package static func paused<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let before = ThreadState.flags
    ThreadState.flags = before | pausedFlag
    defer { ThreadState.flags = before }
    return try body()
  }
}

/// Runs `body` without recording: its results have no gradients and cost no memory beyond their values.
public func withoutGradient<Result, Failure: Error>(
  _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  try Recording.paused(body)
}
