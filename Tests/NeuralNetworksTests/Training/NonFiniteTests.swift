import NeuralNetworks
import Testing

struct NonFiniteTests {
  @Test func `the operation at which an infinite number first appears is named`() {
    let x = Parameter([[1, 2], [0, 3]])
    let finding = detectingNonFinite { _ = (x.value.log() * 2).tanh().sum() }
    #expect(
      finding?.description
        == "the result of log, [2, 2]: 1 of 4 elements is not finite, the first at [1, 0] is -inf")
    #expect(detectingNonFinite { _ = x.value.exp().sum() } == nil)
  }

  @Test func `an input that was spoiled before is told`() {
    let x = Parameter([[1, 2]])
    let data = Tensor([[.nan], [1]])
    let finding = detectingNonFinite { _ = x.value.matmul(data) }
    #expect(finding?.operation == "matmul")
    #expect(finding?.spoiledInputs == [1])
  }

  @Test func `a gradient that becomes infinite is found on the way back`() {
    // √x is finite at 0 but its slope there is not.
    let x = Parameter([0, 4])
    let finding = detectingNonFinite { x.value.squareRoot().sum().backward() }
    #expect(finding?.direction == .backward)
    #expect(finding?.operation == "a parameter")
    #expect(finding?.index == [0])
  }

  @Test func `nothing is watched outside of the block`() {
    let x = Parameter([0])
    let outer = detectingNonFinite {
      #expect(detectingNonFinite { _ = x.value.log() } != nil)
      _ = x.value.exp()
    }
    #expect(outer == nil)
  }

  @Test
  func `a loss that is not a number ends training before it reaches the weights, and the culprit is named`() {
    let task = MoonsTask()
    var weights: [Float] = []
    let history = fit(
      task.model, task.optimizer, task.training.features, task.training.labels,
      loss: { logits, labels in
        let loss = crossEntropy(logits: logits, labels: labels)
        weights = task.weights
        return loss.scalar < 0.5 ? (loss * -1).log() : loss
      }, epochs: 100)
    let batch = history.losses.count - 1
    #expect(batch > 1)
    #expect(history.losses.map(\.isFinite) == Array(repeating: true, count: batch) + [false])
    #expect(task.weights == weights)
    #expect(weights.filter { !$0.isFinite } == [])
    guard case .lossNotFinite(batch, let origin?) = history.outcome else {
      Issue.record("\(history.outcome)")
      return
    }
    #expect(origin.operation == "log")
    #expect(origin.spoiledInputs == [])
  }

  @Test func `a gradient that is not finite is noticed when asked for`() {
    let x: Tensor = [[0], [0]]
    let model = Sequential { Linear(weight: [[1]], bias: Tensor([0])) }
    let history = fit(
      model, SGD(model, learningRate: 0.1), x, x, loss: { outputs, _ in outputs.squareRoot().sum() },
      epochs: 3,
      options: [.detectingNonFinite])
    guard case .gradientNotFinite(0, let origin) = history.outcome else {
      Issue.record("\(history.outcome)")
      return
    }
    #expect(origin.operation == "linear")
    #expect(model.parameters.flatMap(\.value.scalars) == [1, 0])
  }
}
