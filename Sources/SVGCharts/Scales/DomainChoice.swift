import Platform

extension PositionScale.Domain {
  /// The domain that an axis gets for its data, with whatever the author has fixed.
  init(_ extent: Extent, axis: ChartConfiguration.Axis, direction: Extent.Direction, length: Double) {
    if axis.categories != nil || axis.type == .category || !extent.categories.isEmpty {
      self = .category(PositionScale.Domain.categories(extent, axis: axis))
      return
    }
    if axis.type == .log {
      self = .logarithmic(extent, axis: axis)
      return
    }
    if let domain = axis.domain {
      self = .spanning(domain.lowerBound, domain.upperBound)
      return
    }
    guard !extent.isEmpty else {
      self = .linear(low: 0, high: 1)
      return
    }
    self = .fitted(extent, axis: axis, direction: direction, length: length)
  }

  private static func categories(_ extent: Extent, axis: ChartConfiguration.Axis) -> [PlottedValue] {
    guard let fixed = axis.categories else { return extent.categories }
    let named = fixed.map(PlottedValue.category)
    let isSlotted = extent.categories.contains { if case .slot = $0 { true } else { false } }
    return isSlotted ? extent.categories : named
  }

  /// A domain that has some width even around a single number.
  private static func spanning(_ low: Double, _ high: Double) -> Self {
    guard high <= low else { return .linear(low: low, high: high) }
    let half = low == 0 ? 1 : abs(low) * 0.5
    return .linear(low: low - half, high: low + half)
  }

  private static func fitted(
    _ extent: Extent, axis: ChartConfiguration.Axis, direction: Extent.Direction, length: Double
  ) -> Self {
    var (low, high) = (extent.low, extent.high)
    let nearZero = low >= 0 && low < high * 0.35 || high <= 0 && high > low * 0.35
    if axis.includesZero ?? (direction == .y && !extent.isFilled && nearZero) {
      low = min(low, 0)
      high = max(high, 0)
    }
    guard high > low else { return spanning(low, high) }
    if extent.isFilled { return .linear(low: low, high: high) }
    let count = max(2, Int(length / 50))
    let margin = extent.needsRoom ? (high - low) * 0.03 : 0
    let reach = (
      low: low == 0 && extent.hasBaseline ? 0 : low - margin,
      high: high == 0 && extent.hasBaseline ? 0 : high + margin
    )
    if direction == .x || extent.needsRoom, !extent.hasBaseline {
      return .linear(low: reach.low, high: reach.high)
    }
    let nice = Ticks.nice(low: reach.low, high: reach.high, count: count)
    // a margin must not cost a whole step below zero, nor may data that reach a little beyond it
    let bottom = nice.low < 0 && extent.low >= 0 ? min(0, extent.low) : nice.low
    let room = (high - low) * 0.03
    return .linear(
      low: bottom < 0 && low > 0.35 * bottom ? min(0, low - room) : bottom,
      high: nice.high > 0 && high < 0.35 * nice.high ? max(0, high + room) : nice.high)
  }

  private static func logarithmic(_ extent: Extent, axis: ChartConfiguration.Axis) -> Self {
    if let domain = axis.domain {
      precondition(
        domain.lowerBound > 0, "a logarithmic scale expects a domain above 0 but got \(domain)")
      return .log(low: domain.lowerBound, high: max(domain.upperBound, domain.lowerBound * 1.0001))
    }
    guard extent.leastPositive.isFinite, extent.high > 0 else { return .log(low: 0.1, high: 10) }
    let (low, high) = (extent.leastPositive, extent.high)
    guard high > low else { return .log(low: low / 10, high: extent.hasBaseline ? high * 1.5 : high * 10) }
    if extent.hasBaseline {
      // the least bar has a height as well
      let decade = pow(10, floor(log10(low / 1.25)))
      return .log(low: decade, high: high * pow(high / decade, 0.03))
    }
    if extent.isFilled { return .log(low: low, high: high) }
    let room = pow(high / low, 0.04)
    return .log(low: low / room, high: high * room)
  }
}
