import Datasets
import Tensors
import Testing

@Suite struct DatasetTests {
  let numbers = Dataset(
    values: (0..<20).map { Float($0) }, sampleShape: [2], targets: (0..<10).map { $0 % 3 },
    featureNames: ["even", "odd"], classNames: ["a", "b", "c"])

  @Test func `samples, columns and parts keep features and labels together`() {
    #expect(Array(numbers.sample(3)) == [6, 7])
    #expect(numbers.column(1).prefix(3) == [1, 3, 5])
    #expect(numbers[[9, 0, 9]].values == [18, 19, 0, 1, 18, 19])
    #expect(numbers[[9, 0, 9]].labels == [0, 0, 0])
    #expect(numbers[2..<4].values == [4, 5, 6, 7])
    #expect(numbers[8...].labels == [2, 0])
    #expect(numbers[8...].classNames == ["a", "b", "c"])
    #expect(numbers.classCounts == [4, 3, 3])
    #expect(numbers.majorityAccuracy == 0.4)
  }

  @Test func `a split loses no sample and doubles none`() {
    var rng = SplitMix64(seed: 3)
    let (training, test) = numbers.split(trainingFraction: 0.7, using: &rng)
    #expect((training.count, test.count) == (7, 3))
    #expect(
      [0, 0.04, 0.06, 0.26, 0.94, 0.96, 1].map {
        numbers.split(trainingFraction: $0, using: &rng).training.count
      }
        == [0, 0, 1, 3, 9, 10, 10])
    #expect((training.column(0) + test.column(0)).sorted() == numbers.column(0))
    #expect(zip(training.column(0), training.labels).allSatisfy { Int($0 / 2) % 3 == $1 })
    #expect(training.column(0) != training.column(0).sorted())
  }

  @Test func `shuffling depends on the seed alone`() {
    var (first, second, other) = (SplitMix64(seed: 1), SplitMix64(seed: 1), SplitMix64(seed: 2))
    let shuffled = numbers.shuffled(using: &first)
    #expect(shuffled == numbers.shuffled(using: &second))
    #expect(shuffled != numbers.shuffled(using: &other))
  }

  @Test func `every order of four is about as likely as any other`() {
    var rng = SplitMix64(seed: 11)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 { counts[rng.permutation(of: 4), default: 0] += 1 }
    let chiSquared = counts.values.reduce(0.0) { $0 + (Double($1) - 1000) * (Double($1) - 1000) / 1000 }
    #expect(counts.count == 24)
    #expect(chiSquared < 49.7, "23 degrees of freedom, one in a thousand is above 49.7")
  }

  @Test func `folds set every sample aside exactly once`() {
    var rng = SplitMix64(seed: 7)
    let folds = numbers.folds(3, using: &rng)
    #expect(folds.map(\.validation.count) == [4, 3, 3])
    #expect(folds.flatMap { $0.validation.column(0) }.sorted() == numbers.column(0))
    for fold in folds {
      #expect((fold.training.column(0) + fold.validation.column(0)).sorted() == numbers.column(0))
    }
  }

  @Test func `stratified folds divide each class evenly`() {
    var rng = SplitMix64(seed: 7)
    for fold in Dataset.iris.stratifiedFolds(5, using: &rng) {
      #expect(fold.validation.classCounts == [10, 10, 10])
    }
    let uneven = numbers.stratifiedFolds(3, using: &rng).map(\.validation.classCounts)
    #expect(uneven.allSatisfy { $0.allSatisfy((1...2).contains) })
  }

  @Test func `a standardizer uses the training part's numbers for every part`() {
    let training = Dataset(values: [1, 5, 3, 5], sampleShape: [2], targets: [0, 1])
    let test = Dataset(values: [5, 7], sampleShape: [2], targets: [0])
    let scale = Standardizer(fittedTo: training)
    #expect(scale(training).values == [-1, 0, 1, 0], "a constant feature becomes 0")
    #expect(scale(test).values == [3, 2])
    let wide = Dataset(
      values: [10, 0.3, 30, Float(0.3).nextUp, 50, 0.3], sampleShape: [2], targets: [0, 1, 0])
    let fitted = Standardizer(fittedTo: wide)
    // The second feature is 0.3 up to one rounding error, so it counts as constant.
    #expect(fitted.deviations == [(Double(800) / 3).squareRoot(), 1])
    #expect(fitted(wide).column(1).allSatisfy { abs($0) < 1e-6 })
  }

  @Test func `parts that do not fit together are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = Dataset(values: [1, 2, 3], sampleShape: [2], targets: [0, 1])
    }
    await #expect(processExitsWith: .failure) { _ = Dataset.xor[[4]] }
    await #expect(processExitsWith: .failure) { _ = Dataset.xor[2..<5] }
    await #expect(processExitsWith: .failure) {
      var rng = SplitMix64(seed: 1)
      _ = Dataset.xor.folds(5, using: &rng)
    }
  }
}
