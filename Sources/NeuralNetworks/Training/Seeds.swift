/// Seeds for several runs of one experiment: run k of seed s draws from 1000·s + k, for k = 1, 2, …
///
///     let scores = independentSeeds(5, from: seed).map { accuracy(ofNetworkDrawnFrom: $0) }
///
/// Experiments with different seeds share no run. With `seed + k` seeds 1 and 2 would have all but one run in common, and
/// repeating an experiment with another seed would test little.
///
/// - Parameters:
///   - count: The number of runs, below 1000.
///   - seed: The seed of the whole experiment.
public func independentSeeds(_ count: Int, from seed: Int) -> [Int] {
  precondition((1..<1000).contains(count), "independentSeeds expects 1 to 999 runs but got \(count)")
  return (1...count).map { 1000 &* seed &+ $0 }
}
