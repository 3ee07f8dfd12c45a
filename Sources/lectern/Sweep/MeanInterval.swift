import Foundation

/// A mean, and how far the true one may be from it.
struct MeanInterval: Equatable {
  let count: Int
  let mean: Double
  /// Half of the 95 % interval by Student's t distribution; `nil` for a single number.
  let margin: Double?

  /// - Returns: `nil` without numbers.
  init?(_ numbers: [Double]) {
    guard !numbers.isEmpty else { return nil }
    count = numbers.count
    // The sum of equal numbers is rounded, and their mean would be another one.
    let areEqual = numbers.allSatisfy { $0 == numbers[0] }
    let mean = areEqual ? numbers[0] : numbers.reduce(0, +) / Double(numbers.count)
    self.mean = mean
    guard numbers.count > 1 else {
      margin = nil
      return
    }
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(count - 1)).squareRoot()
    margin = Self.quantile(freedom: count - 1) * deviation / Double(count).squareRoot()
  }

  private static let quantiles = [
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604,
    2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555,
    2.0518, 2.0484, 2.0452, 2.0423,
  ]

  /// The 97.5 % quantile of Student's t distribution; beyond the table by its expansion around the normal one
  /// (Abramowitz & Stegun, 26.7.5).
  static func quantile(freedom: Int) -> Double {
    if freedom <= quantiles.count { return quantiles[freedom - 1] }
    let (z, n) = (1.959964, Double(freedom))
    return z + (pow(z, 3) + z) / (4 * n) + (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / (96 * n * n)
  }
}
