import NeuralNetworks
import TestSupport
import Testing

/// Impossible sizes and counts end with a sentence that says so.
struct ArgumentTests {
  @Test func `metrics`() async {
    expectMessage(
      "corpusBLEU expects an order above 0 but got 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = corpusBLEU([[1]], references: [[1]], order: 0)
      })
    expectMessage(
      "sentenceBLEU expects an order above 0 but got -2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = sentenceBLEU([1], reference: [1], order: -2)
      })
    expectMessage(
      "ConfusionMatrix expects a number of classes of 0 or more but got -1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = ConfusionMatrix(predictions: [], labels: [], classes: -1)
      })
    expectMessage(
      "class 2 is not one of 0..<2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = ConfusionMatrix(predictions: [0], labels: [1], classes: 2).recall(of: 2)
      })
    expectMessage(
      "topKAccuracy expects a k from 1 to the 0 classes but got 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = accuracy(logits: .zeros([0, 0]), labels: [])
      })
  }

  @Test func `layers without inputs, and validation data without samples`() async {
    expectMessage(
      "Linear expects sizes above 0 but got 0 and 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = Linear(inputs: 0, outputs: 2, using: &rng)
      })
    expectMessage(
      "Conv1D expects multiples of 1 channels but got 3 and 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = Conv1D(inputChannels: 3, outputChannels: 0, kernelSize: 2, using: &rng)
      })
    expectMessage(
      "fit expects validation data of at least one sample but got none",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let model = Linear(weight: [[1]], bias: nil)
        var rng = SplitMix64(seed: 1)
        fit(
          model, SGD(model, learningRate: 0.1), .ones([2, 1]), .ones([2, 1]), loss: meanSquaredError,
          epochs: 1,
          validation: (Tensor.zeros([0, 1]), Tensor.zeros([0, 1])), using: &rng)
      })
  }

  @Test func `a batch may be greater than anything`() {
    let loader = DataLoader([1, 2, 3], [1, 2, 3], batchSize: .max)
    #expect(loader.batchCount == 1 && loader.map(\.count) == [3])
    #expect(DataLoader([Int](), [Int](), batchSize: 2).batchCount == 0)
    #expect(DataLoader([1, 2, 3], [1, 2, 3], batchSize: 2).map(\.count) == [2, 1])
  }
}
