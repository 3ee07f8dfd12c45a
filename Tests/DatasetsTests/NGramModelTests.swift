import Datasets
import Platform
import Tensors
import Testing

@Suite struct NGramModelTests {
  @Test func `a bigram's probabilities equal the hand computation`() {
    // Of 0 1 0 1 0 0: four zeros of six; after a 0 come 1, 1 and 0.
    let model = NGramModel(order: 2, symbols: 2, text: [0, 1, 0, 1, 0, 0], strength: 1)
    let unigram = (4 + 0.5) / 7
    let after = model.probabilities(after: [1, 1, 0])
    #expect(abs(after[0] - (1 + unigram) / 4) < 1e-12)
    #expect(abs(after[1] - (2 + 1 - unigram) / 4) < 1e-12)
    #expect(abs(model.probabilities(after: [])[0] - unigram) < 1e-12)
  }

  @Test func `a context that was never seen falls back to the shorter one`() {
    let model = NGramModel(order: 3, symbols: 3, text: [0, 1, 0, 1, 0])
    #expect(model.probabilities(after: [2, 0]) == model.probabilities(after: [0]))
    #expect(model.probabilities(after: [2]) == model.probabilities(after: []))
  }

  @Test func `the probabilities of all symbols sum to 1 after any context`() {
    var rng = SplitMix64(seed: 3)
    let text = HarmonyLanguage().text(count: 2000, using: &rng).symbols
    let model = NGramModel(order: 5, symbols: 19, text: text)
    for place in stride(from: 0, to: 1900, by: 100) {
      #expect(abs(model.probabilities(after: text[..<place]).reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test func `with endless text the cross-entropies come to the exact floors`() {
    var rng = SplitMix64(seed: 4)
    let source = HarmonyLanguage().source
    let (training, test) = (
      source.sample(count: 300_000, using: &rng), source.sample(count: 60_000, using: &rng)
    )
    let floors = source.nGramFloors(upTo: 3)
    for order in 1...3 {
      let model = NGramModel(order: order, symbols: 19, text: training.symbols)
      #expect(abs(model.crossEntropy(of: test.symbols) - floors[order - 1]) < 0.02, "order \(order)")
    }
  }

  @Test func `the strength that suits a validation text equals the search of chapters 4 and 10`() {
    var rng = SplitMix64(seed: 5)
    let text = HarmonyLanguage().text(count: 1500, using: &rng).symbols
    let (counted, kept) = (Array(text[..<1200]), Array(text[1200...]))
    let strengths = [3.0, 10, 30, 100]
    for order in 1...5 {
      let tuned = NGramModel(order: order, symbols: 19, text: counted, strengths: strengths, validation: kept)
      let losses = strengths.map {
        NGramModel(order: order, symbols: 19, text: counted, strength: $0).crossEntropy(of: kept)
      }
      #expect(tuned.crossEntropy(of: kept) == losses.min())
      #expect(tuned.strength == strengths[losses.indices.min { losses[$0] < losses[$1] } ?? 0])
    }
    // What follows a symbol is certain in one text and misleads in the other.
    func strength(validation: [Int]) -> Double {
      let turns = (0..<40).map { $0 % 2 }
      return NGramModel(order: 2, symbols: 2, text: turns, strengths: [1, 100], validation: validation)
        .strength
    }
    #expect(strength(validation: [0, 1, 0, 1, 0, 1]) == 1)
    #expect(strength(validation: [0, 0, 0, 1, 1, 1]) == 100)
  }

  @Test func `cross-entropy and accuracy begin where they should and know what came before`() {
    let model = NGramModel(order: 2, symbols: 2, text: [0, 1, 0, 1, 0, 1], strength: 1)
    let text = [1, 1, 0, 1]
    let expected = -(log(model.probabilities(after: [1])[0]) + log(model.probabilities(after: [0])[1])) / 2
    #expect(abs(model.crossEntropy(of: text, from: 2) - expected) < 1e-12)
    #expect(model.accuracy(on: text, from: 2) == 1)
    #expect(model.accuracy(on: text, from: 1) == 2.0 / 3)
  }
}
