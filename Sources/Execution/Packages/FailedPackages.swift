import Notebooks
import Synchronization

/// The packages that a command has found not to build.
///
/// All chapters of a book name its packages. As long as these are as they were, the command doesn't build them again for the
/// next chapter.
public final class FailedPackages: Sendable {
  private let errors = Mutex<[String: [Diagnostic]]>([:])

  public init() {}

  /// The errors of a build that has failed.
  func errors(of build: String) -> [Diagnostic]? { errors.withLock { $0[build] } }

  func note(_ found: [Diagnostic], of build: String) { errors.withLock { $0[build] = found } }
}
