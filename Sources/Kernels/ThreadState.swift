internal import CKernels

/// Two values of the calling thread that a layer above the kernels may use; the kernels never read them.
///
/// They are fields of a C struct, which is cheaper to read on every operation than a task-local value.
public enum ThreadState {
  /// Bits whose meaning is up to the layer above; all 0 at first.
  public static var flags: UInt32 {
    get { ck_thread().pointee.flags }
    set { ck_thread().pointee.flags = newValue }
  }

  /// Whether there is a context: cheaper than asking for it, which retains it.
  public static var hasContext: Bool { ck_thread().pointee.context != nil }

  /// The object that `withContext` set for this thread.
  public static var context: AnyObject? {
    ck_thread().pointee.context.map { Unmanaged<AnyObject>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Runs `body` while `context` is the thread's context, and keeps it alive for that long.
  public static func withContext<Result, Failure: Error>(
    _ context: AnyObject, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let before = ck_thread().pointee.context
    ck_thread().pointee.context = UnsafeRawPointer(Unmanaged.passUnretained(context).toOpaque())
    defer {
      ck_thread().pointee.context = before
      withExtendedLifetime(context) {}
    }
    return try body()
  }
}
