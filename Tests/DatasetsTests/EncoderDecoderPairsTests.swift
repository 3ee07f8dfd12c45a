import Datasets
import NeuralNetworks
import Tensors
import Testing

@Suite struct EncoderDecoderPairsTests {
  private let pairs = NumberWords.pairs(1...50, from: .english, to: .german)
  private let english: Vocabulary
  private let german: Vocabulary

  init() {
    // <pad> is not the first, so that a fixed number would be noticed.
    let special = [Vocabulary.end, Vocabulary.padding, Vocabulary.start]
    english = Vocabulary(NumberWords.english.vocabulary, special: special)
    german = Vocabulary(NumberWords.german.vocabulary, special: special)
  }

  private func newModel(_ rng: inout SplitMix64) -> EncoderDecoder {
    EncoderDecoder(sources: english.count, targets: german.count, dimensions: 6, hidden: 8, using: &rng)
  }

  @Test func `losses and answers equal the loops of chapter 8, to the bit`() {
    var rng = SplitMix64(seed: 5)
    let model = newModel(&rng)
    let history = fit(
      model, Adam(model, learningRate: 0.02), pairs, from: english, to: german, epochs: 3, batchSize: 16,
      options: [.clipping(norm: 1)], using: &rng)
    var byHandRng = SplitMix64(seed: 5)
    let byHand = newModel(&byHandRng)
    let expected = fit(
      Adam(byHand, learningRate: 0.02), DataLoader(pairs, batchSize: 16), epochs: 3,
      options: [.clipping(norm: 1)], using: &byHandRng
    ) { batch, _ in
      let rows = PaddedPairs(batch.inputs, from: english, to: german)
      let logits = byHand(rows.source, lengths: rows.sourceLengths, target: rows.input)
      return crossEntropy(logits: logits, labels: rows.target, ignoredLabel: 1)
    }
    #expect(history.losses.count == 12 && history.losses == expected.losses)
    #expect(rng.next() == byHandRng.next())

    let rows = PaddedPairs(pairs, from: english, to: german)
    let words = byHand.generate(
      from: rows.source, lengths: rows.sourceLengths, begin: 2, end: 0, maximumLength: 7)
    let answers = model.answers(to: pairs, from: english, to: german, maximumLength: 7)
    #expect(answers == words.map { german.decode($0) })
  }

  @Test func `logits of another kind are learned from instead`() {
    var rng = SplitMix64(seed: 6)
    let model = newModel(&rng)
    var batches = 0
    let unread = fit(
      model, SGD(model, learningRate: 0), pairs, from: english, to: german, epochs: 1, batchSize: 25,
      using: &rng
    ) { batch in
      batches += 1
      return 0 * model(batch.source, lengths: batch.sourceLengths, target: batch.input)
    }
    // With equal logits each word has the same probability.
    let uniform = crossEntropy(logits: .zeros([1, german.count]), labels: [0]).scalar
    #expect(batches == 2 && unread.losses.allSatisfy { abs($0 - uniform) < 1e-5 })
  }
}
