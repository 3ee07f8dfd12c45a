import CPlatform
import Foundation

/// Watches the memory that all processes of cells have together. One process alone can't get more than it may, by the system.
struct MemoryWatch {
  private let host: pid_t
  private let share: Double
  private var limit: UInt64
  private var next = ContinuousClock.now + MemoryWatch.pause
  /// How often in a row there was too much.
  private var excesses = 0

  /// - Parameters:
  ///   - host: the process whose descendants are watched.
  ///   - limit: the bytes that they may have.
  ///   - share: how much of the limit they may have.
  init(host: pid_t, limit: Int, share: Double = 1) {
    (self.host, self.share) = (host, share)
    self.limit = UInt64(Double(limit) * share)
  }

  /// An item begins that may have a limit of its own.
  mutating func begin(limit: Int) {
    self.limit = UInt64(Double(limit) * share)
    excesses = 0
  }

  /// Whether they have had more for some time. A process that is about to start a program counts twice for a moment, as
  /// it has its memory in common with the other one.
  mutating func isExceeded() -> Bool {
    let now = ContinuousClock.now
    guard now >= next else { return false }
    let isMore = lectern_memory_of_descendants(host, limit) > limit
    excesses = isMore ? excesses + 1 : 0
    let pause = isMore ? MemoryWatch.pause : max(MemoryWatch.pause, (ContinuousClock.now - now) * 5)
    next = ContinuousClock.now + pause
    return excesses >= 3
  }

  private static let pause = Duration.milliseconds(50)
}
