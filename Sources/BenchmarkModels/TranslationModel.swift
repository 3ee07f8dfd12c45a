import NeuralNetworks

/// A bidirectional GRU that a GRU cell reads with additive attention.
package struct TranslationModel: Module {
  package let source: Embedding
  package let target: Embedding
  package let encoder: GRU
  package let cell: GRUCell
  package let attention: AdditiveAttention
  package let output: Linear

  package init(words: Int, width: Int, hidden: Int, using rng: inout SplitMix64) {
    source = Embedding(vocabularySize: words, dimensions: width, using: &rng)
    target = Embedding(vocabularySize: words, dimensions: width, using: &rng)
    encoder = GRU(inputs: width, hidden: hidden, bidirectional: true, using: &rng)
    cell = GRUCell(inputs: width + 2 * hidden, hidden: hidden, using: &rng)
    attention = AdditiveAttention(queryWidth: hidden, keyWidth: 2 * hidden, hidden: hidden, using: &rng)
    output = Linear(inputs: 3 * hidden, outputs: words, using: &rng)
  }

  /// Logits for the word after each of the targets. Sources may be padded: then `lengths` says how long each is.
  package func callAsFunction(
    _ sources: IntTensor, _ targets: IntTensor, lengths: [Int]? = nil
  ) -> Tensor {
    let states = encoder(sources, in: source, lengths: lengths).outputs
    let mask = lengths.map { Tensor.padding(lengths: $0, time: sources.shape[1]) }
    let keys = attention.prepare(states)
    let steps = cell.attending(
      target(targets), with: attention, prepared: keys, values: states, mask: mask)
    return output(steps)
  }
}
