internal import CKernels

extension Recording {
  /// Whether somebody wants to be told of what the calling thread records.
  public static var isObserved: Bool { ck_thread().pointee.observer != nil }

  /// Who is told of what the calling thread records.
  public static var observer: AnyObject? {
    ck_thread().pointee.observer.map { Unmanaged<AnyObject>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Runs `body` while `observer`, and nobody else, is told of what the calling thread records.
  public static func observed<Result, Failure: Error>(
    by observer: AnyObject, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let before = ck_thread().pointee.observer
    ck_thread().pointee.observer = UnsafeRawPointer(Unmanaged.passUnretained(observer).toOpaque())
    defer {
      ck_thread().pointee.observer = before
      withExtendedLifetime(observer) {}
    }
    return try body()
  }
}
