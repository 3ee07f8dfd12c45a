import NeuralNetworks

/// Forward passes without a gradient: one sample at a time, and token after token.
extension Case {
  static let inference = [mlpOne, cnnOne, lstmOne, gptOne, generation]

  private static func forward(_ body: @escaping () -> Tensor) -> () -> Void {
    { withoutGradient { _ = body() } }
  }

  /// One row of 64 numbers through the network of `mlp-digits`.
  static let mlpOne = Case(name: "mlp-one") {
    var rng = SplitMix64(seed: 0)
    let model = Sequential {
      Linear(inputs: 64, outputs: 128, using: &rng)
      ReLU()
      Linear(inputs: 128, outputs: 10, using: &rng)
    }
    let x = Tensor.normal([1, 64], using: &rng)
    return forward { model(x) }
  }

  /// One image through the network of `cnn-28`.
  static let cnnOne = Case(name: "cnn-one") {
    var rng = SplitMix64(seed: 0)
    let model = convolutional(using: &rng)
    let x = Tensor.normal([1, 1, 28, 28], using: &rng)
    return forward { model(x) }
  }

  /// One sequence of 48 vectors of width 32 through an LSTM of width 128.
  static let lstmOne = Case(name: "lstm-one") {
    var rng = SplitMix64(seed: 0)
    let model = LSTM(inputs: 32, hidden: 128, using: &rng)
    let x = Tensor.normal([1, 48, 32], using: &rng)
    return forward { model(x) }
  }

  /// One sequence of 64 tokens through the model of `gpt-small`.
  static let gptOne = Case(name: "gpt-one") {
    var rng = SplitMix64(seed: 0)
    let model = GPT(vocabularySize: 64, context: 64, dimensions: 64, heads: 4, layers: 2, using: &rng)
    let x = IntTensor((0..<64).map { $0 * 7 % 64 }, shape: [1, 64])
    return forward { model(x, .inference) }
  }

  /// 63 tokens after a prompt of one, with the key-value cache, from the model of `gpt-small`.
  static let generation = Case(name: "gpt-generate") {
    var rng = SplitMix64(seed: 0)
    let model = GPT(vocabularySize: 64, context: 64, dimensions: 64, heads: 4, layers: 2, using: &rng)
    return { _ = model.generate(after: [0], count: 63) }
  }
}
