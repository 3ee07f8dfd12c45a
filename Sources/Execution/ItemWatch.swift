/// Watches the time and the output of the running item.
struct ItemWatch {
  private let limits: ItemLimits
  /// Those of the item.
  private var current: Limits
  private var time: WatchedTime
  /// The sizes when the item began, and the latest ones.
  private var (begin, now) = (OutputSizes(), OutputSizes())

  init(_ limits: ItemLimits) {
    self.limits = limits
    current = limits.usual
    time = WatchedTime(limit: current.timeout)
  }

  /// The seconds that the item may take.
  var allowance: Double { current.timeout }

  /// Counts sizes from these on.
  mutating func start(at sizes: OutputSizes) { (begin, now) = (sizes, sizes) }

  /// - Parameter sizes: those of now. A message that claims larger ones would let the item print without a limit.
  mutating func begin(_ item: ItemIndex, at message: Message, of sizes: OutputSizes) {
    begin = OutputSizes(at: message)
    begin.printed = min(begin.printed, sizes.printed)
    current = limits[item]
    time = WatchedTime(limit: allowance)
  }

  mutating func isLate() -> Bool { time.isOver() }

  mutating func measure(_ sizes: OutputSizes) { now = sizes }

  /// The limit that the item has exceeded.
  var excess: OutputLimit? { now.excess(since: begin, current) }
}
