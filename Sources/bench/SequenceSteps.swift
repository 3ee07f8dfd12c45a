import NeuralNetworks

/// Recurrent networks, a transformer, and translation with attention.
extension Step {
  /// In training, embedding, network and a logit a word at every position: what a word contributes is computed once.
  /// In inference the network alone.
  static func recurrent<Cell>(
    _ row: CaseRow, _ make: (Int, Int, inout SplitMix64) -> RecurrentLayer<Cell>
  ) -> Step {
    let (batch, time, inputs, hidden) = (row["batch"], row["time"], row["inputs"], row["hidden"])
    var rng = SplitMix64(seed: 0)
    if row.mode == .infer {
      let model = make(inputs, hidden, &rng)
      let x = Tensor.normal([batch, time, inputs], using: &rng)
      return inference(model) { model(x) }
    }
    let words = row["words"]
    let model = WordModel(
      embedding: Embedding(vocabularySize: words, dimensions: inputs, using: &rng),
      recurrent: make(inputs, hidden, &rng), output: Linear(inputs: hidden, outputs: words, using: &rng))
    let x = IntTensor.drawn([batch, time], below: words, using: &rng)
    let y = IntTensor.drawn([batch, time], below: words, using: &rng)
    return training(model, clips: true) {
      crossEntropy(logits: model.output(model.recurrent(x, in: model.embedding).outputs), labels: y)
    }
  }

  static func translation(_ row: CaseRow) -> Step {
    let (batch, words) = (row["batch"], row["words"])
    var rng = SplitMix64(seed: 0)
    let model = TranslationModel(words: words, width: row["width"], hidden: row["hidden"], using: &rng)
    let source = IntTensor.drawn([batch, row["source"]], below: words, using: &rng)
    let target = IntTensor.drawn([batch, row["target"]], below: words, using: &rng)
    if row.mode == .infer { return inference(model) { model(source, target) } }
    let labels = IntTensor.drawn([batch, row["target"]], below: words, using: &rng)
    return training(model, clips: true) { crossEntropy(logits: model(source, target), labels: labels) }
  }

  static func languageModel(_ row: CaseRow) -> Step {
    let shape: Shape = [row["batch"], row["time"]]
    var rng = SplitMix64(seed: 0)
    let model = gpt(row, context: row["time"], using: &rng)
    let x = IntTensor.drawn(shape, below: row["words"], using: &rng)
    if row.mode == .infer { return inference(model) { model(x, .inference) } }
    let y = IntTensor.drawn(shape, below: row["words"], using: &rng)
    return training(model, clips: true) { crossEntropy(logits: model(x, .training), labels: y) }
  }

  /// Token after token with the key-value cache, the likeliest each time.
  static func generation(_ row: CaseRow) -> Step {
    let count = row["count"]
    var rng = SplitMix64(seed: 0)
    let model = gpt(row, context: count + 1, using: &rng)
    return Step(weights: Step.count(model.parameters)) { _ = model.generate(after: [0], count: count) }
  }

  private static func gpt(_ row: CaseRow, context: Int, using rng: inout SplitMix64) -> GPT {
    GPT(
      vocabularySize: row["words"], context: context, dimensions: row["width"], heads: row["heads"],
      layers: row["layers"], using: &rng)
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
