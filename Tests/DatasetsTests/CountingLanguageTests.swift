import Datasets
import NeuralNetworks
import Tensors
import Testing

@Suite struct CountingLanguageTests {
  @Test func `a batch equals the loop of chapters 5 and 6`() {
    var (rng, byHandRng) = (SplitMix64(seed: 5), SplitMix64(seed: 5))
    let (inputs, labels) = CountingLanguage.batch(16, n: 1...10, using: &rng)
    let strings = CountingLanguage.strings(16, n: 1...10, using: &byHandRng)
    let rows = strings.map { $0 + Array(repeating: 3, count: 22 - $0.count) }
    let expected = Tensor.oneHot(IntTensor(rows.map { Array($0.dropLast()) }), classes: 4)
    #expect(inputs.shape == [16, 21, 4] && inputs.scalars == expected.scalars)
    #expect(labels == IntTensor(rows.map { Array($0.dropFirst()) }))
    #expect(rng.next() == byHandRng.next())
  }

  /// The logits of a reader that counts, but no further than `limit`; after `^` and each a it guesses `guess`.
  private func counter(upTo limit: Int, guess: Int = 1) -> (Tensor) -> Tensor {
    { x in
      let symbols = x[0].argmax().scalars
      var (open, next) = (0, [Int]())
      for symbol in symbols {
        if symbol == 1 { open = Swift.min(limit, open + 1) }
        if symbol == 2 { open -= 1 }
        next.append(symbol == 0 ? 1 : symbol == 1 ? guess : open > 0 ? 2 : 3)
      }
      return .oneHot(IntTensor([next]), classes: 4)
    }
  }

  @Test(arguments: [1, 2]) func `the reach ends before the first string that is read wrong`(guess: Int) {
    #expect(CountingLanguage.reach(counter(upTo: 12, guess: guess)) == 12)
    #expect(CountingLanguage.reach(upTo: 7, counter(upTo: 12, guess: guess)) == 7)
    #expect(CountingLanguage.reach { x in .zeros(x.shape) } == 0)
  }

  @Test func `a network's reach equals the loop of chapters 5 and 6`() {
    var rng = SplitMix64(seed: 6)
    let reader = LSTM(inputs: 4, hidden: 3, using: &rng)
    let output = Linear(inputs: 3, outputs: 4, using: &rng)
    fit(
      Adam(reader.parameters + output.parameters, learningRate: 0.1), steps: 120,
      options: [.clipping(norm: 1)]
    ) { _ in
      let (x, labels) = CountingLanguage.batch(8, n: 1...3, using: &rng)
      return crossEntropy(logits: output(reader(x).outputs), labels: labels)
    }
    func isRight(_ n: Int) -> Bool {
      let text = CountingLanguage.string(n)
      let guesses = withoutGradient {
        output(reader(.oneHot(IntTensor([Array(text.dropLast())]), classes: 4)).outputs)[0].argmax().scalars
      }
      return zip(CountingLanguage.certainNext(n), guesses).allSatisfy { $0 == nil || $0 == $1 }
    }
    let expected = ((1...100).first { !isRight($0) } ?? 101) - 1
    #expect(CountingLanguage.reach { output(reader($0).outputs) } == expected)
  }
}
