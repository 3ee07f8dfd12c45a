import NeuralNetworks

/// Recurrent networks, a transformer, and translation with attention.
extension BenchmarkModel {
  /// In training: an embedding, the network, and logits at every position; a word's contribution to the gates is computed
  /// once. In inference: the network alone.
  static func recurrent<Cell>(
    _ row: CaseRow, _ make: (Int, Int, inout SplitMix64) -> RecurrentLayer<Cell>
  ) -> BenchmarkModel {
    let (batch, time, inputs, hidden) = (row["batch"], row["time"], row["inputs"], row["hidden"])
    var rng = SplitMix64(seed: 0)
    if row.mode == .infer {
      let model = make(inputs, hidden, &rng)
      let x = Tensor.normal([batch, time, inputs], using: &rng)
      return BenchmarkModel(model, .inference { _ = model(x) })
    }
    let words = row["words"]
    let model = WordModel(
      embedding: Embedding(vocabularySize: words, dimensions: inputs, using: &rng),
      recurrent: make(inputs, hidden, &rng), output: Linear(inputs: hidden, outputs: words, using: &rng))
    let x = IntTensor.drawn([batch, time], below: words, using: &rng)
    let y = IntTensor.drawn([batch, time], below: words, using: &rng)
    func loss() -> Tensor {
      crossEntropy(logits: model.output(model.recurrent(x, in: model.embedding).outputs), labels: y)
    }
    return BenchmarkModel(model, .training(loss: loss, clips: true))
  }

  static func translation(_ row: CaseRow) -> BenchmarkModel {
    let (batch, words) = (row["batch"], row["words"])
    var rng = SplitMix64(seed: 0)
    let model = TranslationModel(words: words, width: row["width"], hidden: row["hidden"], using: &rng)
    let source = IntTensor.drawn([batch, row["source"]], below: words, using: &rng)
    let target = IntTensor.drawn([batch, row["target"]], below: words, using: &rng)
    if row.mode == .infer { return BenchmarkModel(model, .inference { _ = model(source, target) }) }
    let labels = IntTensor.drawn([batch, row["target"]], below: words, using: &rng)
    func loss() -> Tensor { crossEntropy(logits: model(source, target), labels: labels) }
    return BenchmarkModel(model, .training(loss: loss, clips: true))
  }

  static func languageModel(_ row: CaseRow) -> BenchmarkModel {
    let shape: Shape = [row["batch"], row["time"]]
    var rng = SplitMix64(seed: 0)
    let model = gpt(row, context: row["time"], using: &rng)
    let x = IntTensor.drawn(shape, below: row["words"], using: &rng)
    if row.mode == .infer { return BenchmarkModel(model, .inference { _ = model(x, .inference) }) }
    let y = IntTensor.drawn(shape, below: row["words"], using: &rng)
    func loss() -> Tensor { crossEntropy(logits: model(x, .training), labels: y) }
    return BenchmarkModel(model, .training(loss: loss, clips: true))
  }

  /// Greedy generation with the key-value cache.
  static func generation(_ row: CaseRow) -> BenchmarkModel {
    let count = row["count"]
    var rng = SplitMix64(seed: 0)
    let model = gpt(row, context: count + 1, using: &rng)
    return BenchmarkModel(model, .inference { _ = model.generate(after: [0], count: count) })
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
