import Displays
import Tensors

/// What a line in a loop gives its variable, time after time, where that is no number.
///
/// It keeps what is told of the last value, and never the value itself: nothing lives longer, and nothing is copied
/// on a write, because its value is shown. Of a long loop only the type is told, and how often there was a value.
final class LoopHistory {
  /// A summary is made so many times; then values are only counted.
  private static let summaries = 64
  /// Tensors larger than this are told of by their shape alone: a summary reads every element.
  private static let summarized = 4096

  private var count = 0
  private var shape: Shape?
  private var summary = ValueSummary(type: "")

  func add<Value>(_ value: Value) {
    count += 1
    if count <= LoopHistory.summaries {
      summary = ValueSummary(of: value)
    } else if count == LoopHistory.summaries + 1 {
      summary = ValueSummary(type: summary.type)
    }
  }

  func add(_ tensor: Tensor) {
    count += 1
    if count <= LoopHistory.summaries && tensor.elementCount <= LoopHistory.summarized {
      (shape, summary) = (nil, ValueSummary(of: tensor))
    } else if shape != tensor.shape {
      (shape, summary) = (tensor.shape, ValueSummary(type: ValueSummary.type(of: tensor)))
    }
  }

  private var told: ValueSummary {
    guard count > 1 else { return summary }
    var told = summary
    let isLast = count <= LoopHistory.summaries && !told.text.isEmpty
    told.details.insert("\(ValueSummary.grouped(count)) values\(isLast ? ", this is the last" : "")", at: 0)
    return told
  }

  // MARK: All lines

  nonisolated(unsafe) private static var all: [LoopHistory?] = []

  /// The history of the line with this number in the program.
  static func of(_ site: Int) -> LoopHistory {
    if site < all.count, let history = all[site] { return history }
    while all.count <= site { all.append(nil) }
    let history = LoopHistory()
    all[site] = history
    return history
  }

  /// What there is to tell of each line that was reached, and forgets it.
  static func takeAll() -> [(site: Int, summary: ValueSummary)] {
    defer { all = [] }
    return all.enumerated().compactMap { site, history in history.map { (site, $0.told) } }
  }
}
