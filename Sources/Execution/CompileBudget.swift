import Foundation

/// The time that the compiler and the linker may take for one notebook, all their runs together.
///
/// A program is compiled again without what has errors, and in parts to find out which code is at fault. One run's limit alone
/// would let a notebook whose cells each stay just below it keep the machine busy for hours.
package final class CompileBudget: @unchecked Sendable {
  // Every access to what is left holds the lock.
  private let lock = NSLock()
  private var left: Double
  private let total: Double

  /// How many times the limit of one run all runs may take: enough to find the cell at fault by halves, among dozens.
  package static let runs = 8.0

  /// - Parameter seconds: the limit of one run.
  package init(seconds: Double) {
    total = Self.runs * seconds
    left = total
  }

  convenience init(of runner: Runner) { self.init(seconds: runner.limits.compiling.seconds) }

  /// Does a tool's work in what is left of the time. What it takes is what was watched, so that a runner that is stopped
  /// spends nothing, as nothing counts against the tool's own limit then.
  ///
  /// - Throws: ``RunError/compilingTooSlow(seconds:)`` where nothing is left, and what `work` throws.
  package func run<Output>(
    within limits: ToolLimits, _ work: (ToolLimits, inout WatchedTime) throws(RunError) -> Output
  ) throws(RunError) -> Output {
    let left = remainder
    guard left > 0 else { throw .compilingTooSlow(seconds: total) }
    var own = limits
    own.seconds = min(limits.seconds, left)
    var time = WatchedTime(limit: own.seconds)
    defer {
      _ = time.isOver()
      spend(time.seconds)
    }
    do throws(RunError) {
      return try work(own, &time)
    } catch {
      if case .toolTooSlow = error, own.seconds < limits.seconds { throw .compilingTooSlow(seconds: total) }
      throw error
    }
  }

  /// Takes time off what is left.
  package func spend(_ seconds: Double) {
    lock.lock()
    defer { lock.unlock() }
    left -= seconds
  }

  private var remainder: Double {
    lock.lock()
    defer { lock.unlock() }
    return left
  }
}
