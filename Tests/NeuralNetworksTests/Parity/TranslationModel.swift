import NeuralNetworks

/// A bidirectional GRU that a GRU cell reads with additive attention.
struct TranslationModel: Module {
  let source: Embedding
  let target: Embedding
  let encoder: GRU
  let cell: GRUCell
  let attention: AdditiveAttention
  let output: Linear

  init(words: Int, width: Int, hidden: Int) {
    var rng = SplitMix64(seed: 1)
    source = Embedding(vocabularySize: words, dimensions: width, using: &rng)
    target = Embedding(vocabularySize: words, dimensions: width, using: &rng)
    encoder = GRU(inputs: width, hidden: hidden, bidirectional: true, using: &rng)
    cell = GRUCell(inputs: width + 2 * hidden, hidden: hidden, using: &rng)
    attention = AdditiveAttention(queryWidth: hidden, keyWidth: 2 * hidden, hidden: hidden, using: &rng)
    output = Linear(inputs: 3 * hidden, outputs: words, using: &rng)
  }

  func callAsFunction(_ x: IntTensor, _ said: IntTensor, lengths: [Int]) -> Tensor {
    let (states, _) = encoder(source(x), lengths: lengths)
    let mask = Tensor.padding(lengths: lengths, time: x.shape[1])
    let (keys, words) = (attention.prepare(states), target(said))
    var state = cell.start(batch: x.shape[0])
    let outputs = (0..<said.shape[1]).map { t in
      let query = state.hidden.expandedDimensions(axis: 1)
      let context = attention.attend(query, prepared: keys, values: states, mask: mask).context
        .squeezed(axis: 1)
      state = cell(.concatenated([words.entry(t, axis: 1), context], axis: 1), state)
      return output(.concatenated([state.hidden, context], axis: 1))
    }
    return .stacked(outputs, axis: 1)
  }
}
