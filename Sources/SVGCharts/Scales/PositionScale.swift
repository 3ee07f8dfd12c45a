import Platform

/// How an axis maps its values to places.
public enum ScaleType: Sendable, Hashable {
  /// Equal differences at equal distances.
  case linear
  /// Powers of ten at equal distances; values that aren't positive have no place.
  case log
  /// Names at equal distances, in the order in which they first occur.
  case category
}

/// An axis: from values to places in the drawing.
struct PositionScale {
  enum Domain {
    case linear(low: Double, high: Double)
    case log(low: Double, high: Double)
    case category([PlottedValue])
  }

  var domain: Domain
  /// Where the domain's beginning lies.
  var start: Double
  /// Where its end lies; less than `start` for an upright axis.
  var end: Double

  var length: Double { abs(end - start) }

  var isCategorical: Bool {
    if case .category = domain { return true }
    return false
  }

  /// The categories, or none.
  var categories: [PlottedValue] {
    if case .category(let names) = domain { return names }
    return []
  }

  /// The position of a number; `nil` where the scale has none for it.
  func position(of value: Double) -> Double? {
    guard value.isFinite else { return nil }
    switch domain {
    case .linear(let low, let high):
      return start + (value - low) / (high - low) * (end - start)
    case .log(let low, let high):
      guard value > 0 else { return nil }
      return start + (log(value) - log(low)) / (log(high) - log(low)) * (end - start)
    case .category(let names):
      guard !names.isEmpty else { return nil }
      return start + (value + 0.5) / Double(names.count) * (end - start)
    }
  }

  /// The position of a value: a category's middle, an interval's middle.
  func position(of value: PlottedValue) -> Double? {
    switch value {
    case .number(let number): return isCategorical ? nil : position(of: number)
    case .interval(let low, let high):
      guard !isCategorical else { return nil }
      guard let a = position(of: low), let b = position(of: high) else { return nil }
      return (a + b) / 2
    case .category, .slot:
      return index(of: value).flatMap { position(of: Double($0)) }
    }
  }

  /// The room that one category has.
  var band: Double {
    isCategorical ? length / Double(max(1, categories.count)) : 0
  }

  /// Whether a number lies on the axis, with a hair's breadth to spare at its ends.
  func contains(_ value: Double) -> Bool {
    guard !isCategorical, let position = position(of: value) else { return false }
    return position >= min(start, end) - 0.01 && position <= max(start, end) + 0.01
  }

  var isLogarithmic: Bool {
    if case .log = domain { return true }
    return false
  }

  /// Whether any of the numbers from `low` to `high` lies on the axis.
  func overlaps(_ low: Double, _ high: Double) -> Bool {
    guard let a = position(of: low), let b = position(of: high) else { return false }
    return max(a, b) >= min(start, end) - 0.01 && min(a, b) <= max(start, end) + 0.01
  }

  /// The places of two ends, for a mark that is drawn from one to the other.
  ///
  /// A logarithmic axis has no place for zero and less: from the other end, where that is positive, the drawing then
  /// goes on to the axis's lower end.
  func reach(_ a: PlottedValue, _ b: PlottedValue) -> (from: Double, to: Double)? {
    func isBelow(_ value: PlottedValue) -> Bool {
      guard isLogarithmic, let number = value.number else { return false }
      return number <= 0 && number.isFinite
    }
    if isBelow(a), !isBelow(b) { return position(of: b).map { (start, $0) } }
    if isBelow(b), !isBelow(a) { return position(of: a).map { ($0, start) } }
    return position(of: a).flatMap { from in position(of: b).map { (from, $0) } }
  }

  /// The same; an end that is left out is the axis's own end.
  func reach(_ a: PlottedValue?, _ b: PlottedValue?) -> (from: Double, to: Double)? {
    switch (a, b) {
    case (let a?, let b?): reach(a, b)
    case (let a?, nil): position(of: a).map { ($0, end) }
    case (nil, let b?): position(of: b).map { (start, $0) }
    case (nil, nil): (start, end)
    }
  }

  /// Where bars and areas begin: zero, or the end of the axis that is nearest to it.
  var baseline: Double {
    switch domain {
    case .linear(let low, let high): position(of: max(min(low, high), min(max(low, high), 0))) ?? start
    case .log, .category: start
    }
  }

  func index(of value: PlottedValue) -> Int? {
    lookup(value)
  }

  private func lookup(_ value: PlottedValue) -> Int? {
    if case .slot(_, let index) = value { return index < categories.count ? index : nil }
    return categories.firstIndex(of: value)
  }
}
