import NeuralNetworks
import TestSupport
import Testing

/// Properties of all architectures, each as a small network, with dropout if it has any.
struct Architecture: Sendable, CustomStringConvertible {
  let description: String
  let input: Shape
  let make: @Sendable (inout SplitMix64) -> any Layer

  static let all = [
    Architecture(description: "feed-forward", input: [3, 4]) { rng in
      Sequential {
        Linear(inputs: 4, outputs: 6, using: &rng)
        GELU()
        Dropout(rate: 0.2, using: &rng)
        Linear(inputs: 6, outputs: 2, using: &rng)
      }
    },
    Architecture(description: "convolutional", input: [3, 2, 6, 5]) { rng in
      Sequential {
        Conv2D(inputChannels: 2, outputChannels: 4, kernelSize: 3, padding: 1, groups: 2, using: &rng)
        BatchNorm(channels: 4)
        ReLU()
        MaxPool2D(kernelSize: 2)
        GlobalAveragePool()
        LayerNorm(features: 4)
      }
    },
    Architecture(description: "convolutional in one dimension", input: [3, 2, 9]) { rng in
      Sequential {
        Conv1D(inputChannels: 2, outputChannels: 4, kernelSize: 3, dilation: 2, using: &rng)
        SiLU()
        AveragePool1D(kernelSize: 2)
        GlobalMaxPool()
      }
    },
    Architecture(description: "RNN", input: [3, 5, 4]) {
      RNN(inputs: 4, hidden: 3, layers: 2, bidirectional: true, dropout: 0.3, using: &$0)
    },
    Architecture(description: "LSTM", input: [3, 5, 4]) {
      LSTM(inputs: 4, hidden: 3, layers: 2, dropout: 0.3, using: &$0)
    },
    Architecture(description: "GRU", input: [3, 5, 4]) {
      GRU(inputs: 4, hidden: 3, layers: 2, bidirectional: true, dropout: 0.3, using: &$0)
    },
    Architecture(description: "GRU that resets before the product", input: [3, 5, 4]) {
      GRU(inputs: 4, hidden: 3, reset: .beforeProduct, using: &$0)
    },
    Architecture(description: "transformer, pre-norm, rotary", input: [3, 5, 8]) {
      TransformerEncoder(
        dimensions: 8, heads: 2, layers: 2, options: TransformerOptions(dropout: 0.2, rotary: true),
        using: &$0)
    },
    Architecture(description: "transformer, post-norm", input: [3, 5, 8]) {
      TransformerEncoder(
        dimensions: 8, heads: 2, layers: 1, options: TransformerOptions(normalization: .after, dropout: 0.2),
        using: &$0)
    },
  ]

  /// The result of `steps` steps of Adam from a seed: the losses and the weights, as bits.
  func train(steps: Int, seed: UInt64) -> [UInt32] {
    var rng = SplitMix64(seed: seed)
    let (model, x) = (make(&rng), Tensor.normal(input, using: &rng))
    let optimizer = Adam(model.parameters, learningRate: 0.01)
    let losses = (0..<steps).map { _ in
      let loss = model(x, .training).squared().mean()
      loss.backward()
      optimizer.step()
      return loss.scalar
    }
    return (losses + model.parameters.flatMap(\.value.scalars)).map(\.bitPattern)
  }
}

struct ArchitectureTests {
  @Test("the same seed gives the same bits", arguments: Architecture.all)
  func bits(_ architecture: Architecture) {
    let once = architecture.train(steps: 5, seed: 3)
    #expect(once == architecture.train(steps: 5, seed: 3))
    #expect(once != architecture.train(steps: 5, seed: 4))
  }

  @Test("a batch gives what its samples give alone", arguments: Architecture.all)
  func samples(_ architecture: Architecture) {
    var rng = SplitMix64(seed: 5)
    let (model, x) = (architecture.make(&rng), Tensor.normal(architecture.input, using: &rng))
    let whole = model(x, .inference)
    for index in 0..<x.shape[0] {
      let alone = model(x[index..<index + 1], .inference)
      expectClose(whole[index..<index + 1], alone, rtol: 1e-5, atol: 1e-6)
    }
  }

  @Test("a step leaves nothing behind, and many steps take no more than a few", arguments: Architecture.all)
  func memory(_ architecture: Architecture) {
    var rng = SplitMix64(seed: 5)
    let (model, x) = (architecture.make(&rng), Tensor.normal(architecture.input, using: &rng))
    let optimizer = Adam(model.parameters, learningRate: 0.001)
    func train(steps: Int) -> (live: Int, peak: Int) {
      MemoryUse.resetPeak()
      for _ in 0..<steps {
        model(x, .training).squared().mean().backward()
        optimizer.step()
      }
      return (MemoryUse.liveBytes, MemoryUse.peakBytes)
    }
    _ = train(steps: 1)
    let few = train(steps: 3)
    let many = train(steps: 300)
    #expect(many == few && few.peak > few.live)
    withExtendedLifetime(model) {}
  }
}
