internal import Synchronization

/// Tells who wants to know which files loaders read, of data and of weights.
///
/// A notebook's result depends on the contents of these files, so the runner asks to be told.
public enum DataAccess {
  private static let observers = Mutex<[@Sendable (String) -> Void]>([])

  /// Calls `observer` with the path of each file that is read from now on, before it is opened; also of one that
  /// turns out not to exist, because its coming would change the result.
  public static func observe(_ observer: @escaping @Sendable (_ path: String) -> Void) {
    observers.withLock { $0.append(observer) }
  }

  /// Tells that a file is about to be read.
  package static func report(_ path: String) {
    // Called outside of the lock: an observer may read a file itself.
    for observer in observers.withLock({ $0 }) { observer(path) }
  }
}
