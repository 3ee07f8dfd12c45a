/// Samples that can be picked by number: tensors by their first axis, and arrays.
public protocol Samples {
  /// The number of samples.
  var sampleCount: Int { get }
  /// The samples with the given numbers, in their order.
  func samples(_ indices: [Int]) -> Self
}

extension Tensor: Samples {
  public var sampleCount: Int { shape[0] }
  public func samples(_ indices: [Int]) -> Tensor { rows(indices) }
}

extension IntTensor: Samples {
  public var sampleCount: Int { shape[0] }
  public func samples(_ indices: [Int]) -> IntTensor { rows(indices) }
}

extension Array: Samples {
  public var sampleCount: Int { count }
  public func samples(_ indices: [Int]) -> [Element] { indices.map { self[$0] } }
}

/// Samples that are learned from together.
public struct Batch<Inputs: Samples, Targets: Samples> {
  /// The network's inputs.
  public let inputs: Inputs
  /// The outputs that it should learn: labels or numbers.
  public let targets: Targets
  /// The numbers of the samples in the whole data.
  public let indices: [Int]

  /// The number of samples.
  public var count: Int { indices.count }
}

/// Data in batches: a sequence to loop over once per epoch.
///
///     let loader = DataLoader(x, y, batchSize: 32)
///     for epoch in 1...10 {
///       for batch in loader.shuffled(using: &rng) { … }
///     }
///
/// The last batch has the remaining samples, or is left out with `droppingLast`.
public struct DataLoader<Inputs: Samples, Targets: Samples>: Sequence {
  /// The inputs of all samples.
  public let inputs: Inputs
  /// The targets of all samples.
  public let targets: Targets
  /// The number of samples in a batch; the last may have fewer.
  public let batchSize: Int
  private let order: [Int]
  private let droppingLast: Bool

  /// Batches in the data's order; inputs and targets must have the same number of samples.
  public init(_ inputs: Inputs, _ targets: Targets, batchSize: Int, droppingLast: Bool = false) {
    precondition(batchSize > 0, "DataLoader expects a batch size above 0 but got \(batchSize)")
    precondition(
      inputs.sampleCount == targets.sampleCount,
      "DataLoader expects as many targets as inputs, \(inputs.sampleCount), but got \(targets.sampleCount)")
    self.init(inputs, targets, batchSize, Array(0..<inputs.sampleCount), droppingLast)
  }

  private init(_ inputs: Inputs, _ targets: Targets, _ batchSize: Int, _ order: [Int], _ droppingLast: Bool) {
    self.inputs = inputs
    self.targets = targets
    self.batchSize = batchSize
    self.order = order
    self.droppingLast = droppingLast
  }

  /// The same data in a random order.
  public func shuffled(using generator: inout some RandomNumberGenerator) -> DataLoader {
    let places = generator.permutation(of: order.count)
    return DataLoader(inputs, targets, batchSize, places.map { order[$0] }, droppingLast)
  }

  /// The number of batches.
  public var batchCount: Int {
    let whole = order.count / batchSize
    return droppingLast || order.count % batchSize == 0 ? whole : whole + 1
  }

  public var underestimatedCount: Int { batchCount }

  public func makeIterator() -> AnyIterator<Batch<Inputs, Targets>> {
    var next = 0
    return AnyIterator {
      guard next < batchCount else { return nil }
      let chosen = Array(order[next * batchSize..<Swift.min(order.count, (next + 1) * batchSize)])
      next += 1
      return Batch(inputs: inputs.samples(chosen), targets: targets.samples(chosen), indices: chosen)
    }
  }
}

extension DataLoader where Inputs == Targets {
  /// Samples that hold their own targets, such as pairs of sentences: a batch's `inputs` are all that is needed.
  public init(_ samples: Inputs, batchSize: Int, droppingLast: Bool = false) {
    self.init(samples, samples, batchSize: batchSize, droppingLast: droppingLast)
  }
}
