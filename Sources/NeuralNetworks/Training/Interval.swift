/// The mean of a few measurements with a range that contains the true mean, with the given confidence.
///
///     mean ± t · s / √n        s² = Σ(xᵢ − mean)² / (n − 1)
///
/// with Student's t for the confidence and n − 1 degrees of freedom. Measurements should be independent, as runs from
/// different seeds are; the folds of one data set are not quite. A single measurement says nothing about the range,
/// which is then infinite.
public struct Interval: Equatable, Sendable {
  /// The measurements' mean.
  public let mean: Double
  /// Where the interval begins.
  public let lower: Double
  /// Where the interval ends.
  public let upper: Double
  /// The share of such intervals that contain the true mean.
  public let confidence: Double
  /// The number of measurements.
  public let count: Int

  /// The interval that contains the mean with this confidence, by Student's distribution.
  public init(of measurements: [Double], confidence: Double = 0.95) {
    precondition(!measurements.isEmpty, "Interval expects at least one measurement")
    precondition((0..<1).contains(confidence), "Interval expects a confidence in 0..<1 but got \(confidence)")
    let n = Double(measurements.count)
    let mean = measurements.reduce(0, +) / n
    var halfWidth = Double.infinity
    if measurements.count > 1 {
      let variance = measurements.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
      let t = StudentT.quantile(confidence: confidence, degreesOfFreedom: measurements.count - 1)
      halfWidth = t * (variance / n).squareRoot()
    }
    self.mean = mean
    lower = mean - halfWidth
    upper = mean + halfWidth
    self.confidence = confidence
    count = measurements.count
  }

  /// Half of its length: the number after ±.
  public var halfWidth: Double { (upper - lower) / 2 }

  /// Whether the intervals overlap: then the difference of the means counts as a tie.
  public func overlaps(_ other: Interval) -> Bool { lower <= other.upper && other.lower <= upper }

  /// Whether a number lies in it.
  public func contains(_ number: Double) -> Bool { lower <= number && number <= upper }
}

extension Interval: CustomStringConvertible {
  /// The mean and the half width, to three digits of the latter's size: `0.912 ± 0.0134`.
  public var description: String { "\(rounded(mean)) ± \(rounded(halfWidth))" }

  // Not the charts' formatter, which the engine doesn't depend on: this is what `print` shows, as Swift writes numbers.
  private func rounded(_ number: Double) -> String {
    guard halfWidth.isFinite, halfWidth > 0 else { return "\(number)" }
    // Three digits of the half width: more of the mean would be noise.
    var (step, decimals) = (1.0, 0)
    while step * 100 > halfWidth && decimals < 300 { (step, decimals) = (step / 10, decimals + 1) }
    while step * 1000 <= halfWidth { step *= 10 }
    if decimals == 0 { return "\((number / step).rounded() * step)" }
    // Read as a decimal, because most powers of ten are no numbers of binary digits.
    let digits = (number * (Double("1e\(decimals)") ?? 1)).rounded()
    return digits.magnitude < 0x1p53 ? "\(Double("\(Int(digits))e-\(decimals)") ?? number)" : "\(number)"
  }
}
