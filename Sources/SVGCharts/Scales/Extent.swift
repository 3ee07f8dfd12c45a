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
      let isBar = item.mark.shape == .bar
      let isAlong = item.isHorizontal == (direction == .x)
      if isBar && isAlong && item.mark.stacking != .unstacked || item.mark.shape == .area && direction == .y {
        hasBaseline = hasBaseline || item.mark.stacking != .unstacked || item.lacksEnd
      }
      if hasBaseline { include(0) }
      switch item.mark.shape {
      case .field(let field):
        include(direction == .x ? field.grid.x.lowerBound : field.grid.y.lowerBound)
        include(direction == .x ? field.grid.x.upperBound : field.grid.y.upperBound)
        isFilled = true
      case .point: needsRoom = true
      case .line, .area: if direction == .x { isFilled = true }
      default: break
      }
      for datum in item.data {
        include(direction == .x ? datum.x : datum.y)
        include(direction == .x ? datum.xEnd : datum.yEnd)
      }
      widen(direction, by: item)
    }
  }

  /// Cells and bars that were placed at numbers reach half a step beyond them.
  private mutating func widen(_ direction: Direction, by series: Series) {
    let isCell = series.mark.shape == .rectangle && series.mark.xEnd == nil && series.mark.yEnd == nil
    let isPlace = series.mark.shape == .bar && series.isHorizontal == (direction == .y)
    guard isCell || isPlace, let half = series.halfStep(direction) else { return }
    for datum in series.data {
      guard case .number(let value)? = direction == .x ? datum.x : datum.y else { continue }
      include(value - half)
      include(value + half)
    }
    if isCell { isFilled = true }
  }
}

extension Series {
  /// Whether its areas or bars begin at zero, and not where a second value says.
  var lacksEnd: Bool { mark.xEnd == nil && mark.yEnd == nil }

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
