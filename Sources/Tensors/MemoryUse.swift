internal import Kernels

/// The memory that the calling thread's tensors use.
public enum MemoryUse {
  /// Bytes of all tensors alive.
  public static var liveBytes: Int { MemoryPool.liveBytes }

  /// The greatest `liveBytes` since the last `resetPeak`.
  public static var peakBytes: Int { MemoryPool.peakBytes }

  /// Gives the free memory of the process back to the system.
  package static func giveUpFree() { MemoryPool.giveUpFree() }

  /// Starts a new measurement of `peakBytes`.
  public static func resetPeak() { MemoryPool.resetPeak() }
}
