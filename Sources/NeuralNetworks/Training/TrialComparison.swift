/// The scores of one configuration, one for each seed or fold.
public struct Trial<Configuration> {
  /// The configuration.
  public let configuration: Configuration
  /// The scores in the order of the seeds or folds.
  public let scores: [Double]
  /// Their mean with its confidence interval.
  public let interval: Interval

  /// A trial with its scores and the confidence interval of their mean.
  public init(_ configuration: Configuration, scores: [Double], confidence: Double = 0.95) {
    self.configuration = configuration
    self.scores = scores
    interval = Interval(of: scores, confidence: confidence)
  }

  /// The mean score.
  public var mean: Double { interval.mean }
}

extension Trial: Sendable where Configuration: Sendable {}
extension Trial: Equatable where Configuration: Equatable {}

/// Which scores are better.
public enum Preference: Sendable {
  /// Higher scores, such as accuracies.
  case higher
  /// Lower scores, such as losses.
  case lower
}

/// The trials of several configurations, compared.
public struct TrialComparison<Configuration> {
  /// The trials in the order in which they were given.
  public let trials: [Trial<Configuration>]
  /// Which scores are better.
  public let preference: Preference

  /// A comparison of at least one trial.
  public init(_ trials: [Trial<Configuration>], preference: Preference = .higher) {
    precondition(!trials.isEmpty, "TrialComparison expects at least one trial")
    self.trials = trials
    self.preference = preference
  }

  /// Best mean first; equal means keep the order in which they were given. A trial that has diverged, whose mean is
  /// NaN, comes last in either case.
  public var ranking: [Trial<Configuration>] {
    trials.enumerated().sorted { a, b in
      let (first, second) = (cost(of: a.element), cost(of: b.element))
      if first.isNaN || second.isNaN {
        return first.isNaN == second.isNaN ? a.offset < b.offset : second.isNaN
      }
      return first == second ? a.offset < b.offset : first < second
    }.map(\.element)
  }

  /// The mean score, negated where higher is better.
  private func cost(of trial: Trial<Configuration>) -> Double {
    preference == .lower ? trial.mean : -trial.mean
  }

  /// The trial with the best mean.
  public var best: Trial<Configuration> { ranking[0] }

  /// The best trial and all whose intervals overlap with its: no difference between them is shown. Where all have diverged,
  /// these are all.
  public var ties: [Trial<Configuration>] {
    let ranking = ranking
    if ranking[0].mean.isNaN { return ranking }
    // Infinite scores have a mean, but their interval has no ends.
    return ranking.filter { $0.mean == ranking[0].mean || $0.interval.overlaps(ranking[0].interval) }
  }
}

extension TrialComparison: Sendable where Configuration: Sendable {}

/// Scores each configuration once for each seed.
///
///     let search = gridSearch(combinations([0.1, 0.01], [16, 64]), seeds: 1...5) { point, rng in
///       let (rate, width) = point
///       return validationAccuracy(rate: rate, width: width, using: &rng)
///     }
///     search.best.configuration
///
/// All configurations use the same seeds, and each run has a generator of its own, so the order of the runs does not
/// matter.
public func gridSearch<Configuration, Failure: Error, Seed: BinaryInteger>(
  _ configurations: [Configuration], seeds: some Sequence<Seed>,
  preferring preference: Preference = .higher,
  confidence: Double = 0.95,
  score: (_ configuration: Configuration, _ generator: inout SplitMix64) throws(Failure) -> Double
) throws(Failure) -> TrialComparison<Configuration> {
  let seeds = Array(seeds)
  precondition(!seeds.isEmpty, "gridSearch expects at least one seed")
  var trials: [Trial<Configuration>] = []
  for configuration in configurations {
    var scores: [Double] = []
    for seed in seeds {
      var generator = SplitMix64(seed: seed)
      scores.append(try score(configuration, &generator))
    }
    trials.append(Trial(configuration, scores: scores, confidence: confidence))
  }
  return TrialComparison(trials, preference: preference)
}

/// Scores a configuration on each fold of a data set: `folds` are the result of `Dataset.folds`.
///
///     let result = crossValidate(iris.stratifiedFolds(5, using: &rng), seed: 1) { fold, rng in
///       accuracyOfNetwork(trainedOn: fold.training, judgedBy: fold.validation, using: &rng)
///     }
///     result.interval
///
/// Each fold has a generator of its own, which depends only on the seed and the fold's index.
public func crossValidate<Fold, Failure: Error>(
  _ folds: [Fold], seed: some BinaryInteger, confidence: Double = 0.95,
  score: (_ fold: Fold, _ generator: inout SplitMix64) throws(Failure) -> Double
) throws(Failure) -> Trial<Int> {
  precondition(!folds.isEmpty, "crossValidate expects at least one fold")
  var source = SplitMix64(seed: seed)
  var scores: [Double] = []
  for fold in folds {
    var generator = source.split()
    scores.append(try score(fold, &generator))
  }
  return Trial(folds.count, scores: scores, confidence: confidence)
}

/// Scores a network trained on more and more samples, which shows whether more data would help; each point is the size
/// with the scores of all seeds.
///
///     learningCurve(sizes: [50, 100, 200, 400], seeds: 1...5) { size, rng in … }
public func learningCurve<Failure: Error, Seed: BinaryInteger>(
  sizes: [Int], seeds: some Sequence<Seed>, confidence: Double = 0.95,
  score: (_ size: Int, _ generator: inout SplitMix64) throws(Failure) -> Double
) throws(Failure) -> [Trial<Int>] {
  try gridSearch(sizes, seeds: seeds, confidence: confidence, score: score).trials
}

/// Every pair of an element of `a` and one of `b`; the last changes fastest.
public func combinations<A, B>(_ a: [A], _ b: [B]) -> [(A, B)] {
  a.flatMap { first in b.map { (first, $0) } }
}

/// Every triple of an element of `a`, one of `b` and one of `c`; the last changes fastest.
public func combinations<A, B, C>(_ a: [A], _ b: [B], _ c: [C]) -> [(A, B, C)] {
  combinations(a, b).flatMap { pair in c.map { (pair.0, pair.1, $0) } }
}
