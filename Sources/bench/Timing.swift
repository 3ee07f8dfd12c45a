import ArgumentParser
import Platform

/// The clock that times a step.
enum Stopwatch: String, ExpressibleByArgument, CaseIterable {
  /// Elapsed time, which the peers are timed with too.
  case wall
  /// The time that all threads of the process ran: steadier on a busy machine.
  case processor

  var seconds: Double {
    var time = timespec()
    clock_gettime(self == .wall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// The microseconds that a step takes: the median of windows of equal length. The peers are timed in the same way.
func time(_ step: () -> Void, seconds: Double, by watch: Stopwatch) -> Double {
  for _ in 0..<5 { step() }
  var count = 0
  let start = watch.seconds
  while watch.seconds - start < 0.1 {
    step()
    count += 1
  }
  var windows: [Double] = []
  let end = Stopwatch.wall.seconds + seconds
  while Stopwatch.wall.seconds < end || windows.count < 3 {
    let start = watch.seconds
    for _ in 0..<count { step() }
    windows.append((watch.seconds - start) / Double(count))
  }
  return windows.sorted()[windows.count / 2] * 1e6
}
