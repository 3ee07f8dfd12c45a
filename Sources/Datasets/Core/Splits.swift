import Tensors

extension Dataset {
  /// The samples in another, random order.
  public func shuffled(using rng: inout some RandomNumberGenerator) -> Dataset {
    self[rng.permutation(of: count)]
  }

  /// Two parts without a common sample, drawn at random: one to learn from, one to judge by.
  ///
  /// - Parameter trainingFraction: The share of the first part, in `0...1`; it gets that many samples rounded.
  public func split(
    trainingFraction: Double, using rng: inout some RandomNumberGenerator
  ) -> (training: Dataset, test: Dataset) {
    let order = rng.permutation(of: count)
    let cut = trainingCount(of: count, fraction: trainingFraction)
    return (self[Array(order[..<cut])], self[Array(order[cut...])])
  }

  /// `count` ways to set one part aside for validation and to learn from the rest; each sample is set aside
  /// exactly once. The parts' sizes differ by one at most.
  ///
  /// - Precondition: `count` is at least 2 and at most the number of samples.
  public func folds(_ count: Int, using rng: inout some RandomNumberGenerator) -> [Fold<Target>] {
    precondition(
      (2...max(2, self.count)).contains(count), "folds(\(count)) of a data set of \(self.count) samples")
    return folds(dealing: rng.permutation(of: self.count), into: count)
  }

  /// Deals the samples out in turn, as one deals cards, and makes each hand the validation part of a fold.
  private func folds(dealing order: [Int], into count: Int) -> [Fold<Target>] {
    (0..<count).map { part in
      let isHeldOut = { (place: Int) in place % count == part }
      return Fold(
        training: self[order.indices.filter { !isHeldOut($0) }.map { order[$0] }],
        validation: self[order.indices.filter(isHeldOut).map { order[$0] }])
    }
  }
}

extension Dataset where Target == Int {
  /// Like `folds(_:using:)`, with each class dealt out by itself: in every part the classes' counts differ from
  /// an even share by less than one.
  public func stratifiedFolds(_ count: Int, using rng: inout some RandomNumberGenerator) -> [Fold<Int>] {
    precondition(
      (2...max(2, self.count)).contains(count), "stratifiedFolds(\(count)) of a data set of \(self.count)")
    checkLabels("stratifiedFolds")
    return folds(dealing: placesByClass(using: &rng).flatMap { $0 }, into: count)
  }

  /// The places of each class's samples, in random order.
  private func placesByClass(using rng: inout some RandomNumberGenerator) -> [[Int]] {
    var places = [[Int]](repeating: [], count: classCount)
    for place in rng.permutation(of: count) { places[labels[place]].append(place) }
    return places
  }
}

/// One round of cross-validation: what is learned from, and what it is judged by.
public struct Fold<Target: Sendable>: Sendable {
  /// What is learned from.
  public let training: Dataset<Target>
  /// What is judged by.
  public let validation: Dataset<Target>
}

extension RandomAccessCollection where Index == Int {
  /// Two parts without a common element, drawn at random: for examples that are sequences and come in arrays.
  public func split(
    trainingFraction: Double, using rng: inout some RandomNumberGenerator
  ) -> (training: [Element], test: [Element]) {
    let order = rng.permutation(of: count).map { self[startIndex + $0] }
    let cut = trainingCount(of: count, fraction: trainingFraction)
    return (Array(order[..<cut]), Array(order[cut...]))
  }
}

private func trainingCount(of count: Int, fraction: Double) -> Int {
  precondition(
    (0...1).contains(fraction), "trainingFraction is a share of the whole, 0...1, but got \(fraction)")
  return Int((Double(count) * fraction).rounded())
}
