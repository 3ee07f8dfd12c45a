import Foundation

/// When a run began, on the clock by which the system dates files.
struct RunStart {
  let time: FileTime
  private let offset: Double

  static var now: RunStart { RunStart(time: .now, offset: RunStart.offset) }

  /// Whether the clock was set since, so that the dates of files don't say what has changed since the run began.
  ///
  /// A clock that is adjusted gains or loses less than a thousandth.
  var clockHasJumped: Bool {
    let elapsed = FileTime.now.seconds - time.seconds
    return abs(Self.offset - offset) > 0.05 + Double(abs(elapsed)) * 0.001
  }

  /// The seconds by which the clock is ahead of one that nobody sets, measured without a pause in between.
  private static var offset: Double {
    var best = (pause: Double.infinity, offset: 0.0)
    for _ in 0..<5 {
      let before = seconds(lastingClock), time = seconds(CLOCK_REALTIME), after = seconds(lastingClock)
      if after - before < best.pause { best = (after - before, time - before) }
      if best.pause < 0.001 { break }
    }
    return best.offset
  }

  /// It counts the time in which the machine sleeps, as the clock does that dates files.
  private static var lastingClock: clockid_t {
    #if os(Linux)
      CLOCK_BOOTTIME
    #else
      CLOCK_MONOTONIC
    #endif
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
