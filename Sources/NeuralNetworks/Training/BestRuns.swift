/// The setting that did best in one run, and its runs with all seeds.
public struct BestRuns<Setting, Run> {
  /// The setting whose first run had the best score.
  public let setting: Setting
  /// Its runs, one for each seed in their order.
  public let runs: [Run]
  /// The first seed's run of every setting, in the order of the settings.
  public let tried: [Run]
}

extension BestRuns: Sendable where Setting: Sendable, Run: Sendable {}

/// Tries settings with one seed, and repeats the best of them with the other seeds: a search that costs one run a setting.
///
///     let best = runsAtBest(of: [0.01, 0.03, 0.1], seeds: independentSeeds(5, from: seed), score: \.validation) { rate, seed in
///       trained(rate: rate, seed: seed)
///     }
///     best.setting                       // the rate
///     Interval(of: best.runs.map(\.test))
///
/// The first run chose the setting, so its own score is a little too good: judge by another one, or without that run. Runs are
/// made at the same time, as by `inParallel`, so each needs its own model and generator.
///
/// - Parameters:
///   - settings: At least one.
///   - seeds: At least one; the first is that of the search.
///   - preference: Which scores are better.
///   - score: What decides. Of equally good settings the first is taken; NaN is worse than any number.
///   - run: One run of a setting with a seed.
public func runsAtBest<Setting, Run, Failure: Error>(
  of settings: [Setting], seeds: [Int], preferring preference: Preference = .higher, score: (Run) -> Double,
  run: (_ setting: Setting, _ seed: Int) throws(Failure) -> Run
) throws(Failure) -> BestRuns<Setting, Run> {
  precondition(!settings.isEmpty && !seeds.isEmpty, "runsAtBest expects at least one setting and one seed")
  let tried = try inParallel(settings) { setting throws(Failure) in try run(setting, seeds[0]) }
  let costs = tried.map { preference == .higher ? -score($0) : score($0) }
  let best = costs.indices.reduce(0) {
    costs[$1] < costs[$0] || (costs[$0].isNaN && !costs[$1].isNaN) ? $1 : $0
  }
  let others = try inParallel(seeds.dropFirst()) { seed throws(Failure) in try run(settings[best], seed) }
  return BestRuns(setting: settings[best], runs: [tried[best]] + others, tried: tried)
}
