import Displays
import Tensors

/// The values that a line in a loop assigns to its variable, other than numbers.
///
/// Keeps a summary of the last value, never the value: holding it would extend its lifetime and trigger copy-on-write in
/// the author's loop. After 64 values only the type and the count are kept.
package final class LoopHistory {
  /// How many values are summarized; later ones are only counted.
  private static let summaryLimit = 64
  /// The most elements of a tensor that is summarized, which reads all of them. Larger ones are described by shape.
  private static let largestSummarizedTensor = 4096

  private var count = 0
  private var shape: Shape?
  private var summary = ValueSummary(type: "")

  package func add<Value>(_ value: Value) {
    count += 1
    if count <= LoopHistory.summaryLimit {
      summary = ValueSummary(of: value)
    } else if count == LoopHistory.summaryLimit + 1 {
      summary = ValueSummary(type: summary.type)
    }
  }

  package func add(_ tensor: Tensor) {
    count += 1
    if count <= LoopHistory.summaryLimit && tensor.elementCount <= LoopHistory.largestSummarizedTensor {
      (shape, summary) = (nil, ValueSummary(of: tensor))
    } else if shape != tensor.shape {
      (shape, summary) = (tensor.shape, ValueSummary(type: ValueSummary.type(of: tensor)))
    }
  }

  private var summaryWithCount: ValueSummary {
    guard count > 1 else { return summary }
    var result = summary
    let isLast = count <= LoopHistory.summaryLimit && !result.text.isEmpty
    result.details.insert("\(ValueSummary.grouped(count)) values\(isLast ? ", this is the last" : "")", at: 0)
    return result
  }

  // MARK: All lines

  nonisolated(unsafe) private static var all: [LoopHistory?] = []

  /// The history at a place; the program numbers the places where variables get values.
  package static func of(_ site: Int) -> LoopHistory {
    if site < all.count, let history = all[site] { return history }
    while all.count <= site { all.append(nil) }
    let history = LoopHistory()
    all[site] = history
    return history
  }

  /// Returns the summaries of all places that were reached, and forgets them.
  package static func takeAll() -> [(site: Int, summary: ValueSummary)] {
    defer { all = [] }
    return all.enumerated().compactMap { site, history in history.map { (site, $0.summaryWithCount) } }
  }
}
