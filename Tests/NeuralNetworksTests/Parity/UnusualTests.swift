import NeuralNetworks
import TestSupport
import Testing

/// Architectures that no chapter has, built from the same parts: `Tests/Fixtures/unusual.py`.
struct UnusualTests {
  @Test func `stacked bidirectional GRU over padded sequences, summed up by attention`() throws {
    let recorded = try Safetensors(contentsOf: fixture("unusual-pooled"))
    let (x, labels) = (try recorded.tensor("x"), try recorded.integers("labels"))
    let lengths = try recorded.integers("lengths").scalars
    let model = Pooled()
    try compareTraining(of: model, with: recorded, RMSprop(model, learningRate: 0.01), steps: 20) {
      model(x, lengths)
    } loss: {
      crossEntropy(logits: $0, labels: labels, classWeights: [0.5, 1, 2])
    }
  }

  @Test func `dilated convolutions in groups, normalized at every position`() throws {
    let recorded = try Safetensors(contentsOf: fixture("unusual-wavelet"))
    let (x, targets) = (try recorded.tensor("x"), try recorded.tensor("targets"))
    let model = Wavelet()
    let optimizer = AdamW(model, learningRate: 0.01, weightDecay: 0.1)
    try compareTraining(of: model, with: recorded, optimizer, steps: 20) {
      model(x)
    } loss: {
      huberLoss($0, targets, delta: 0.7)
    }
  }

  @Test func `separable convolutions with batch normalization, and its running moments`() throws {
    let recorded = try Safetensors(contentsOf: fixture("unusual-separable"))
    let (x, labels) = (try recorded.tensor("x"), try recorded.integers("labels"))
    let model = separable()
    let optimizer = SGD(model, learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.01)
    try compareTraining(of: model, with: recorded, optimizer, steps: 20) {
      model(x, .training)
    } loss: {
      crossEntropy(logits: $0, labels: labels, labelSmoothing: 0.1)
    }
    for named in model.namedBuffers {
      let expected = try recorded.group("after").tensor(named.name)
      #expect(named.buffer.value.relativeDifference(from: expected) <= 1e-4, "\(named.name)")
    }
  }

  @Test func `a transformer that turns its queries and keys and reuses its embedding`() throws {
    let recorded = try Safetensors(contentsOf: fixture("unusual-turned"))
    let (x, labels) = (try recorded.integers("x"), try recorded.integers("labels"))
    let model = Turned()
    let optimizer = Adam(model)
    let schedule = LearningRateSchedule.oneCycle(peak: 0.01, over: 20)
    try compareTraining(of: model, with: recorded, optimizer, steps: 20) {
      model(x)
    } loss: {
      crossEntropy(logits: $0, labels: labels)
    } change: { step in
      clipByGlobalNorm(model.parameters, to: 1)
      optimizer.learningRate = schedule(step)
    }
  }

  @Test func `a convolution and a stacked LSTM whose state starts a GRU that hears itself`() throws {
    let recorded = try Safetensors(contentsOf: fixture("unusual-bridged"))
    let (x, targets) = (try recorded.tensor("x"), try recorded.tensor("targets"))
    let model = Bridged()
    try compareTraining(of: model, with: recorded, Adagrad(model, learningRate: 0.05), steps: 20) {
      model(x, steps: 4)
    } loss: {
      meanAbsoluteError($0, targets) + l1Penalty(model.parameters, strength: 0.01)
    }
  }
}

private struct Pooled: Module {
  let recurrent: GRU
  @Parameter var query = Tensor.zeros([1, 1, 10])
  let norm = LayerNorm(features: 10)
  let output: Linear

  init() {
    var rng = SplitMix64(seed: 1)
    recurrent = GRU(inputs: 3, hidden: 5, layers: 2, bidirectional: true, using: &rng)
    output = Linear(inputs: 10, outputs: 3, using: &rng)
  }

  func callAsFunction(_ x: Tensor, _ lengths: [Int]) -> Tensor {
    let states = recurrent(x, lengths: lengths).outputs
    let queries = query.broadcast(to: [x.shape[0], 1, 10])
    let mask = Tensor.padding(lengths: lengths, time: x.shape[1])
    let context = DotProductAttention()(queries, keys: states, mask: mask).context
    return output(norm(context.squeezed(axis: 1)))
  }
}

private struct Wavelet: Module {
  let first: Conv1D
  let blocks: [Conv1D]
  let norms = (0..<3).map { _ in LayerNorm(features: 8) }
  let output: Linear

  init() {
    var rng = SplitMix64(seed: 1)
    first = Conv1D(inputChannels: 2, outputChannels: 8, kernelSize: 3, padding: 1, using: &rng)
    blocks = [1, 2, 4].map {
      Conv1D(
        inputChannels: 8, outputChannels: 8, kernelSize: 3, padding: $0, dilation: $0, groups: 4, using: &rng)
    }
    output = Linear(inputs: 16, outputs: 2, using: &rng)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    var y = first(x)
    for (block, norm) in zip(blocks, norms) {
      y = y + block(norm(y.transposed()).transposed()).gelu(approximate: true)
    }
    return output(.concatenated([GlobalAveragePool()(y), GlobalMaxPool()(y)], axis: 1))
  }
}

private func separable() -> Sequential {
  var rng = SplitMix64(seed: 1)
  return Sequential {
    Conv2D(
      inputChannels: 3, outputChannels: 6, kernelSize: 3, padding: 1, groups: 3, bias: false, using: &rng)
    BatchNorm(channels: 6)
    SiLU()
    Conv2D(inputChannels: 6, outputChannels: 4, kernelSize: 1, using: &rng)
    AveragePool2D(kernelSize: 2, stride: 3)
    BatchNorm(channels: 4, momentum: 0.3)
    ELU()
    MaxPool2D(kernelSize: 2, stride: 1, padding: 1)
    Flatten()
    RMSNorm(features: 64)
    Linear(inputs: 64, outputs: 4, using: &rng)
  }
}

private struct Turned: Module {
  let embedding: Embedding
  let blocks: [TransformerEncoderBlock]
  let norm = LayerNorm(features: 12)

  init() {
    var rng = SplitMix64(seed: 1)
    let options = TransformerOptions(activation: .relu, feedForward: 20, rotary: true)
    embedding = Embedding(vocabularySize: 9, dimensions: 12, using: &rng)
    blocks = (0..<2).map { _ in
      TransformerEncoderBlock(dimensions: 12, heads: 3, options: options, using: &rng)
    }
  }

  func callAsFunction(_ tokens: IntTensor) -> Tensor {
    let states = blocks.reduce(embedding(tokens)) { x, block in block(x, .training, mask: nil, isCausal: true)
    }
    return norm(states).linear(weight: embedding.weight, bias: nil)
  }
}

private struct Bridged: Module {
  let front: Conv1D
  let encoder: LSTM
  let bridge: Linear
  let cell: GRUCell
  let attention: BilinearAttention
  let output: Linear

  init() {
    var rng = SplitMix64(seed: 1)
    front = Conv1D(inputChannels: 2, outputChannels: 4, kernelSize: 2, stride: 2, using: &rng)
    encoder = LSTM(inputs: 4, hidden: 6, layers: 2, using: &rng)
    bridge = Linear(inputs: 12, outputs: 5, using: &rng)
    cell = GRUCell(inputs: 7, hidden: 5, using: &rng)
    attention = BilinearAttention(queryWidth: 5, keyWidth: 6, using: &rng)
    output = Linear(inputs: 11, outputs: 1, using: &rng)
  }

  func callAsFunction(_ x: Tensor, steps: Int) -> Tensor {
    let (states, last) = encoder(front(x).leakyReLU(slope: 0.1).transposed())
    let summary = Tensor.concatenated([last.hidden[-1], last.cell[-1]], axis: 1)
    var state = HiddenState(hidden: bridge(summary).tanh())
    var value = Tensor.zeros([x.shape[0], 1])
    let keys = attention.prepare(states)
    let outputs = (0..<steps).map { _ in
      let query = state.hidden.expandedDimensions(axis: 1)
      let context = attention.attend(query, prepared: keys, values: states).context.squeezed(axis: 1)
      state = cell(.concatenated([value, context], axis: 1), state)
      value = output(.concatenated([state.hidden, context], axis: 1))
      return value
    }
    return .stacked(outputs, axis: 1)
  }
}
