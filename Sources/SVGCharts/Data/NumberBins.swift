/// A histogram's bins: intervals of one round width that cover all finite numbers.
///
///     let bins = NumberBins(data: weights)
///     Chart { BarMark(x: .value("weight", bins.ranges), y: .value("count", bins.counts)) }
public struct NumberBins: Hashable, Sendable {
  /// The bins from the lowest to the highest; each holds its lower end but not its upper one.
  public let ranges: [Range<Double>]
  /// How many of the data each bin holds.
  public let counts: [Int]
  /// How many data were not finite, and so in no bin.
  public let omitted: Int

  /// Each bin's share of the data divided by its width, so that the bars' areas add up to 1.
  public var densities: [Double] {
    let total = Double(max(1, counts.reduce(0, +)))
    return zip(ranges, counts).map { Double($1) / total / ($0.upperBound - $0.lowerBound) }
  }

  /// - Parameter desiredCount: about how many bins there should be; `nil` follows Sturges' rule, with at least 12
  ///   where there are a hundred data or more.
  public init<Data: Collection>(data: Data, desiredCount: Int? = nil) where Data.Element: Plottable {
    let numbers = data.compactMap { $0.plotted.number }
    let finite = numbers.filter(\.isFinite)
    omitted = data.count - finite.count
    guard let low = finite.min(), let high = finite.max() else {
      ranges = []
      counts = []
      return
    }
    let usual = max(finite.count >= 100 ? 12 : 5, Int.bitWidth - finite.count.leadingZeroBitCount + 8)
    let spread = high > low ? (low, high) : (low - 0.5, high + 0.5)
    let bounds = NumberBins.bounds(from: spread.0, to: spread.1, count: max(1, desiredCount ?? usual))
    ranges = zip(bounds, bounds.dropFirst()).map { $0..<$1 }
    var counts = [Int](repeating: 0, count: ranges.count)
    for number in finite {
      var lower = 0
      var upper = ranges.count
      while upper - lower > 1 {
        let middle = (lower + upper) / 2
        if number < bounds[middle] { upper = middle } else { lower = middle }
      }
      counts[lower] += 1
    }
    self.counts = counts
  }

  /// Multiples of a round step that enclose the range; the greatest number lies below the last of them.
  private static func bounds(from low: Double, to high: Double, count: Int) -> [Double] {
    let (unit, exponent) = Ticks.step(span: high - low, count: count)
    let size = Ticks.powerOfTen(exponent, times: unit)
    let first = (low / size).rounded(.down)
    let last = max(first + 1, (high / size).rounded(.down) + 1)
    guard size > 0, first.magnitude < 9e15, last - first <= 10_000 else { return [low, high.nextUp] }
    return stride(from: first, through: last, by: 1).map { Ticks.powerOfTen(exponent, times: $0 * unit) }
  }
}
