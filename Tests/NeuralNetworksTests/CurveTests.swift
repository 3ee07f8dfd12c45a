import NeuralNetworks
import TestSupport
import Testing

/// Whole trainings held against PyTorch's: the same start, data and optimizer give the same hundred losses.
struct CurveTests {
  private struct Curves: Decodable {
    struct Run: Decodable {
      let name: String
      let x, y: Recorded.Numbers
      let parameters: [Recorded.Numbers]
      let losses: [Float]
    }
    let runs: [Run]
  }

  @Test("a hundred steps take PyTorch's course", arguments: ["MLP", "CNN"])
  func curve(_ name: String) throws {
    let run = try #require(try Recorded.load("curves", as: Curves.self).runs.first { $0.name == name })
    let model = name == "MLP" ? Self.mlp() : Self.cnn()
    let named = model.namedParameters
    #expect(named.map(\.name) == run.parameters.map(\.name))
    for (parameter, start) in zip(named, run.parameters) { parameter.parameter.value = start.tensor }
    let optimizer: any Optimizer =
      name == "MLP" ? Adam(model, learningRate: 0.01) : SGD(model, learningRate: 0.05, momentum: 0.9)
    var losses: [Float] = []
    for _ in run.losses {
      let loss = crossEntropy(logits: model(run.x.tensor), labels: run.y.integers)
      loss.backward()
      optimizer.step()
      losses.append(loss.scalar)
    }
    expectClose(Tensor(losses), Tensor(run.losses), rtol: 1e-4, atol: 1e-5)
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
