import NeuralNetworks

/// A model of each family that `bench` times, with its data, at the benchmark's sizes.
struct TrainingFamily: Sendable, CustomStringConvertible {
  let description: String
  /// Makes the model and its loss.
  let build: @Sendable () -> (model: any Module, loss: () -> Tensor)

  init(_ name: String, _ build: @escaping @Sendable (inout SplitMix64) -> (any Module, () -> Tensor)) {
    description = name
    self.build = {
      var rng = SplitMix64(seed: 5)
      return build(&rng)
    }
  }

  static let all = [mlp, cnn, rnn, lstm, gru, seq2seq, gpt]

  static let mlp = TrainingFamily("mlp") { rng in
    let model = Sequential {
      Linear(inputs: 64, outputs: 128, using: &rng)
      ReLU()
      Linear(inputs: 128, outputs: 10, using: &rng)
    }
    let x = Tensor.normal([64, 64], using: &rng)
    let y = words([64], below: 10, using: &rng)
    return (model, { crossEntropy(logits: model(x), labels: y) })
  }

  static let cnn = TrainingFamily("cnn") { rng in
    let model = Sequential {
      Conv2D(inputChannels: 1, outputChannels: 8, kernelSize: 3, padding: 1, using: &rng)
      ReLU()
      MaxPool2D(kernelSize: 2)
      Conv2D(inputChannels: 8, outputChannels: 16, kernelSize: 3, padding: 1, using: &rng)
      ReLU()
      MaxPool2D(kernelSize: 2)
      Flatten()
      Linear(inputs: 784, outputs: 10, using: &rng)
    }
    let x = Tensor.normal([32, 1, 28, 28], using: &rng)
    let y = words([32], below: 10, using: &rng)
    return (model, { crossEntropy(logits: model(x), labels: y) })
  }

  static let rnn = recurrent("rnn") { RNN(inputs: 32, hidden: 128, using: &$0) }
  static let lstm = recurrent("lstm") { LSTM(inputs: 32, hidden: 128, using: &$0) }
  static let gru = recurrent("gru") { GRU(inputs: 32, hidden: 128, using: &$0) }

  private static func recurrent<Cell: SendableMetatype>(
    _ name: String, _ make: @escaping @Sendable (inout SplitMix64) -> RecurrentLayer<Cell>
  ) -> TrainingFamily {
    TrainingFamily(name) { rng in
      let model = WordModel(
        embedding: Embedding(vocabularySize: 64, dimensions: 32, using: &rng), recurrent: make(&rng),
        output: Linear(inputs: 128, outputs: 64, using: &rng))
      let x = words([32, 48], below: 64, using: &rng)
      let y = words([32, 48], below: 64, using: &rng)
      return (
        model,
        { crossEntropy(logits: model.output(model.recurrent(x, in: model.embedding).outputs), labels: y) }
      )
    }
  }

  static let seq2seq = TrainingFamily("seq2seq") { rng in
    let model = Translator(words: 40, width: 32, hidden: 64, using: &rng)
    let source = words([32, 20], below: 40, using: &rng)
    let target = words([32, 12], below: 40, using: &rng)
    let labels = words([32, 12], below: 40, using: &rng)
    return (model, { crossEntropy(logits: model(source, target), labels: labels) })
  }

  static let gpt = TrainingFamily("gpt") { rng in
    let model = GPT(vocabularySize: 64, context: 64, dimensions: 64, heads: 4, layers: 2, using: &rng)
    let x = words([16, 64], below: 64, using: &rng)
    let y = words([16, 64], below: 64, using: &rng)
    return (model, { crossEntropy(logits: model(x, .training), labels: y) })
  }

  /// What the others do not use: strides and groups, normalized channels, means of windows, dropout, functions of big
  /// arrays, sums of tall matrices.
  static let rest = TrainingFamily("rest") { rng in
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
      model,
      {
        let logits = model(x, .training)
        let tall = (logits.transposed(0, 1) * y.transposed(0, 1)).softmax(axis: 0).sum(axis: 0)
        return binaryCrossEntropy(logits: logits, targets: y) + (tall * logits.logSumExp(axis: 1)).mean()
      }
    )
  }

  private static func words(_ shape: Shape, below bound: Int, using rng: inout SplitMix64) -> IntTensor {
    IntTensor((0..<shape.elementCount).map { _ in Int.random(in: 0..<bound, using: &rng) }, shape: shape)
  }
}

private struct WordModel<Cell: RecurrentCell>: Module {
  let embedding: Embedding
  let recurrent: RecurrentLayer<Cell>
  let output: Linear
}

/// A bidirectional GRU read by a GRU with additive attention.
private struct Translator: Module {
  let source, target: Embedding
  let encoder: GRU
  let cell: GRUCell
  let attention: AdditiveAttention
  let output: Linear

  init(words: Int, width: Int, hidden: Int, using rng: inout SplitMix64) {
    source = Embedding(vocabularySize: words, dimensions: width, using: &rng)
    target = Embedding(vocabularySize: words, dimensions: width, using: &rng)
    encoder = GRU(inputs: width, hidden: hidden, bidirectional: true, using: &rng)
    cell = GRUCell(inputs: width + 2 * hidden, hidden: hidden, using: &rng)
    attention = AdditiveAttention(queryWidth: hidden, keyWidth: 2 * hidden, hidden: hidden, using: &rng)
    output = Linear(inputs: 3 * hidden, outputs: words, using: &rng)
  }

  func callAsFunction(_ sourceTokens: IntTensor, _ targetTokens: IntTensor) -> Tensor {
    let states = encoder(sourceTokens, in: source).outputs
    let keys = attention.prepare(states)
    let words = target(targetTokens)
    var state = cell.start(batch: states.shape[0])
    var outputs: [Tensor] = []
    for t in 0..<targetTokens.shape[1] {
      let query = state.hidden.expandedDimensions(axis: 1)
      let context = attention.attend(query, prepared: keys, values: states).context.squeezed(axis: 1)
      state = cell(.concatenated([words.entry(t, axis: 1), context], axis: 1), state)
      outputs.append(.concatenated([state.hidden, context], axis: 1))
    }
    return output(.stacked(outputs, axis: 1))
  }
}
