/// Watches the time and the output of the running item.
struct ItemWatch {
  private let limits: Limits
  private let timeout: (ItemIndex) -> Double
  private var start = ContinuousClock.now
  /// The sizes when the item began, and the latest ones.
  private var (begin, now) = (OutputSizes(), OutputSizes())
  /// The seconds that the item may take.
  private(set) var allowance: Double

  init(limits: Limits, timeout: @escaping (ItemIndex) -> Double) {
    self.limits = limits
    self.timeout = timeout
    allowance = limits.timeout
  }

  mutating func begin(_ item: ItemIndex, at message: Message) {
    start = .now
    begin = OutputSizes(at: message)
    allowance = timeout(item)
  }

  var isLate: Bool { ContinuousClock.now - start > .seconds(allowance) }

  mutating func measure(_ sizes: OutputSizes) { now = sizes }

  /// The limit that the item has exceeded.
  var excess: OutputLimit? { now.excess(since: begin, limits) }
}
