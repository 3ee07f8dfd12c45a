internal import Synchronization

/// Reports which files of data and of weights are read.
///
/// A notebook's result depends on the contents of these files, so the runner observes them.
public enum DataAccess {
  private static let observers = Mutex<[@Sendable (String) -> Void]>([])

  /// Calls `observer` with the path of each file that is read from now on, before it is opened, even if it
  /// turns out not to exist: if it appeared later, the result would change.
  public static func observe(_ observer: @escaping @Sendable (_ path: String) -> Void) {
    observers.withLock { $0.append(observer) }
  }

  /// Reports a file that is about to be read.
  package static func report(_ path: String) {
    // Called outside the lock: an observer may read a file itself.
    for observer in observers.withLock({ $0 }) { observer(path) }
  }
}
