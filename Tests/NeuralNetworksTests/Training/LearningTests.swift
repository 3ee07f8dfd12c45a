import NeuralNetworks
import TestSupport
import Testing

struct LearningTests {
  @Test func `a small network learns the exclusive or`() {
    var rng = SplitMix64(seed: 3)
    let x: Tensor = [[0, 0], [0, 1], [1, 0], [1, 1]]
    let y: Tensor = [[0], [1], [1], [0]]
    let model = Sequential {
      Linear(inputs: 2, outputs: 8, using: &rng)
      Tanh()
      Linear(inputs: 8, outputs: 1, using: &rng)
    }
    let optimizer = Adam(model, learningRate: 0.05)
    for _ in 0..<300 {
      let loss = binaryCrossEntropy(logits: model(x), targets: y)
      loss.backward()
      optimizer.step()
    }
    let loss = binaryCrossEntropy(logits: model(x), targets: y).scalar
    #expect(loss < 0.01)
    #expect(model.namedParameters.map(\.name) == ["0.weight", "0.bias", "2.weight", "2.bias"])
  }
}
