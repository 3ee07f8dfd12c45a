import CPlatform
import Synchronization

/// Ends a run from another thread.
public final class StopButton: Sendable {
  private let state = Atomic(false)
  private let outer: StopButton?

  public init() { outer = nil }

  /// - Parameter outer: the button of the whole run, which ends this part of it too.
  init(within outer: StopButton?) { self.outer = outer }

  public func press() { state.store(true, ordering: .relaxed) }

  public var isPressed: Bool { state.load(ordering: .relaxed) || outer?.isPressed ?? false }
}

/// Whether the current thread should stop its work, because the user has ended the program or this run.
enum Interruption {
  /// The button of the run that the current thread works on.
  @TaskLocal static var button: StopButton?

  static var hasCome: Bool { lectern_interrupted() != 0 || button?.isPressed ?? false }
}
