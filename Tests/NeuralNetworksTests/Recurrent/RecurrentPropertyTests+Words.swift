import NeuralNetworks
import TestSupport
import Testing

/// Words in place of vectors.
extension RecurrentPropertyTests {
  @Test("words give what their vectors give, and their gradients", arguments: [5, 11])
  func words(vocabulary: Int) {
    func check<Cell>(_ layer: RecurrentLayer<Cell>, lengths: [Int]? = nil) {
      var rng = SplitMix64(seed: 12)
      // The padding's vector is not zero here, as in a table that was loaded.
      let embedding = Embedding(weight: .normal([vocabulary, 3], using: &rng), paddingIndex: 4)
      let words = IntTensor([[3, 0, 3, 4], [1, 3, 4, 0], [0, 0, 1, 3]])
      let parameters = embedding.parameters + layer.parameters
      func results(_ run: () -> (outputs: Tensor, last: Cell.State)) -> [Tensor] {
        for parameter in parameters { parameter.gradient = nil }
        let (outputs, last) = run()
        weighted(.concatenated(([outputs] + last.parts).map { $0.flattened() })).backward()
        return [outputs] + last.parts + parameters.map { $0.gradient ?? Tensor(.nan) }
      }
      let fast = results { layer(words, in: embedding, lengths: lengths) }
      let slow = results { layer(embedding(words), from: nil, lengths: lengths) }
      for (a, b) in zip(fast, slow) { expectClose(a, b) }
      #expect(embedding.parameters[0].gradient?[4].scalars == [0, 0, 0])
    }
    check(rnn(), lengths: [2, 4, 1])
    check(lstm())
    check(lstm(), lengths: [3, 0, 4])
    check(gru())
    check(gru(), lengths: [1, 4, 2])
    check(gru(reset: .beforeProduct))
  }

  @Test func `words that are more than their places are looked up first`() {
    var rng = SplitMix64(seed: 13)
    let embedding = Embedding(vocabularySize: 6, dimensions: 3, using: &rng)
    let layer = lstm(layers: 1, bidirectional: false)
    func inputs(_ words: IntTensor) -> Int? { layer(words, in: embedding).outputs.node?.input(0)?.shape.rank }
    #expect(inputs(IntTensor([[1, 2, 3], [4, 5, 0]])) == 3)  // the vectors, [2, 3, 3]
    #expect(inputs(IntTensor([[1, 2, 3, 4], [4, 5, 0, 1]])) == 2)  // the table, [6, 3]
  }

  @Test func `words that occur often enough are multiplied once, and those that don't occur not at all`() {
    var rng = SplitMix64(seed: 14)
    func vectors(_ words: [Int], of count: Int) -> Int {
      let table = Tensor.normal([count, 3], using: &rng)
      let inputs = SequenceInputs(IntTensor(words, shape: [7, words.count / 7]), in: table, frozenRow: nil)
      return RecurrentSequence(
        inputs, inputWeight: .zeros([8, 3]), hiddenWeight: .zeros([8, 2]), inputBias: nil, hiddenBias: nil,
        start: [.zeros([7, 2])]
      ).vectorCount
    }
    #expect(vectors((0..<700).map { $0 * 37 % 401 }, of: 900) == 401)
    #expect(vectors((0..<700).map { $0 * 37 % 599 }, of: 900) == 700)  // few occur twice
    #expect(vectors((0..<700).map { $0 * 37 % 61 }, of: 64) == 64)  // the whole table
    #expect(vectors((0..<14).map { $0 % 2 }, of: 900) == 14)  // too few for a search
  }

  @Test func `words and tables that do not fit are refused`() async {
    await #expect(processExitsWith: .failure) {
      var rng = SplitMix64(seed: 1)
      let embedding = Embedding(vocabularySize: 2, dimensions: 3, using: &rng)
      _ = LSTM(inputs: 3, hidden: 2, using: &rng)(IntTensor([[0, 1, 2, 0]]), in: embedding)
    }
    await #expect(processExitsWith: .failure) {
      var rng = SplitMix64(seed: 1)
      let embedding = Embedding(vocabularySize: 2, dimensions: 4, using: &rng)
      _ = LSTM(inputs: 3, hidden: 2, using: &rng)(IntTensor([[0, 1, 0, 0]]), in: embedding)
    }
  }
}
