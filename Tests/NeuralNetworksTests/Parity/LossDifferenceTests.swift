import NeuralNetworks
import Testing

struct LossDifferenceTests {
  private let x: Tensor = [[1, 2], [-1, 0.5], [0, 3]]
  private let targets: Tensor = [[1], [0], [2]]

  private func model() -> Linear {
    var rng = SplitMix64(seed: 3)
    return Linear(inputs: 2, outputs: 1, using: &rng)
  }

  private func loss(_ model: Linear) -> Tensor { meanSquaredError(model(x), targets) }

  @Test func `it equals the loop of the chapters, to the bit`() throws {
    let other = model()
    let losses = fit(Adam(other, learningRate: 0.1), steps: 12) { _ in loss(other) }.losses
    // As if another program had recorded losses that are a little larger.
    let recorded = Tensor(losses) * 1.001
    let file = Safetensors(["losses": recorded, "curve": Tensor(losses)])
    let ours = model()
    let off = try file.lossDifference(training: Adam(ours, learningRate: 0.1)) { loss(ours) }
    #expect(off == Tensor(losses).relativeDifference(from: recorded) && off > 0.0005)
    let again = model()
    #expect(
      try file.lossDifference(training: Adam(again, learningRate: 0.1), named: "curve") { loss(again) } == 0)
  }

  @Test func `a loss that is not finite gives NaN, and missing losses an error`() throws {
    let model = model()
    let file = Safetensors(["losses": [1, 1, 1]])
    var steps = 0
    let off = try file.lossDifference(training: SGD(model, learningRate: 0.1)) {
      steps += 1
      return loss(model) * (steps == 2 ? .infinity : 1)
    }
    #expect(off.isNaN && steps < 4)
    #expect(throws: SafetensorsError.self) {
      try file.lossDifference(training: SGD(model, learningRate: 0.1), named: "other") { loss(model) }
    }
  }
}
