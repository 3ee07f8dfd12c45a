import Datasets
import TestSupport
import Tensors
import Testing

/// Impossible arguments end with a sentence that says so.
struct ArgumentTests {
  @Test func `tokens and orders that do not exist`() async {
    expectMessage(
      "Vocabulary expects numbers in 0..<1 but got 5",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Vocabulary(["a"]).decode([5])
      })
    expectMessage(
      "BytePairTokenizer expects tokens in 0..<256 but got 999",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = BytePairTokenizer(merges: []).decode([999])
      })
    expectMessage(
      "NGramModel expects an order above 0 but got 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = NGramModel(order: 0, symbols: 2, text: [0, 1])
      })
  }

  @Test func `data sets that cannot be`() async {
    expectMessage(
      "Dataset expects a count of 0 or more but got -1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = Dataset.moons(count: -1, using: &rng)
      })
    expectMessage(
      "sorting expects a count of 0 or more but got -3",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = SymbolTasks.sorting(-3, using: &rng)
      })
    expectMessage(
      "a shape expects sizes from 0 to 2147483647 but got [9223372036854775807, 2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Dataset(values: [1], sampleShape: [.max, 2], targets: [0])
      })
    expectMessage(
      "stratifiedFolds expects labels in 0..<2 but got -1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = Dataset(values: [1, 2], sampleShape: [1], targets: [1, -1]).stratifiedFolds(2, using: &rng)
      })
    expectMessage(
      "of a data set of 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Dataset(values: [1], sampleShape: [1], targets: [0])[3...]
      })
  }
}
