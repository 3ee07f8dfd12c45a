import Markup

/// A series of numbers as a curve the size of a word.
struct Sparkline {
  private static let size = (width: 56, height: 12)
  private static let points = 29
  private let numbers: [Double]

  /// A long series is reduced to evenly spaced points, including the first and the last.
  init(_ numbers: [Double]) {
    let numbers = numbers.filter(\.isFinite)
    let last = numbers.count - 1
    self.numbers =
      numbers.count <= Self.points
      ? numbers : (0..<Self.points).map { numbers[($0 * last + (Self.points - 1) / 2) / (Self.points - 1)] }
  }

  /// The drawing; `nil` if there is no curve to see.
  var drawing: Node? {
    guard numbers.count > 2, let low = numbers.min(), let high = numbers.max(), low < high else { return nil }
    // Halved before the subtraction, which could overflow.
    let half = high / 2 - low / 2
    let path = numbers.enumerated().map { index, number in
      let x = index * Self.size.width / (numbers.count - 1)
      let y = ((high / 2 - number / 2) / half * Double(Self.size.height - 2)).rounded() + 1
      return "\(x) \(Int(y))"
    }
    return .element(
      "svg",
      ["class": "spark", "viewBox": "0 0 \(Self.size.width) \(Self.size.height)", "aria-hidden": "true"],
      [.element("path", ["d": "M" + path.joined(separator: "L")])])
  }
}
