import NeuralNetworks
import TestSupport
import Testing

/// Whole trainings compared with PyTorch's: the same start, data and optimizer give the same hundred losses.
struct CurveTests {
  @Test("a hundred steps take PyTorch's course", arguments: ["MLP", "CNN"])
  func curve(_ name: String) throws {
    let fixture = try #require(try Fixture.load("curves").first { $0.name == name })
    let model = name == "MLP" ? Self.mlp() : Self.cnn()
    model.load(fixture.group("parameter"))
    let optimizer: any Optimizer =
      name == "MLP" ? Adam(model, learningRate: 0.01) : SGD(model, learningRate: 0.05, momentum: 0.9)
    let labels = fixture.integers("y")
    let losses = (0..<100).map { _ in
      let loss = crossEntropy(logits: model(fixture["x"]), labels: labels)
      loss.backward()
      optimizer.step()
      return loss.scalar
    }
    expectClose(Tensor(losses), fixture["losses"], rtol: 1e-4, atol: 1e-5)
  }

  private static func mlp() -> Sequential {
    var rng = SplitMix64(seed: 1)
    return Sequential {
      Linear(inputs: 3, outputs: 8, using: &rng)
      Tanh()
      Linear(inputs: 8, outputs: 8, using: &rng)
      ReLU()
      Linear(inputs: 8, outputs: 3, using: &rng)
    }
  }

  private static func cnn() -> Sequential {
    var rng = SplitMix64(seed: 1)
    return Sequential {
      Conv2D(inputChannels: 1, outputChannels: 3, kernelSize: 3, padding: 1, using: &rng)
      ReLU()
      MaxPool2D(kernelSize: 2)
      Conv2D(inputChannels: 3, outputChannels: 4, kernelSize: 3, using: &rng)
      ReLU()
      Flatten()
      Linear(inputs: 16, outputs: 3, using: &rng)
    }
  }
}
