import Datasets
import NeuralNetworks
import Testing

struct ComparisonTests {
  // Two-sided quantiles as printed in tables, to their last digit.
  @Test(arguments: [
    (0.95, 1, 12.706), (0.95, 2, 4.303), (0.95, 3, 3.182), (0.95, 4, 2.776), (0.95, 9, 2.262),
    (0.95, 29, 2.045),
    (0.95, 100, 1.984), (0.99, 4, 4.604), (0.99, 5, 4.032), (0.9, 7, 1.895), (0.5, 1, 1.000),
  ])
  func `Student's quantiles are those of the tables`(confidence: Double, freedom: Int, expected: Double) {
    let t = StudentT.quantile(confidence: confidence, degreesOfFreedom: freedom)
    #expect(abs(t - expected) < 5.1e-4)
    #expect(abs(StudentT.probability(within: t, degreesOfFreedom: freedom) - confidence) < 1e-12)
  }

  @Test func `an interval is the mean with t standard errors on each side`() {
    let interval = Interval(of: [1, 2, 3, 4, 5])
    #expect(interval.mean == 3)
    #expect(abs(interval.halfWidth - 2.776445 * (2.5 / 5).squareRoot()) < 1e-5)
    #expect(interval.description == "3.0 ± 1.96")
    #expect(Interval(of: [0.91, 0.92, 0.93]).description == "0.92 ± 0.0248")
    #expect(interval.contains(1.1) && !interval.contains(1))
  }

  @Test func `intervals hold the true mean as often as they say`() {
    var rng = SplitMix64(seed: 2)
    var hits = 0
    for _ in 0..<4000 {
      let draws = (0..<5).map { _ in rng.normal() * 3 + 7 }
      if Interval(of: draws, confidence: 0.9).contains(7) { hits += 1 }
    }
    // 3600 are expected, with a standard deviation of 19.
    #expect(abs(hits - 3600) < 76)
  }

  @Test func `one measurement settles nothing, equal ones everything`() {
    let single = Interval(of: [0.9])
    #expect(single.overlaps(Interval(of: [0.1, 0.2])))
    #expect(single.mean == 0.9)
    let constant = Interval(of: [0.5, 0.5, 0.5])
    #expect(constant.lower == 0.5 && constant.upper == 0.5)
    #expect(!constant.overlaps(Interval(of: [0.6, 0.6])))
  }

  @Test func `an interval of tiny or great numbers shows their digits`() {
    #expect("\(Interval(of: [1e-20, 3e-20]))" == "2e-20 ± 1.27e-19")
    #expect("\(Interval(of: [1, 1 + 2e-15]))" == "1.0000000000000009 ± 1.28e-14")
    #expect("\(Interval(of: [1e20, 3e20]))" == "2e+20 ± 1.27e+21")
  }

  @Test func `a grid search meets each configuration with the same seeds and names the ties`() {
    let grid = combinations([1.0, 5.0, 5.1], ["a", "b"])
    #expect(grid.map(\.1) == ["a", "b", "a", "b", "a", "b"])
    var draws: [Double] = []
    let search = gridSearch(grid, seeds: 1...4) { point, rng in
      let noise = rng.uniform(-0.1, 0.1)
      draws.append(noise)
      return point.0 + (point.1 == "b" ? 0 : -3) + noise
    }
    #expect(draws.prefix(4) == draws.suffix(4))
    #expect(Set(draws).count == 4)
    #expect(search.best.configuration == (5.1, "b"))
    #expect(search.ties.map(\.configuration.0) == [5.1, 5.0])
    #expect(search.ranking.map(\.configuration.0) == [5.1, 5, 5.1, 5, 1, 1])
    #expect(search.trials.map(\.scores.count) == [4, 4, 4, 4, 4, 4])
    let losses = gridSearch([3, 1, 2], seeds: 1...2, preferring: .lower) { size, _ in Double(size) }
    #expect(losses.ranking.map(\.configuration) == [1, 2, 3])
  }

  @Test func `cross-validation trains on each fold with a stream of its own`() {
    var rng = SplitMix64(seed: 1)
    let folds = Dataset.iris.stratifiedFolds(5, using: &rng)
    func validate() -> Trial<Int> {
      crossValidate(folds, seed: 3) { fold, rng in
        let scale = Standardizer(fittedTo: fold.training)
        let (training, held) = (scale(fold.training), scale(fold.validation))
        let model = Sequential { Linear(inputs: 4, outputs: 3, using: &rng) }
        fit(
          model, Adam(model, learningRate: 0.1), training.features, training.labels, loss: crossEntropy,
          epochs: 60)
        return accuracy(logits: model(held.features), labels: held.labels)
      }
    }
    let result = validate()
    #expect(result.scores.count == 5)
    #expect(result.mean > 0.93)
    #expect(result == validate())
  }

  @Test func `a learning curve has a point for each size`() {
    let curve = learningCurve(sizes: [10, 20], seeds: [7, 8, 9]) { size, rng in Double(size) + rng.uniform() }
    #expect(curve.map(\.configuration) == [10, 20])
    #expect(!curve[0].interval.overlaps(curve[1].interval))
  }
}
