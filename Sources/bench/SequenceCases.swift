import NeuralNetworks

/// Models over sequences: embedding, network, a logit a word at every position, cross-entropy; gradients clipped to the
/// global norm 1, Adam.
extension Case {
  static let sequences = [
    recurrent("rnn", gates: 1) { RNN(inputs: 32, hidden: 128, using: &$0) },
    recurrent("lstm", gates: 4) { LSTM(inputs: 32, hidden: 128, using: &$0) },
    recurrent("gru", gates: 3) { GRU(inputs: 32, hidden: 128, using: &$0) },
    translation,
    languageModel("gpt-small", time: 64, dimensions: 64, heads: 4, layers: 2),
    languageModel("gpt-wide", time: 128, dimensions: 192, heads: 6, layers: 4),
  ]

  /// A step: forward, loss, backward, clipping, Adam.
  private static func clippedStep(_ model: some Module, _ loss: @escaping () -> Tensor) -> () -> Void {
    let parameters = model.parameters
    let optimizer = Adam(parameters, learningRate: 1e-3)
    return {
      loss().backward()
      clipByGlobalNorm(parameters, to: 1)
      optimizer.step()
    }
  }

  private static func tokens(_ shape: Shape, below bound: Int, using rng: inout SplitMix64) -> IntTensor {
    IntTensor((0..<shape.elementCount).map { _ in Int.random(in: 0..<bound, using: &rng) }, shape: shape)
  }

  /// 64 words of width 32, a hidden width of 128; batch 32, 48 steps. What a word contributes is computed once.
  private static func recurrent<Cell: SendableMetatype>(
    _ name: String, gates: Int, _ make: @escaping @Sendable (inout SplitMix64) -> RecurrentLayer<Cell>
  ) -> Case {
    Case(name: name, forward: 64 * gates * 128 * 32 + 32 * 48 * (gates * 128 * 128 + 128 * 64)) {
      var rng = SplitMix64(seed: 0)
      let model = WordModel(
        embedding: Embedding(vocabularySize: 64, dimensions: 32, using: &rng), recurrent: make(&rng),
        output: Linear(inputs: 128, outputs: 64, using: &rng))
      let x = tokens([32, 48], below: 64, using: &rng)
      let y = tokens([32, 48], below: 64, using: &rng)
      return clippedStep(model) {
        crossEntropy(logits: model.output(model.recurrent(x, in: model.embedding).outputs), labels: y)
      }
    }
  }

  /// A bidirectional GRU of width 64 read by a GRU with additive attention; 40 words, batch 32, 20 to 12 tokens.
  static let translation = Case(
    name: "seq2seq-attn", forward: 40 * 2 * 3 * 64 * 32 + 32 * (encoding + 12 * decoding)
  ) {
    var rng = SplitMix64(seed: 0)
    let model = TranslationModel(words: 40, width: 32, hidden: 64, using: &rng)
    let source = tokens([32, 20], below: 40, using: &rng)
    let target = tokens([32, 12], below: 40, using: &rng)
    let labels = tokens([32, 12], below: 40, using: &rng)
    return clippedStep(model) { crossEntropy(logits: model(source, target), labels: labels) }
  }

  /// 20 tokens through two directions, and their keys; beside that the 40 words' contributions to both.
  private static let encoding = 20 * (2 * 3 * 64 * 64 + 128 * 64)
  /// A token: the query, its scores and context over 20 keys, the cell, the logits.
  private static let decoding = 64 * 64 + 20 * (64 + 128) + 3 * 64 * (160 + 64) + 192 * 40

  /// 64 words; batch 16; pre-norm blocks with GELU and learned positions.
  private static func languageModel(
    _ name: String, time: Int, dimensions: Int, heads: Int, layers: Int
  ) -> Case {
    // Of a token: 12 · width² and two products with all positions in a layer, and the logits.
    let token = layers * (12 * dimensions * dimensions + 2 * time * dimensions) + dimensions * 64
    return Case(name: name, forward: 16 * time * token) {
      var rng = SplitMix64(seed: 0)
      let model = GPT(
        vocabularySize: 64, context: time, dimensions: dimensions, heads: heads, layers: layers, using: &rng)
      let x = tokens([16, time], below: 64, using: &rng)
      let y = tokens([16, time], below: 64, using: &rng)
      return clippedStep(model) { crossEntropy(logits: model(x, .training), labels: y) }
    }
  }
}

private struct WordModel<Cell: RecurrentCell>: Module {
  let embedding: Embedding
  let recurrent: RecurrentLayer<Cell>
  let output: Linear
}

private struct TranslationModel: Module {
  let source: Embedding
  let target: Embedding
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
