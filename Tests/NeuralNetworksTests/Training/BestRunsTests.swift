import NeuralNetworks
import Testing

struct BestRunsTests {
  /// A run whose score depends on the setting and, a little, on the seed.
  private func run(_ rate: Double, _ seed: Int) -> (score: Double, seed: Int) {
    var rng = SplitMix64(seed: seed)
    return (1 - (rate - 0.3) * (rate - 0.3) + rng.uniform() / 1000, seed)
  }

  @Test func `the search equals the loop of chapters 8 and 9`() {
    let (rates, seeds) = ([0.01, 0.1, 0.3, 0.9], independentSeeds(4, from: 2))
    let best = runsAtBest(of: rates, seeds: seeds, score: { $0.score }, run: run)
    let tried = rates.map { run($0, seeds[0]) }
    let place = tried.indices.max { tried[$0].score < tried[$1].score } ?? 0
    let all = [tried[place]] + seeds.dropFirst().map { run(rates[place], $0) }
    #expect(best.setting == 0.3 && best.setting == rates[place])
    #expect(best.runs.map(\.score) == all.map(\.score) && best.runs.map(\.seed) == seeds)
    #expect(best.tried.map(\.score) == tried.map(\.score))
  }

  @Test func `lower scores can be better, and of equals the first is taken`() {
    let scores = ["a": 2.0, "b": 1, "c": 1, "d": 3]
    let lowest = runsAtBest(of: ["a", "b", "c", "d"], seeds: [1], preferring: .lower, score: { $0 }) {
      name, _ in
      scores[name] ?? 0
    }
    #expect(lowest.setting == "b" && lowest.runs == [1])
    let highest = runsAtBest(of: ["b", "c"], seeds: [1], score: { $0 }) { name, _ in scores[name] ?? 0 }
    #expect(highest.setting == "b")
  }

  @Test(arguments: [Preference.higher, .lower])
  func `a run that has diverged is not the best, wherever it stands`(preference: Preference) {
    for numbers in [[.nan, 1, .nan], [1, .nan], [.nan, .nan, 1]] as [[Double]] {
      let best = runsAtBest(of: numbers, seeds: [1, 2], preferring: preference, score: { $0 }) { number, _ in
        number
      }
      #expect(best.setting == 1 && best.runs == [1, 1])
    }
  }

  @Test func `an error of a run is passed on`() {
    struct Failed: Error, Equatable { let seed: Int }
    #expect(throws: Failed(seed: 7)) {
      try runsAtBest(of: [1, 2], seeds: [5, 7], score: { $0 }) { _, seed in
        if seed == 7 { throw Failed(seed: seed) }
        return 1.0
      }
    }
  }

  @Test func `a search needs settings and seeds`() async {
    await #expect(processExitsWith: .failure) {
      _ = runsAtBest(of: [Int](), seeds: [1], score: { Double($0) }) { setting, _ in setting }
    }
    await #expect(processExitsWith: .failure) {
      _ = runsAtBest(of: [1], seeds: [], score: { Double($0) }) { setting, _ in setting }
    }
  }
}
