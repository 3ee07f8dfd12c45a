/// Watches the time and the output of the running step.
struct StepWatch {
  private let limits: Limits
  private let timeout: (Int) -> Double
  private var start = ContinuousClock.now
  /// The sizes when the step began, and the latest ones.
  private var (begin, now) = (OutputSizes(), OutputSizes())
  /// The seconds that the step may take.
  private(set) var allowance: Double

  init(limits: Limits, timeout: @escaping (Int) -> Double) {
    self.limits = limits
    self.timeout = timeout
    allowance = limits.timeout
  }

  mutating func begin(_ step: Int, at message: Message) {
    start = .now
    begin = OutputSizes(at: message)
    allowance = timeout(step)
  }

  var isLate: Bool { ContinuousClock.now - start > .seconds(allowance) }

  mutating func measure(_ sizes: OutputSizes) { now = sizes }

  /// The limit that the step has exceeded.
  var excess: OutputLimit? { now.excess(since: begin, limits) }
}
