/// The data that a chart's axes can't show, so that none is missing without a word.
struct Omissions {
  /// Cells without a number: the grid shows them as holes.
  private(set) var empty = 0
  /// What such cells mean, where the author has said it.
  private var emptyMeaning: String?
  /// NaN or infinite.
  private(set) var notFinite = 0
  /// Zero or negative on a logarithmic axis.
  private(set) var notPositive = 0
  /// Beyond a domain that the author has fixed, or under no name on an axis of names.
  private(set) var outside = 0

  /// What a scene leaves out, however large it is drawn.
  init(_ scene: Scene) {
    let x = scene.xScale(from: 0, to: 600)
    let y = scene.yScale(bottom: 300, top: 0)
    for item in scene.series {
      notFinite += item.mark.omittedCount
      for datum in item.data { count(datum, item, x, y) }
    }
  }

  private mutating func count(_ datum: Datum, _ series: Series, _ x: PositionScale, _ y: PositionScale) {
    let color = series.has(.cells) ? datum.color : nil
    let across = Reach(datum.x, datum.xEnd, .x, series)
    let up = Reach(datum.y, datum.yEnd, .y, series)
    if [datum.x, datum.xEnd, datum.y, datum.yEnd].contains(where: { $0?.isFinite == false }) {
      notFinite += 1
    } else if color?.isFinite == false {
      empty += 1
      emptyMeaning = emptyMeaning ?? series.mark.emptyMeaning
    } else if across.isBelowZero(on: x) || up.isBelowZero(on: y) {
      notPositive += 1
    } else if across.leaves(x) || up.leaves(y) {
      outside += 1
    }
  }

  /// One sentence for each kind; `nil` where everything is shown.
  var text: String? {
    let sentences = [
      Omissions.sentence(
        empty, "is empty: \(emptyMeaning ?? "its number is not finite")",
        "are empty: \(emptyMeaning ?? "their numbers are not finite")", of: "cell"),
      Omissions.sentence(notFinite, "is not finite and left out", "are not finite and left out"),
      Omissions.sentence(
        notPositive, "is not above 0, has no place on a logarithmic axis and is left out",
        "are not above 0, have no place on a logarithmic axis and are left out"),
      Omissions.sentence(outside, "lies outside the axes", "lie outside the axes"),
    ].compactMap { $0 }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private static func sentence(
    _ count: Int, _ one: String, _ several: String, of thing: String = "value"
  ) -> String? {
    count == 0 ? nil : "\(count) \(thing)\(count == 1 ? " " + one : "s " + several)."
  }
}

/// The part of one axis that a datum covers.
private struct Reach {
  var ends: [PlottedValue]
  /// Whether it counts as shown if any part of it is: a region, a segment. For other marks each value counts.
  var isExtended: Bool
  /// Whether it is drawn from end to end, so that one end may be too small for a logarithmic axis.
  var isFilled: Bool
  /// Whether it begins at zero or at the datum below it in a stack: only its own value has to be on the axis.
  var isGrown: Bool

  init(_ start: PlottedValue?, _ end: PlottedValue?, _ direction: Extent.Direction, _ series: Series) {
    let hasBaseline = series.mark.growsFromZero(direction, isHorizontal: series.isHorizontal)
    ends = [start, end].compactMap { $0 }
    isExtended = series.has(.partlyVisible)
    isFilled = ends.count == 2 && !series.has(.separateEnds)
    isGrown = isFilled && hasBaseline && series.lacksEnd
  }

  func isBelowZero(on scale: PositionScale) -> Bool {
    guard scale.isLogarithmic else { return false }
    let numbers = ends.flatMap(\.numbers)
    return isFilled ? !numbers.isEmpty && numbers.allSatisfy { $0 <= 0 } : numbers.contains { $0 <= 0 }
  }

  func leaves(_ scale: PositionScale) -> Bool {
    if scale.isCategorical { return ends.contains { scale.position(of: $0) == nil } }
    if ends.contains(where: { $0.name != nil }) { return true }
    let shown = isGrown ? ends.suffix(1) : ends[...]
    let numbers = shown.flatMap(\.numbers).filter { !scale.isLogarithmic || $0 > 0 }
    guard let low = numbers.min(), let high = numbers.max() else { return false }
    let isInterval = numbers.count > shown.count
    return isExtended || isInterval
      ? !scale.overlaps(low, high) : numbers.contains { !scale.contains($0) }
  }
}

extension PlottedValue {
  fileprivate var isFinite: Bool { numbers.allSatisfy(\.isFinite) }

  fileprivate var numbers: [Double] {
    switch self {
    case .number(let value): [value]
    case .interval(let low, let high): [low, high]
    case .category, .slot: []
    }
  }
}
