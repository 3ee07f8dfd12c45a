import Tensors

/// Samples and their targets, `count` of each.
///
/// A classifier's set is a `Dataset<Int>`: its targets are classes 0, 1, …, and read as `labels`.
/// A regression's set is a `Dataset<Float>`. The samples lie one after the other in `values`; a sample has
/// the shape `sampleShape`: `[features]` for a table, `[channels, height, width]` for an image.
///
///     var rng = SplitMix64(seed: 1)
///     let (training, test) = Dataset.moons(count: 400, noise: 0.2, using: &rng)
///       .split(trainingFraction: 0.75, using: &rng)
///     let loader = DataLoader(training.features, training.labels, batchSize: 32)
///
/// It is a value: nothing that is done with a part of it changes the whole.
public struct Dataset<Target: Sendable>: Sendable {
  /// The shape of one sample.
  public let sampleShape: [Int]
  /// The samples' numbers, row-major: `count` times as many as one sample has.
  public let values: [Float]
  /// The targets, one for each sample.
  public let targets: [Target]
  /// What the features are called, in order; empty where they have no names.
  public let featureNames: [String]
  /// What the classes are called, in order of their number; empty where there are none.
  public let classNames: [String]

  /// A data set made of its parts.
  ///
  /// - Precondition: `values` holds one whole sample for each target, and the names, where there are any,
  ///   are one for each feature.
  public init(
    values: [Float], sampleShape: [Int], targets: [Target],
    featureNames: [String] = [], classNames: [String] = []
  ) {
    let width = Shape(sampleShape).elementCount
    precondition(
      values.count == targets.count.multipliedReportingOverflow(by: width).partialValue,
      "Dataset expects \(targets.count) samples of \(width) numbers, of shape \(sampleShape), but got "
        + "\(values.count) numbers")
    precondition(
      featureNames.isEmpty || featureNames.count == width,
      "Dataset expects \(width) feature names or none but got \(featureNames.count)")
    self.sampleShape = sampleShape
    self.values = values
    self.targets = targets
    self.featureNames = featureNames
    self.classNames = classNames
  }

  /// How many samples there are.
  public var count: Int { targets.count }
  /// Whether there is no sample.
  public var isEmpty: Bool { targets.isEmpty }
  /// How many numbers one sample has.
  public var featureCount: Int { sampleShape.reduce(1, *) }

  /// The numbers of one sample.
  public func sample(_ index: Int) -> ArraySlice<Float> {
    precondition(targets.indices.contains(index), "sample(\(index)) of a data set of \(count)")
    return values[index * featureCount..<(index + 1) * featureCount]
  }

  /// One feature of every sample: what a chart wants for an axis.
  public func column(_ feature: Int) -> [Float] {
    precondition((0..<featureCount).contains(feature), "column(\(feature)) of \(featureCount) features")
    return (0..<count).map { values[$0 * featureCount + feature] }
  }

  /// The samples at these places, in this order; a place may come more than once.
  public subscript(indices: [Int]) -> Dataset {
    var picked: [Float] = []
    picked.reserveCapacity(indices.count * featureCount)
    for index in indices { picked.append(contentsOf: sample(index)) }
    return replacing(values: picked, targets: indices.map { targets[$0] })
  }

  /// The samples in a range of places.
  public subscript(range: some RangeExpression<Int>) -> Dataset {
    guard let range = range.bounds(in: count) else {
      preconditionFailure("samples \(range) of a data set of \(count)")
    }
    let picked = values[range.lowerBound * featureCount..<range.upperBound * featureCount]
    return replacing(values: Array(picked), targets: Array(targets[range]))
  }

  /// The same names and sample shape around other samples.
  func replacing(values: [Float], targets: [Target]) -> Dataset {
    Dataset(
      values: values, sampleShape: sampleShape, targets: targets,
      featureNames: featureNames, classNames: classNames)
  }
}

extension Dataset where Target == Int {
  /// The class of each sample.
  public var labels: [Int] { targets }

  /// How many classes there are: as many as have a name or, where they have none, up to the largest label.
  public var classCount: Int {
    classNames.isEmpty ? (targets.max() ?? -1) + 1 : classNames.count
  }

  /// How many samples each class has.
  public var classCounts: [Int] {
    checkLabels("classCounts")
    var counts = [Int](repeating: 0, count: classCount)
    for label in targets { counts[label] += 1 }
    return counts
  }

  /// Traps where a label is no class.
  func checkLabels(_ operation: String) {
    if let wrong = targets.first(where: { !(0..<classCount).contains($0) }) {
      preconditionFailure("\(operation) expects labels in 0..<\(classCount) but got \(wrong)")
    }
  }

  /// The accuracy of naming the most frequent class every time: what a classifier has to beat.
  public var majorityAccuracy: Double {
    Double(classCounts.max() ?? 0) / Double(max(1, count))
  }
}

extension Dataset: Equatable where Target: Equatable {}
