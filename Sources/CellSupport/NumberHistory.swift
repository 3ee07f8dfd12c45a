import Displays

/// A series of numbers of any length in little memory: its ends, its extremes, and points at even distances.
package struct NumberHistory {
  /// The index of the numbers' type in ``LoopNumbers/types``.
  var type = 0
  package private(set) var count = 0
  private var first = 0.0
  private var last = 0.0
  private var least = Double.infinity
  private var greatest = -Double.infinity
  private var points: [Double] = []
  /// Every `stride`th number becomes a point; doubled when there are too many points.
  private var stride = 1
  private var untilNext = 1
  private let capacity: Int

  package init(capacity: Int) { self.capacity = capacity }

  package mutating func add(_ number: Double) {
    if count == 0 { first = number }
    count += 1
    last = number
    if number < least { least = number }
    if number > greatest { greatest = number }
    untilNext -= 1
    if untilNext == 0 { keep(number) }
  }

  @inline(never)
  private mutating func keep(_ number: Double) {
    points.append(number)
    if points.count == capacity {
      points = Swift.stride(from: 0, to: capacity, by: 2).map { points[$0] }
      stride *= 2
      // The last point was dropped, so the next one comes a whole stride after the point before it.
      untilNext = stride / 2
    } else {
      untilNext = stride
    }
  }

  /// "2.303 → 0.031", with the points and the extremes if there is more than one number.
  package func summary(type: String) -> ValueSummary {
    let text = { NumberText.rounded($0) }
    guard count > 1 else { return ValueSummary(type: type, text: text(last)) }
    let isConstant = least == greatest && first == last
    return ValueSummary(
      type: type, text: isConstant ? text(last) : "\(text(first)) → \(text(last))",
      details: isConstant ? ["always the same"] : ["from \(text(least)) to \(text(greatest))"],
      history: isConstant ? [] : drawn)
  }

  /// Fewer than ``capacity`` points and the last number, all of them finite.
  private var drawn: [Double] {
    let finite = (points.last == last ? points : points + [last]).filter(\.isFinite)
    return finite.count < 3 ? [] : finite
  }
}
