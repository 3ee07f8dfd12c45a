import Execution
import Foundation
import Notebooks

/// Compiles whole notebooks on a queue of its own; a newer text takes the place of the one before.
final class ProgramCheck {
  private let queue: DispatchQueue
  private let work = DispatchQueue(label: "lectern.check", qos: .utility)
  private var buttons: [String: StopButton] = [:]

  /// - Parameter queue: the queue on which results arrive, and from which it is used.
  init(queue: DispatchQueue) { self.queue = queue }

  /// Compiles a notebook after a pause, unless it changes again before.
  func start(
    _ notebook: Notebook, as name: String, after seconds: Double,
    _ done: @escaping (Result<[Diagnostic], RunError>) -> Void
  ) {
    stop(name)
    let button = StopButton()
    buttons[name] = button
    // The closures run on the server's queue alone.
    nonisolated(unsafe) let done = done
    work.asyncAfter(deadline: .now() + seconds) { [queue] in
      if button.isPressed { return }
      let found = Self.compile(notebook, button)
      queue.async { if !button.isPressed { done(found) } }
    }
  }

  func stop(_ name: String) { buttons.removeValue(forKey: name)?.press() }

  private static func compile(_ notebook: Notebook, _ button: StopButton) -> Result<[Diagnostic], RunError> {
    do throws(RunError) {
      var runner = try Runner()
      runner.takesLastPackages = true
      return .success(try runner.check(notebook, button: button).diagnostics)
    } catch {
      return .failure(error)
    }
  }
}
