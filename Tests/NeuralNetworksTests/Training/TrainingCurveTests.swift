import NeuralNetworks
import TestSupport
import Testing

/// Whole training runs compared with PyTorch's: `Tests/Fixtures/training_curves.py`.
struct TrainingCurveTests {
  /// The optimizers, by the names that they have in the fixture.
  enum Method: String, CaseIterable {
    case sgd = "SGD"
    case momentum = "SGD with momentum"
    case nesterov = "SGD with Nesterov's momentum"
    case adam = "Adam"
    case adamW = "AdamW"
  }

  @Test(arguments: Method.allCases)
  func `100 steps give PyTorch's losses`(method: Method) throws {
    let golden = try Safetensors(contentsOf: fixture("training_curves"))
    let model = try Curve.start(golden)
    let x = try #require(golden["x"])
    let labels = try #require(golden["labels"]).scalars.map { Int($0) }
    let history = fit(
      model, Curve.optimizer(method, model), x, labels, loss: crossEntropy, epochs: 25, batchSize: 16)
    let losses = try #require(golden["\(method.rawValue).losses"])
    let weights = try #require(golden["\(method.rawValue).0.weight"])
    expectClose(Tensor(history.losses), losses, rtol: 1e-4, atol: 1e-6, "losses")
    expectClose(model.parameters[0].value, weights, rtol: 1e-4, atol: 1e-4, "weights")
    #expect((history.losses.last ?? 1) < 0.8 * history.losses[0])
  }

  @Test func `10,000 steps take no more memory than ten`() throws {
    let golden = try Safetensors(contentsOf: fixture("training_curves"))
    let model = try Curve.start(golden)
    let x = try #require(golden["x"])
    let labels = try #require(golden["labels"]).scalars.map { Int($0) }
    let optimizer = Adam(model, learningRate: 1e-3)
    func train(steps: Int) -> (live: Int, peak: Int) {
      MemoryUse.resetPeak()
      for _ in 0..<steps {
        crossEntropy(logits: model(x), labels: labels).backward()
        optimizer.step()
      }
      return (MemoryUse.liveBytes, MemoryUse.peakBytes)
    }
    let few = train(steps: 10)
    let many = train(steps: 10_000)
    #expect(many == few)
    #expect(few.peak > few.live)
  }

  @Test func `a step leaves nothing behind, with or without learning from it`() {
    var rng = SplitMix64(seed: 1)
    let model = Sequential {
      Linear(inputs: 3, outputs: 16, using: &rng)
      Tanh()
      Linear(inputs: 16, outputs: 3, using: &rng)
    }
    let x = Tensor.normal([64, 3], using: &rng)
    let before = MemoryUse.liveBytes
    for _ in 0..<3 {
      let loss = model(x).squared().mean()
      #expect(MemoryUse.liveBytes > before)
      loss.backward()
      model.zeroGradients()
    }
    for _ in 0..<3 { _ = model(x).squared().mean() }
    #expect(MemoryUse.liveBytes == before)
    // A tape keeps the tensors that it needs, and only as long as the tape itself is kept.
    var losses = (0..<5).map { _ in model(x).squared().mean() }
    let held = MemoryUse.liveBytes - before
    losses.removeLast(4)
    #expect(MemoryUse.liveBytes - before == held / 5)
    losses.removeAll()
    // The network itself must live until here: its weights are counted too.
    withExtendedLifetime(model) { #expect(MemoryUse.liveBytes == before) }
  }
}

private enum Curve {
  static func start(_ golden: Safetensors) throws -> Sequential {
    var rng = SplitMix64(seed: 1)
    let model = Sequential {
      Linear(inputs: 3, outputs: 16, using: &rng)
      Tanh()
      Linear(inputs: 16, outputs: 16, using: &rng)
      ReLU()
      Linear(inputs: 16, outputs: 3, using: &rng)
    }
    let names = golden.names.filter { $0.hasPrefix("start.") }
    let weights = names.map { (String($0.dropFirst("start.".count)), golden[$0] ?? Tensor(0)) }
    try model.load(Safetensors(Dictionary(uniqueKeysWithValues: weights)))
    return model
  }

  static func optimizer(_ method: TrainingCurveTests.Method, _ model: Sequential) -> any Optimizer {
    switch method {
    case .sgd: SGD(model, learningRate: 0.1)
    case .momentum: SGD(model, learningRate: 0.05, momentum: 0.9)
    case .nesterov:
      SGD(model, learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.01)
    case .adam: Adam(model, learningRate: 0.01)
    case .adamW: AdamW(model, learningRate: 0.01, weightDecay: 0.1)
    }
  }
}
