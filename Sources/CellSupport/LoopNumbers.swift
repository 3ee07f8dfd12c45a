import Displays

/// The histories of the numbers that lines in loops assign to their variables. The program numbers these lines.
///
/// A plain buffer, because a loop may run a million times: an array in a class would be reference-counted and checked for
/// exclusive access at each number, which takes twenty times as long.
package enum LoopNumbers {
  package static let types = ["Float", "Double", "Int", "Tensor"]
  private static let points = 128

  nonisolated(unsafe) private static var histories: UnsafeMutablePointer<NumberHistory>?
  nonisolated(unsafe) private static var capacity = 0

  @inline(__always)
  package static func add(_ number: Double, _ type: Int, at site: Int) {
    if site >= capacity { grow(beyond: site) }
    guard let histories else { return }
    histories[site].type = type
    histories[site].add(number)
  }

  @inline(never)
  private static func grow(beyond site: Int) {
    let larger = UnsafeMutablePointer<NumberHistory>.allocate(capacity: site + 64)
    larger.initialize(repeating: NumberHistory(capacity: points), count: site + 64)
    if let histories {
      larger.update(from: histories, count: capacity)
      release(histories)
    }
    (histories, capacity) = (larger, site + 64)
  }

  private static func release(_ histories: UnsafeMutablePointer<NumberHistory>) {
    histories.deinitialize(count: capacity)
    histories.deallocate()
  }

  /// Returns the summaries of all lines that were reached, and forgets them.
  package static func takeAll() -> [(site: Int, summary: ValueSummary)] {
    guard let histories else { return [] }
    let summaries = (0..<capacity).compactMap { site -> (Int, ValueSummary)? in
      let history = histories[site]
      guard history.count > 0 else { return nil }
      var summary = history.summary(type: types[history.type])
      if history.count > 1 { summary.details.insert("\(ValueSummary.grouped(history.count)) values", at: 0) }
      return (site, summary)
    }
    release(histories)
    (self.histories, capacity) = (nil, 0)
    return summaries
  }
}
