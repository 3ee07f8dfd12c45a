/// Moves every feature to mean 0 and scales it to standard deviation 1.
///
///     z = (x − mean) / deviation
///
/// It is fitted on the training part and then used on all parts: a mean that has seen the test samples would
/// tell the model something about them.
///
///     let scale = Standardizer(fittedTo: training)
///     let (a, b) = (scale(training), scale(test))
///
/// A feature that is the same everywhere becomes 0. The deviation divides by `n`, as scikit-learn's does.
public struct Standardizer: Sendable, Equatable {
  /// The mean of each feature.
  public let means: [Double]
  /// The standard deviation of each feature; 1 for a feature that never changes.
  public let deviations: [Double]

  /// Measures the features of `dataset`.
  public init(fittedTo dataset: Dataset<some Sendable>) {
    precondition(!dataset.isEmpty, "Standardizer(fittedTo:) expects at least one sample")
    let width = dataset.featureCount
    let n = Double(dataset.count)
    var sums = [Double](repeating: 0, count: width)
    for (place, value) in dataset.values.enumerated() { sums[place % width] += Double(value) }
    let means = sums.map { $0 / n }
    var squares = [Double](repeating: 0, count: width)
    for (place, value) in dataset.values.enumerated() {
      let distance = Double(value) - means[place % width]
      squares[place % width] += distance * distance
    }
    self.means = means
    // A feature that is constant but for its rounding must not be blown up to noise.
    self.deviations = zip(squares, means).map { square, mean in
      let deviation = (square / n).squareRoot()
      return deviation > 1e-7 * max(1e-30, abs(mean)) ? deviation : 1
    }
  }

  /// The data set with its features standardised.
  public func callAsFunction<Target>(_ dataset: Dataset<Target>) -> Dataset<Target> {
    let width = dataset.featureCount
    precondition(
      width == means.count, "Standardizer expects \(means.count) features but got \(dataset.sampleShape)")
    let values = dataset.values.enumerated().map { place, value in
      Float((Double(value) - means[place % width]) / deviations[place % width])
    }
    return dataset.replacing(values: values, targets: dataset.targets)
  }
}
