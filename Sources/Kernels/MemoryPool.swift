internal import CKernels

/// The memory that the calling thread's storages use.
///
/// Buffers are pooled per thread, so a test that runs on one thread sees only its own use.
public enum MemoryPool {
  /// Bytes of all storages alive.
  public static var liveBytes: Int { Int(ck_thread().pointee.live_bytes) }

  /// The greatest `liveBytes` since the last `resetPeak`.
  public static var peakBytes: Int { Int(ck_thread().pointee.peak_bytes) }

  /// Bytes that the process has for large buffers, free ones included.
  public static var largeBytes: Int { Int(ck_arena_bytes()) }

  /// Bytes of freed small buffers kept for reuse.
  public static var cachedBytes: Int { Int(ck_thread().pointee.cached_bytes) }

  /// Gives the free memory of the process back to the system, except for small buffers that other threads keep.
  public static func giveUpFree() { ck_pool_clear() }

  /// Starts a new measurement of `peakBytes`.
  public static func resetPeak() { ck_thread().pointee.peak_bytes = ck_thread().pointee.live_bytes }
}
