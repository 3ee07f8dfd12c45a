import Foundation
import NeuralNetworks
import TestSupport
import Testing

struct TransformerPropertyTests {
  private func model(_ positions: PositionEncoding = .learned, dropout: Float = 0) -> GPT {
    var rng = SplitMix64(seed: 3)
    let model = GPT(
      vocabularySize: 13, context: 12, dimensions: 16, heads: 2, layers: 2, positions: positions,
      options: TransformerOptions(dropout: dropout), using: &rng)
    // Greater weights than at the start, so that tokens differ clearly.
    for parameter in model.parameters {
      parameter.value = parameter.value + .normal(parameter.shape, standardDeviation: 0.3, using: &rng)
    }
    return model
  }

  static let encodings: [PositionEncoding] = [.none, .sinusoidal, .learned, .rotary]

  @Test("a later token changes no earlier logit", arguments: encodings)
  func causality(_ positions: PositionEncoding) {
    let model = model(positions)
    let a = model([[1, 2, 3, 4, 5]].tokens, .inference)
    let b = model([[1, 2, 3, 9, 0]].tokens, .inference)
    #expect(a.slice(axis: 1, 0..<3).equals(b.slice(axis: 1, 0..<3)))
    #expect(!a.slice(axis: 1, 3..<5).equals(b.slice(axis: 1, 3..<5)))
  }

  @Test("with the cache logits are the same and generated tokens identical", arguments: encodings)
  func cache(_ positions: PositionEncoding) {
    let model = model(positions)
    let tokens: [Int] = [1, 7, 3, 9, 12, 0, 4]
    var caches = model.start()
    let parts = tokens.map { model([[$0]].tokens, .inference, caches: &caches) }
    expectClose(.concatenated(parts, axis: 1), model([tokens].tokens, .inference), rtol: 1e-5)
    // 20 tokens reach beyond the context of 12.
    for sampling in [Sampling.greedy, Sampling(temperature: 0.9, topK: 8, topP: 0.95)] {
      var (a, b) = (SplitMix64(seed: 8), SplitMix64(seed: 8))
      let with = model.generate(after: [1, 2], count: 20, sampling: sampling, using: &a)
      let without = model.generate(
        after: [1, 2], count: 20, sampling: sampling, usingCache: false, using: &b)
      #expect(with == without && with.count == 20)
    }
  }

  @Test(arguments: [
    (PositionEncoding.learned, TransformerOptions()),
    (.sinusoidal, TransformerOptions(normalization: .after, activation: .relu, feedForward: 19)),
    (.none, TransformerOptions(activation: .relu, dropout: 0.5)),
    (.learned, TransformerOptions(bias: false)),
  ])
  func `read token by token, a text has the logits of the layers, to the bit`(
    positions: PositionEncoding, options: TransformerOptions
  ) throws {
    var rng = SplitMix64(seed: 5)
    let model = GPT(
      vocabularySize: 23, context: 40, dimensions: 33, heads: 3, layers: 3, positions: positions,
      options: options, using: &rng)
    for parameter in model.parameters {
      parameter.value = parameter.value + .normal(parameter.shape, standardDeviation: 0.3, using: &rng)
    }
    for prompt in [[], [7], [7, 1, 22]] {
      var caches = model.start()
      if !prompt.isEmpty { _ = model([prompt].tokens, .inference, caches: &caches) }
      let decoder = try #require(model.decoder(after: caches))
      for step in prompt.count..<40 {
        let token = step * 5 % 23
        let logits = withoutGradient { model([[token]].tokens, .inference, caches: &caches) }
        #expect(decoder.logits(after: token) == logits.scalars)
      }
    }
  }

  @Test func `a model that turns its queries, or whose heads share keys, has no such reading`() {
    #expect(model(.rotary).decoder(after: model(.rotary).start()) == nil)
    var rng = SplitMix64(seed: 5)
    let shared = GPT(
      vocabularySize: 9, context: 8, dimensions: 8, heads: 4, layers: 2,
      options: TransformerOptions(keyValueHeads: 1), using: &rng)
    #expect(shared.decoder(after: shared.start()) == nil)
    #expect(shared.generate(after: [1], count: 6) == shared.generate(after: [1], count: 6, usingCache: false))
  }

  @Test func `a short text takes the memory of its own positions, not of all that there could be`() {
    func memory(context: Int) -> Int {
      var rng = SplitMix64(seed: 5)
      let model = GPT(
        vocabularySize: 9, context: context, dimensions: 8, heads: 2, layers: 1, positions: .sinusoidal,
        using: &rng)
      let before = MemoryUse.liveBytes
      MemoryUse.resetPeak()
      _ = model.generate(after: [1, 2], count: 6)
      return MemoryUse.peakBytes - before
    }
    #expect(memory(context: 4000) == memory(context: 20))
  }

  @Test func `generation stops after the end token`() {
    let model = model()
    let free = model.generate(after: [1], count: 8)
    let end = free[3]
    let stopped = model.generate(after: [1], count: 8, end: end)
    #expect(stopped == Array(free.prefix { $0 != end }) + [end])
  }

  @Test(arguments: [TransformerOptions(), TransformerOptions(initializer: .xavierUniform)])
  func `an untrained model's loss is about the logarithm of the vocabulary`(options: TransformerOptions) {
    var rng = SplitMix64(seed: 3)
    let model = GPT(
      vocabularySize: 50, context: 8, dimensions: 64, heads: 4, layers: 2, options: options, using: &rng)
    let tokens = IntTensor((0..<64).map { $0 * 7 % 50 }, shape: [8, 8])
    let loss = crossEntropy(logits: model(tokens, .training), labels: tokens).scalar
    #expect(abs(Double(loss) - log(50)) < 0.05)
  }

  @Test(arguments: [TransformerOptions.Normalization.before, .after])
  func `a block's weights are those that it attends with`(order: TransformerOptions.Normalization) {
    var rng = SplitMix64(seed: 5)
    let block = TransformerEncoderBlock(
      dimensions: 6, heads: 2, options: TransformerOptions(normalization: order), using: &rng)
    let x = Tensor.normal([1, 4, 6], mean: 3, using: &rng)
    let seen = order == .before ? x.layerNorm() : x
    #expect(block.weights(x, isCausal: true).equals(block.attention.weights(seen, isCausal: true)))
  }

  @Test func `dropout draws in training and is off in inference`() {
    let (model, plain) = (model(dropout: 0.5), model())
    for (a, b) in zip(model.parameters, plain.parameters) { a.value = b.value }
    let tokens = [[1, 2, 3]].tokens
    #expect(model(tokens, .inference).equals(plain(tokens, .inference)))
    #expect(!model(tokens, .training).equals(model(tokens, .training)))
  }

  @Test func `what padding holds changes no result of an encoder-decoder, and a batch equals its samples`() {
    var rng = SplitMix64(seed: 3)
    let model = Transformer(
      sources: 9, targets: 8, context: 10, dimensions: 8, heads: 2, layers: 2, using: &rng)
    let mask = Tensor.padding(lengths: [2, 4], time: 4)
    let target = [[1, 2, 3], [4, 5, 6]].tokens
    let a = model(
      source: [[3, 4, 0, 0], [5, 6, 7, 8]].tokens, target: target, .inference, sourceMask: mask)
    let b = model(
      source: [[3, 4, 8, 1], [5, 6, 7, 8]].tokens, target: target, .inference, sourceMask: mask)
    #expect(a.equals(b))
    expectClose(a[0], model(source: [[3, 4]].tokens, target: [[1, 2, 3]].tokens, .inference)[0])
    expectClose(a[1], model(source: [[5, 6, 7, 8]].tokens, target: [[4, 5, 6]].tokens, .inference)[0])
  }

  @Test func `an encoder-decoder learns to reverse and generates what it has learned`() {
    var rng = SplitMix64(seed: 3)
    let model = Transformer(
      sources: 6, targets: 7, context: 8, dimensions: 32, heads: 2, layers: 1, using: &rng)
    let sources = (0..<32).map { _ in (0..<3).map { _ in Int.random(in: 0..<5, using: &rng) } }
    let optimizer = Adam(model, learningRate: 3e-3)
    for _ in 0..<150 {
      let loss = crossEntropy(
        logits: model(source: sources.tokens, target: sources.map { [5] + $0.reversed() }.tokens, .training),
        labels: sources.map { $0.reversed() + [6] }.tokens)
      loss.backward()
      optimizer.step()
    }
    let answers = model.generate(from: sources.tokens, begin: 5, end: 6, maximumLength: 6)
    #expect(answers == sources.map { $0.reversed() })
  }

  @Test func `blocks' gradients match finite differences`() {
    var rng = SplitMix64(seed: 2)
    for order in [TransformerOptions.Normalization.before, .after] {
      let options = TransformerOptions(normalization: order, feedForward: 10)
      let encoder = TransformerEncoderBlock(dimensions: 6, heads: 2, options: options, using: &rng)
      let x = Tensor.normal([2, 3, 6], using: &rng)
      checkGradients(encoder, [x]) { encoder($0[0], .training, mask: nil, isCausal: true) }
      let decoder = TransformerDecoderBlock(dimensions: 6, heads: 2, options: options, using: &rng)
      checkGradients(decoder, [x, .normal([2, 4, 6], using: &rng)]) {
        decoder($0[0], memory: $0[1], .training, memoryMask: .padding(lengths: [2, 4], time: 4))
      }
    }
    let model = model(.rotary)
    checkGradients(model, []) { _ in model([[1, 2, 3]].tokens, .training) }
  }

  @Test func `too many positions and a forgotten mode trap with what was expected`() async {
    expectMessage(
      "GPT expects tokens of [batch, time] with at most 4 positions, 0 of them taken, but got [1, 5]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        let model = GPT(vocabularySize: 9, context: 4, dimensions: 4, heads: 1, layers: 1, using: &rng)
        _ = model(IntTensor([[1, 2, 3, 4, 5]]), .inference)
      })
    expectMessage(
      "TransformerEncoderBlock computes otherwise in training",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = TransformerEncoderBlock(dimensions: 4, heads: 1, using: &rng)(.zeros([1, 2, 4]))
      })
  }
}

extension [[Int]] {
  fileprivate var tokens: IntTensor { IntTensor(self) }
}
