import Platform
import Tensors

/// A time series: a sine with noise on it, `x_t = sin(0.01 t) + noise · N(0, 1)` for t = 1, 2, …
///
/// No prediction of the next value can have a mean squared error below `floor` = noise²: the past does not contain the
/// next noise.
/// Source of the idea: "Dive into Deep Learning", sequence models.
public struct NoisySine: Sendable {
  /// The values, one for each step of time.
  public let values: [Double]
  /// The standard deviation of the noise.
  public let noise: Double

  /// A wave of `steps` steps; `frequency` is the angle of a step.
  public init(
    steps: Int = 1000, frequency: Double = 0.01, noise: Double = 0.2,
    using rng: inout some RandomNumberGenerator
  ) {
    self.noise = noise
    values = (1...max(1, steps)).map { sin(frequency * Double($0)) + noise * rng.normal() }
  }

  /// The least mean squared error of any predictor.
  public var floor: Double { noise * noise }

  /// All windows of `length` values, each with the value `ahead` steps after its end.
  public func windows(length: Int, ahead: Int = 1) -> Dataset<Float> {
    precondition(length > 0 && ahead > 0, "windows expects positive sizes but got \(length) and \(ahead)")
    let count = max(0, values.count - length - ahead + 1)
    return Dataset(
      values: (0..<count).flatMap { start in values[start..<start + length].map { Float($0) } },
      sampleShape: [length],
      targets: (0..<count).map { Float(values[$0 + length + ahead - 1]) })
  }
}
