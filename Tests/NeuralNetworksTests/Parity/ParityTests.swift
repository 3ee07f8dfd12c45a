import BenchmarkModels
import Foundation
import NeuralNetworks
import TestSupport
import Testing

/// The results that the chapters show of each architecture, compared with PyTorch's, which `Tests/Fixtures/parity.py`
/// recorded.
struct ParityTests {
  @Test func `a feed-forward network`() throws {
    let recorded = try record("mlp")
    var rng = SplitMix64(seed: 1)
    let model = Sequential {
      Linear(inputs: 2, outputs: 16, using: &rng)
      ReLU()
      Linear(inputs: 16, outputs: 16, using: &rng)
      Tanh()
      Linear(inputs: 16, outputs: 3, using: &rng)
    }
    let (x, labels) = (try recorded.tensor("x"), try recorded.integers("labels"))
    let optimizer = SGD(model, learningRate: 0.1, momentum: 0.9)
    try compareTraining(
      of: model, with: recorded, optimizer, curve: 1e-5
    ) {
      model(x)
    } loss: {
      crossEntropy(logits: $0, labels: labels)
    }
  }

  @Test func `a convolutional network`() throws {
    let recorded = try record("cnn")
    var rng = SplitMix64(seed: 1)
    let model = Sequential {
      Conv2D(inputChannels: 1, outputChannels: 4, kernelSize: 3, padding: 1, using: &rng)
      ReLU()
      MaxPool2D(kernelSize: 2)
      Conv2D(inputChannels: 4, outputChannels: 6, kernelSize: 3, using: &rng)
      ReLU()
      Flatten()
      Linear(inputs: 24, outputs: 3, using: &rng)
    }
    let (x, labels) = (try recorded.tensor("x"), try recorded.integers("labels"))
    try compareTraining(
      of: model, with: recorded, Adam(model, learningRate: 0.01)
    ) {
      model(x)
    } loss: {
      crossEntropy(logits: $0, labels: labels)
    }
  }

  enum Cell: String, CaseIterable {
    case rnn, lstm, gru
  }

  @Test("recurrent networks", arguments: Cell.allCases)
  func recurrent(_ cell: Cell) throws {
    let recorded = try record(cell.rawValue)
    var rng = SplitMix64(seed: 1)
    let layer: any Layer =
      switch cell {
      case .rnn: RNN(inputs: 2, hidden: 12, using: &rng)
      case .lstm: LSTM(inputs: 2, hidden: 12, using: &rng)
      case .gru: GRU(inputs: 2, hidden: 12, using: &rng)
      }
    let model = Sequential {
      layer
      Linear(inputs: 12, outputs: 1, using: &rng)
    }
    let (x, targets) = (try recorded.tensor("x"), try recorded.tensor("targets"))
    try compareTraining(
      of: model, with: recorded, Adam(model, learningRate: 0.01)
    ) {
      model(x)
    } loss: {
      meanSquaredError($0, targets)
    }
  }

  @Test func `an encoder and a decoder with attention`() throws {
    let recorded = try record("attention")
    var rng = SplitMix64(seed: 1)
    let model = TranslationModel(words: 9, width: 6, hidden: 8, using: &rng)
    let (x, said) = (try recorded.integers("x"), try recorded.integers("said"))
    let (labels, lengths) = (try recorded.integers("labels"), try recorded.integers("lengths").scalars)
    try compareTraining(
      of: model, with: recorded, Adam(model, learningRate: 0.01)
    ) {
      model(x, said, lengths: lengths)
    } loss: {
      crossEntropy(logits: $0, labels: labels, ignoredLabel: 0)
    }
  }

  @Test func `a decoder-only transformer`() throws {
    let recorded = try record("gpt")
    var rng = SplitMix64(seed: 1)
    let model = GPT(vocabularySize: 11, context: 10, dimensions: 16, heads: 2, layers: 1, using: &rng)
    let (x, labels) = (try recorded.integers("x"), try recorded.integers("labels"))
    try compareTraining(
      of: model, with: recorded, Adam(model, learningRate: 0.003)
    ) {
      model(x, .training)
    } loss: {
      crossEntropy(logits: $0, labels: labels)
    }
  }

  @Test func `an encoder-decoder transformer`() throws {
    let recorded = try record("transformer")
    var rng = SplitMix64(seed: 1)
    let model = Transformer(
      sources: 9, targets: 9, context: 7, dimensions: 12, heads: 2, layers: 1,
      options: TransformerOptions(normalization: .after, activation: .relu, feedForward: 24), using: &rng)
    let (x, said) = (try recorded.integers("x"), try recorded.integers("said"))
    let (labels, lengths) = (try recorded.integers("labels"), try recorded.integers("lengths").scalars)
    let mask = Tensor.padding(lengths: lengths, time: x.shape[1])
    try compareTraining(
      of: model, with: recorded, Adam(model, learningRate: 0.003)
    ) {
      model(source: x, target: said, .training, sourceMask: mask)
    } loss: {
      crossEntropy(logits: $0, labels: labels, ignoredLabel: 0)
    }
  }

  private func record(_ name: String) throws -> Safetensors {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
    let file = root.appending(path: "notebooks/data/parity-\(name).safetensors")
    #expect(try Data(contentsOf: file).count < 100_000)
    return try Safetensors(contentsOf: file.path)
  }
}
