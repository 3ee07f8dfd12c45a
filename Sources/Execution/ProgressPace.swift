/// Decides when to report what a run has shown so far: soon, but not so often that reporting takes more than a part of the
/// time.
struct ProgressPace {
  private var last = OutputSizes()
  private var next = ContinuousClock.now

  /// Whether there is something new, and it is time to report it.
  func isDue(_ sizes: OutputSizes) -> Bool { sizes != last && ContinuousClock.now >= next }

  mutating func note(_ sizes: OutputSizes, _ report: () -> Void) {
    last = sizes
    let start = ContinuousClock.now
    report()
    let end = ContinuousClock.now
    next = end + max(.milliseconds(100), (end - start) * 6)
  }
}
