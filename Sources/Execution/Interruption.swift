import CPlatform
import Synchronization

/// Ends a run from another thread.
public final class StopButton: Sendable {
  private let state = Atomic(false)

  public init() {}

  public func press() { state.store(true, ordering: .relaxed) }

  public var isPressed: Bool { state.load(ordering: .relaxed) }
}

/// Whether the current thread should stop its work, because the user has ended the program or this run.
enum Interruption {
  /// The button of the run that the current thread works on.
  @TaskLocal static var button: StopButton?

  static var hasCome: Bool { lectern_interrupted() != 0 || button?.isPressed ?? false }
}
