import BenchmarkModels
import NeuralNetworks

/// A model with its data, and the loss of a training step.
struct TrainingFamily: Sendable, CustomStringConvertible {
  let description: String
  /// Makes the model's parameters and its loss.
  let build: @Sendable () -> (parameters: [Parameter], loss: () -> Tensor)

  /// The benchmark's cases at the sizes for which the fast paths were made.
  static let all = ["mlp-digits", "cnn-28", "rnn", "lstm", "gru", "seq2seq-attn", "gpt-small"].map(benchmark)

  static func benchmark(_ name: String) -> TrainingFamily {
    TrainingFamily(description: name) {
      guard let row = try? CaseTable.bundled().rows.first(where: { $0.name == name }),
        let model = BenchmarkModel(row), case .training(let loss, _) = model.task
      else { preconditionFailure("the benchmark has no training called \(name)") }
      return (model.parameters, loss)
    }
  }

  /// Images that are made larger, groups of channels, other padding, heads that share keys, sums of named axes, and paths.
  static let larger = TrainingFamily(description: "larger") {
    var rng = SplitMix64(seed: 6)
    let image = Sequential {
      Conv2D(
        inputChannels: 3, outputChannels: 8, kernelSize: 2, padding: .same, paddingMode: .reflect, using: &rng
      )
      GroupNorm(groups: 4, channels: 8)
      ConvTranspose2D(inputChannels: 8, outputChannels: 6, kernelSize: 3, stride: 2, using: &rng)
      ChannelDropout(rate: 0.2, using: &rng)
      Upsample2D(factor: 2, mode: .bilinear)
    }
    let attention = MultiHeadAttention(
      dimensions: 48, heads: 8, options: TransformerOptions(keyValueHeads: 2), using: &rng)
    let x = Tensor.normal([8, 3, 21, 19], using: &rng)
    let words = Tensor.normal([8, 40, 48], using: &rng)
    let labels = IntTensor((0..<80).map { 1 + $0 * 7 % 47 }, shape: [8, 10])
    return (
      image.parameters + attention.parameters,
      {
        let pixels = image(x, .training)
        let sums = einsum("bchw,bdhw->bcd", pixels, pixels).vectorNorm(order: 3, axes: [1, 2])
        let added = Tensor.linearSpace(from: -1, to: 1, count: 1600).reshaped(to: [40, 40])
        let attended = attention(words, additiveMask: added)
        let sorted = attended.sorted(axis: 1).values.mean(axes: [0, 2]).variance()
        return sums.log().mean() + sorted + ctcLoss(logits: attended, targets: labels)
      }
    )
  }

  /// Operations that the others don't use: strides and groups, batch normalization, average pooling, dropout, functions
  /// of large arrays, sums of tall matrices.
  static let rest = TrainingFamily(description: "rest") {
    var rng = SplitMix64(seed: 5)
    let model = Sequential {
      Conv2D(
        inputChannels: 4, outputChannels: 16, kernelSize: 3, stride: 2, padding: 1, groups: 2, using: &rng)
      BatchNorm(channels: 16)
      Tanh()
      AveragePool2D(kernelSize: 2)
      Dropout(rate: 0.1, using: &rng)
      Flatten()
      LayerNorm(features: 784)
      Linear(inputs: 784, outputs: 300, using: &rng)
    }
    let x = Tensor.normal([64, 4, 28, 28], using: &rng)
    let y = Tensor.uniform([64, 300], using: &rng)
    return (
      model.parameters,
      {
        let logits = model(x, .training)
        let tall = (logits.transposed(0, 1) * y.transposed(0, 1)).softmax(axis: 0).sum(axis: 0)
        return binaryCrossEntropy(logits: logits, targets: y) + (tall * logits.logSumExp(axis: 1)).mean()
      }
    )
  }
}
