import NeuralNetworks
import TestSupport
import Testing

/// NaN among scores that decide a choice, and at positions that masks hide from some queries.
struct MissingNumberTests {
  private static let nan = Float.nan

  @Test func `a logit that is NaN is never sampled`() async {
    let nan = Self.nan
    #expect(Sampling.greedy.probabilities([nan, 1, 2]) == [0, 0, 1])
    #expect(Sampling(temperature: 1).probabilities([nan, 3, 3, nan]) == [0, 0.5, 0.5, 0])
    #expect(Sampling(temperature: 0.5, topK: 1).probabilities([1, nan, 2]) == [0, 0, 1])
    #expect(Sampling(temperature: 1, topP: 0.9).probabilities([.infinity, 0, .infinity]) == [0.5, 0, 0.5])
    expectMessage(
      "Sampling expects a logit above −∞ but each of 2 is NaN or −∞",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Sampling.greedy.probabilities([.nan, -.infinity])
      })
  }

  @Test func `sampling keeps to its limits when they are changed, and at an infinite temperature`() async {
    expectMessage(
      "Sampling expects a topK of 1 or more but got 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var sampling = Sampling()
        sampling.topK = 0
      })
    expectMessage(
      "Sampling expects a topP in 0 … 1 but got 2.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var sampling = Sampling()
        sampling.topP = 2
      })
    expectMessage(
      "Sampling expects a temperature of 0 or more but got -1.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var sampling = Sampling()
        sampling.temperature = -1
      })
    #expect(Sampling(temperature: .infinity).probabilities([-.infinity, 5, 1]) == [0, 0.5, 0.5])
    #expect(Sampling(temperature: .infinity).probabilities([.infinity, 5]) == [1, 0])
  }

  @Test func `a gradient that is NaN is not hidden by clipping`() {
    let p = Parameter([0, 0])
    p.gradient = Tensor([Float.nan, 1e10])
    #expect(clipByGlobalNorm([p], to: 1).isNaN)
    #expect(p.gradient?.scalars.allSatisfy(\.isNaN) == true)
    p.gradient = Tensor([Float.infinity, 1e10])
    #expect(clipByGlobalNorm([p], to: 1) == .infinity)
    #expect(p.gradient?.scalars[0].isNaN == true && p.gradient?.scalars[1] == 0)
  }

  @Test func `a beginning whose probability is NaN comes last`() {
    let found = beamSearch(from: 0, width: 2, maximumLength: 1) { _, state in
      ([Self.nan, -3, -1, Self.nan], state)
    }
    #expect(found.map(\.tokens) == [[2], [1]])
  }

  @Test func `accuracy is the same for labels of both kinds`() {
    let (nan, low) = (Self.nan, -Float.infinity)
    let logits = Tensor([[nan, low], [low, nan], [nan, nan], [1, 1], [2, 3]])
    for labels in [[1, 0, 0, 0, 1], [0, 1, 1, 1, 0]] {
      #expect(accuracy(logits: logits, labels: labels) == accuracy(logits: logits, labels: IntTensor(labels)))
    }
    #expect(accuracy(logits: logits, labels: IntTensor([1, 0, 0, 0, 1])) == 0.8)
    let sequences = Tensor([0, 1, 1, 0, 0, 1, 0, 1], shape: [2, 2, 2])
    #expect(accuracy(logits: sequences, labels: IntTensor([1, 0, 1, 0], shape: [2, 2])) == 0.75)
  }

  @Test func `where all have diverged, all are tied`() {
    let comparison = TrialComparison([
      Trial("a", scores: [Double.nan, 1]), Trial("b", scores: [Double.nan, 2]),
    ])
    #expect(comparison.ties.map(\.configuration) == ["a", "b"])
  }

  @Test func `the best is among the tied, even where its scores are infinite`() {
    let infinite = [Trial("a", scores: [Double.infinity, 1]), Trial("b", scores: [.infinity, 2])]
    #expect(TrialComparison(infinite, preference: .lower).ties.map(\.configuration) == ["a", "b"])
    let mixed = TrialComparison([Trial("a", scores: [1, 2]), infinite[1]], preference: .higher)
    #expect(mixed.best.configuration == "b" && mixed.ties.map(\.configuration) == ["b"])
  }

  /// Three positions of width 2 for one head. Earlier queries must not see the last one.
  private static func states(last: Float) -> Parameter {
    Parameter(Tensor([1, 0, 0.5, -1, last, last], shape: [1, 3, 2]))
  }

  enum Attention: CaseIterable {
    case heads, packed, dotProduct, mask
  }

  @Test(arguments: Attention.allCases)
  func `what a query may not see stays hidden from it, though later ones see it`(form: Attention) {
    func result(_ p: Parameter) -> Tensor {
      let queries = Tensor([1, 2, 0, 1, 1, 1], shape: [1, 3, 2])
      let heads = p.value.reshaped(to: [1, 1, 3, 2])
      let causal = Tensor.causal(time: 3)
      switch form {
      case .heads:
        return scaledDotProductAttention(
          queries: queries.reshaped(to: [1, 1, 3, 2]), keys: heads, values: heads, isCausal: true
        ).reshaped(to: [1, 3, 2])
      case .mask:
        return scaledDotProductAttention(
          queries: queries.reshaped(to: [1, 1, 3, 2]), keys: heads, values: heads, mask: causal
        ).reshaped(to: [1, 3, 2])
      case .packed:
        return selfAttention(
          packed: .concatenated([queries, p.value, p.value], axis: 2), heads: 1, isCausal: true)
      case .dotProduct:
        return DotProductAttention()(queries, keys: p.value, mask: causal.expandedDimensions(axis: 0)).context
      }
    }
    let (hidden, plain) = (Self.states(last: Self.nan), Self.states(last: 2))
    let (y, expected) = (result(hidden).slice(axis: 1, 0..<2), result(plain).slice(axis: 1, 0..<2))
    expectClose(y, expected)
    #expect(result(hidden).slice(axis: 1, 2..<3).scalars.allSatisfy { $0.isNaN })
  }

  enum Learned: CaseIterable {
    case additive, bilinear, heads
  }

  @Test(arguments: Learned.allCases, [[[1, 0]], [[[1, 0], [1, 0]]]] as [Tensor])
  func `what is hidden from all queries reaches no gradient`(form: Learned, mask: Tensor) {
    func gradients(hidden: Float) -> [Tensor?] {
      var rng = SplitMix64(seed: 1)
      let queries = Tensor([1, 2, 0, 1], shape: [1, 2, 2])
      let keys = Tensor([1, 0.5, hidden, hidden], shape: [1, 2, 2])
      let (context, parameters): (Tensor, [Parameter])
      switch form {
      case .additive:
        let attention = AdditiveAttention(queryWidth: 2, keyWidth: 2, hidden: 3, using: &rng)
        (context, parameters) = (attention(queries, keys: keys, mask: mask).context, attention.parameters)
      case .bilinear:
        let attention = BilinearAttention(queryWidth: 2, keyWidth: 2, using: &rng)
        (context, parameters) = (attention(queries, keys: keys, mask: mask).context, attention.parameters)
      case .heads:
        let attention = MultiHeadAttention(dimensions: 2, heads: 1, using: &rng)
        (context, parameters) = (attention(queries, memory: keys, mask: mask), attention.parameters)
      }
      context.squared().sum().backward()
      return parameters.map(\.gradient)
    }
    for (found, expected) in zip(gradients(hidden: .nan), gradients(hidden: 0)) {
      #expect(found?.scalars == expected?.scalars)
    }
  }
}
