/// What an axis must show: the categories or the numbers found in the data.
struct Extent: Hashable, Sendable {
  var categories: [PlottedValue] = []
  var low = Double.infinity
  var high = -Double.infinity
  /// The least number above zero: where a logarithmic axis begins.
  var leastPositive = Double.infinity
  /// Whether bars or areas grow from zero on it.
  var hasBaseline = false
  /// Whether a mark has an extent of its own, like a point's disc, that needs room beyond the last datum.
  var needsRoom = false
  /// Whether the data fill the axis from end to end, as lines over steps and fields do.
  var isFilled = false
  private var known: Set<PlottedValue> = []

  var isEmpty: Bool { categories.isEmpty && low > high }

  mutating func include(_ value: PlottedValue?) {
    switch value {
    case .number(let number): include(number)
    case .interval(let a, let b):
      include(a)
      include(b)
    case .category, .slot:
      if let value, known.insert(value).inserted { categories.append(value) }
    case nil: break
    }
  }

  mutating func include(_ number: Double) {
    guard number.isFinite else { return }
    low = min(low, number)
    high = max(high, number)
    if number > 0 { leastPositive = min(leastPositive, number) }
  }

  mutating func include(_ other: Extent) {
    for name in other.categories { include(name) }
    include(other.low)
    include(other.high)
    leastPositive = min(leastPositive, other.leastPositive)
    hasBaseline = hasBaseline || other.hasBaseline
    needsRoom = needsRoom || other.needsRoom
    isFilled = isFilled || other.isFilled
  }
}

extension Extent {
  enum Direction { case x, y }

  /// What all series need along one axis.
  init(_ direction: Direction, of series: [Series]) {
    for item in series {
      let isHorizontal = item.isHorizontal
      if item.lacksEnd, item.mark.growsFromZero(direction, isHorizontal: isHorizontal) {
        hasBaseline = true
        include(0)
      }
      for datum in item.data {
        include(direction == .x ? datum.x : datum.y)
        include(direction == .x ? datum.xEnd : datum.yEnd)
      }
      item.mark.extend(&self, direction, for: item)
    }
  }

  /// Includes half a step about each number at which something is placed; returns whether there are numbers.
  @discardableResult
  mutating func includeSteps(around series: Series, _ direction: Direction) -> Bool {
    guard let half = series.halfStep(direction) else { return false }
    for datum in series.data {
      guard case .number(let value)? = direction == .x ? datum.x : datum.y else { continue }
      include(value - half)
      include(value + half)
    }
    return true
  }
}

extension Series {
  /// Half the least distance between two of its numbers; a half where there is one number only.
  func halfStep(_ direction: Extent.Direction) -> Double? {
    let numbers = data.compactMap { datum -> Double? in
      guard case .number(let value)? = direction == .x ? datum.x : datum.y, value.isFinite else { return nil }
      return value
    }
    guard !numbers.isEmpty else { return nil }
    let sorted = Set(numbers).sorted()
    return (zip(sorted.dropFirst(), sorted).map { $0 - $1 }.min() ?? 1) / 2
  }
}
