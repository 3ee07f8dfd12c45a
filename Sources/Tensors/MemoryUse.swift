internal import Kernels

/// What the tensors of the calling thread take.
public enum MemoryUse {
  /// Bytes of tensors that live.
  public static var liveBytes: Int { MemoryPool.liveBytes }

  /// The greatest `liveBytes` since the last `resetPeak`.
  public static var peakBytes: Int { MemoryPool.peakBytes }

  /// Starts a new measurement of `peakBytes`.
  public static func resetPeak() { MemoryPool.resetPeak() }
}
