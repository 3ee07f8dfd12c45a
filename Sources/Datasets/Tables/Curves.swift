import Platform
import Tensors

// Numbers to be predicted from numbers; each set's noiseless function can be drawn with the fit.
extension Dataset where Target == Float {
  /// A linear function of standard normal features, with noise.
  ///
  ///     y = x · weights + bias + noise · N(0, 1)
  ///
  /// Least squares recovers the weights up to about `noise / √count`.
  /// Source of the idea, with these weights: "Dive into Deep Learning", linear regression.
  public static func linear(
    weights: [Double] = [2, -3.4], bias: Double = 4.2, count: Int, noise: Double = 0.01,
    using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    checkCount("linear", count)
    var values: [Float] = []
    var targets: [Float] = []
    for _ in 0..<count {
      let x = weights.map { _ in rng.normal() }
      let y = zip(x, weights).reduce(bias) { $0 + $1.0 * $1.1 } + noise * rng.normal()
      values += x.map { Float($0) }
      targets.append(Float(y))
    }
    return Dataset(values: values, sampleShape: [weights.count], targets: targets)
  }

  /// A linear function in which only a few features count: what an L1 penalty should find.
  ///
  /// The first `relevant` weights are ±1 in turn, the rest are 0; otherwise as `linear`.
  public static func sparseLinear(
    count: Int, features: Int, relevant: Int, noise: Double = 0.1, using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    precondition(
      features >= 0 && (0...features).contains(relevant),
      "sparseLinear expects a number of relevant features up to \(features) but got \(relevant)")
    let weights = (0..<features).map { $0 < relevant ? ($0 % 2 == 0 ? 1.0 : -1.0) : 0 }
    return linear(weights: weights, bias: 0, count: count, noise: noise, using: &rng)
  }

  /// Points on a curve at even places.
  ///
  /// - Parameters:
  ///   - domain: The first and the last place.
  ///   - noise: The standard deviation of the noise on `y`.
  public static func curve(
    _ function: (Double) -> Double, over domain: ClosedRange<Double>, count: Int, noise: Double = 0,
    using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    precondition(count > 1, "curve expects at least two points but got \(count)")
    let step = (domain.upperBound - domain.lowerBound) / Double(count - 1)
    let places = (0..<count).map { domain.lowerBound + step * Double($0) }
    return Dataset(
      values: places.map { Float($0) }, sampleShape: [1],
      targets: places.map { Float(function($0) + noise * rng.normal()) }, featureNames: ["x"])
  }

  /// Points on the squiggle: a dose that helps in the middle and does not at either end.
  public static func squiggle(
    count: Int, noise: Double = 0, using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    curve(Curves.squiggle, over: 0...1, count: count, noise: noise, using: &rng)
  }

  /// Points on the Gabor curve with offset 0 and frequency 16.6, over −15 to 15.
  public static func gabor(
    count: Int = 28, noise: Double = 0.1, using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    curve(
      { Curves.gabor($0, offset: 0, frequency: 16.6) }, over: -15...15, count: count, noise: noise,
      using: &rng)
  }

  /// Random places in 0 to 5 and the bent curve above them: for kernel regression, in the order of the places.
  public static func bentCurve(
    count: Int = 50, noise: Double = 0.5, using rng: inout some RandomNumberGenerator
  ) -> Dataset {
    checkCount("bentCurve", count)
    let places = (0..<count).map { _ in rng.uniform(0, 5) }.sorted()
    return Dataset(
      values: places.map { Float($0) }, sampleShape: [1],
      targets: places.map { Float(Curves.bent($0) + noise * rng.normal()) }, featureNames: ["x"])
  }
}

/// The functions that the curves are samples of.
public enum Curves {
  /// A squiggle over 0 to 1 that starts and ends at 0: `sin(πx)² + ¼ sin(4πx)`.
  public static func squiggle(_ x: Double) -> Double {
    sin(.pi * x) * sin(.pi * x) + 0.25 * sin(4 * .pi * x)
  }

  /// A wave in a bell: `sin u · exp(−u² / 32)` with `u = offset + 0.06 · frequency · x`.
  ///
  /// Its squared error over (offset, frequency) has many valleys, which is what makes it worth descending.
  /// Source: Prince, "Understanding Deep Learning" (2023), chapter 6.
  public static func gabor(_ x: Double, offset: Double, frequency: Double) -> Double {
    let u = offset + 0.06 * frequency * x
    return sin(u) * exp(-u * u / 32)
  }

  /// `2 sin x + x^0.8` for x ≥ 0. Source of the idea: "Dive into Deep Learning", attention pooling.
  public static func bent(_ x: Double) -> Double {
    2 * sin(x) + pow(x, 0.8)
  }
}
