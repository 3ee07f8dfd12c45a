/// The time that something has taken while this process watched it, and the time that it may take.
///
/// While this process was stopped or the machine slept nobody watched, so that time doesn't count: a laptop that is closed
/// during a run ends no cell.
package struct WatchedTime {
  /// A longer pause between two looks is one in which this process did not run.
  private static let longestPause = 1.0

  let limit: Double
  private(set) var seconds = 0.0
  private var last: ContinuousClock.Instant

  package init(limit: Double, from start: ContinuousClock.Instant = .now) {
    self.limit = limit
    last = start
  }

  /// Looks at the clock, and says whether the time is over.
  package mutating func isOver(at now: ContinuousClock.Instant = .now) -> Bool {
    seconds += max(0, min((now - last) / .seconds(1), Self.longestPause))
    last = now
    return seconds > limit
  }
}
