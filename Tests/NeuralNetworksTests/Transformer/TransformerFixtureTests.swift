import BenchmarkModels
import NeuralNetworks
import TestSupport
import Testing

/// Attention and transformers compared with PyTorch's results: `Tests/Fixtures/transformers.py`.
struct TransformerFixtureTests {
  static let cases: [Fixture] = (try? Fixture.load("transformers")) ?? []

  private enum Kind: String {
    case attention, additive, bilinear, dot, encoder, decoder, rotary
    case languageModelCurve = "language-model-curve"
    case translationCurve = "translation-curve"
  }

  private static func cases(of kinds: Kind...) -> [Fixture] {
    cases.filter { kinds.contains($0.choice("kind")) }
  }

  @Test func `the fixtures are there`() {
    #expect(Self.cases.count == 25)
  }

  private func options(_ fixture: Fixture) -> TransformerOptions {
    TransformerOptions(
      normalization: fixture.flag("before") ? .before : .after,
      activation: fixture.flag("gelu") ? .gelu : .relu, feedForward: 10)
  }

  private func mask(_ fixture: Fixture, time: Int) -> Tensor? {
    let lengths = fixture.ints("lengths")
    return lengths.isEmpty ? nil : .padding(lengths: lengths, time: time)
  }

  @Test("multi-head attention", arguments: cases(of: .attention))
  func attention(_ fixture: Fixture) {
    var rng = SplitMix64(seed: 1)
    let (x, memory) = (Parameter(fixture["x"]), fixture.tensors["memory"].map { Parameter($0) })
    let layer = MultiHeadAttention(
      dimensions: x.shape[2], heads: fixture.int("heads"), using: &rng)
    layer.load(fixture.group("parameter"))
    let mask = mask(fixture, time: (memory ?? x).shape[1])
    let isCausal = fixture.flag("causal")
    let y =
      memory.map { layer(x.value, memory: $0.value, mask: mask) }
      ?? layer(x.value, mask: mask, isCausal: isCausal)
    expectClose(y, fixture["outputs"])
    expectClose(
      layer.weights(x.value, memory: memory?.value, mask: mask, isCausal: isCausal), fixture["weights"])
    weighted(y).backward()
    layer.expectGradients(fixture.group("gradient"))
    expectGradient(x.gradient ?? 0, fixture["gradient_x"], "x")
    if let memory { expectGradient(memory.gradient ?? 0, fixture["gradient_memory"], "memory") }
  }

  @Test("the classic attentions", arguments: cases(of: .additive, .bilinear, .dot))
  func scores(_ fixture: Fixture) {
    var rng = SplitMix64(seed: 1)
    switch fixture.choice("kind", of: Kind.self) {
    case .additive:
      compare(AdditiveAttention(queryWidth: 4, keyWidth: 6, hidden: 7, using: &rng), fixture)
    case .bilinear: compare(BilinearAttention(queryWidth: 4, keyWidth: 6, using: &rng), fixture)
    case .dot: compare(DotProductAttention(), fixture)
    case let kind: Issue.record("\(kind) has no score")
    }
  }

  private func compare(_ attention: some Attention, _ fixture: Fixture) {
    attention.load(fixture.group("parameter"))
    let (q, k) = (Parameter(fixture["q"]), Parameter(fixture["k"]))
    let (context, weights) = attention(q.value, keys: k.value, mask: .padding(lengths: [4, 5], time: 5))
    expectClose(context, fixture["context"])
    expectClose(weights, fixture["weights"])
    weighted(context, weights).backward()
    attention.expectGradients(fixture.group("gradient"))
    expectGradient(q.gradient ?? 0, fixture["gradient_q"], "queries")
    expectGradient(k.gradient ?? 0, fixture["gradient_k"], "keys")
  }

  @Test("encoder blocks and stacks", arguments: cases(of: .encoder))
  func encoder(_ fixture: Fixture) {
    var rng = SplitMix64(seed: 1)
    let x = Parameter(fixture["x"])
    let mask = mask(fixture, time: x.shape[1])
    let isCausal = fixture.flag("causal")
    if fixture.int("layers") > 0 {
      let model = TransformerEncoder(
        dimensions: 6, heads: 2, layers: fixture.int("layers"), options: options(fixture), using: &rng)
      compare(model, x, fixture) { model(x.value, .training, mask: mask, isCausal: isCausal) }
    } else {
      let model = TransformerEncoderBlock(dimensions: 6, heads: 2, options: options(fixture), using: &rng)
      compare(model, x, fixture) { model(x.value, .training, mask: mask, isCausal: isCausal) }
    }
  }

  @Test("decoder blocks and stacks", arguments: cases(of: .decoder))
  func decoder(_ fixture: Fixture) {
    var rng = SplitMix64(seed: 1)
    let (x, memory) = (Parameter(fixture["x"]), Parameter(fixture["memory"]))
    let mask = mask(fixture, time: memory.shape[1])
    if fixture.int("layers") > 0 {
      let model = TransformerDecoder(
        dimensions: 6, heads: 2, layers: fixture.int("layers"), options: options(fixture), using: &rng)
      compare(model, x, fixture) { model(x.value, memory: memory.value, .training, memoryMask: mask) }
    } else {
      let model = TransformerDecoderBlock(dimensions: 6, heads: 2, options: options(fixture), using: &rng)
      compare(model, x, fixture) { model(x.value, memory: memory.value, .training, memoryMask: mask) }
    }
    expectGradient(memory.gradient ?? 0, fixture["gradient_memory"], "memory")
  }

  private func compare(
    _ model: some Module, _ x: Parameter, _ fixture: Fixture, run: () -> Tensor
  ) {
    model.load(fixture.group("parameter"))
    let y = run()
    expectClose(y, fixture["outputs"])
    weighted(y).backward()
    model.expectGradients(fixture.group("gradient"))
    expectGradient(x.gradient ?? 0, fixture["gradient_x"], "x")
  }

  @Test("rotary positions", arguments: cases(of: .rotary))
  func rotary(_ fixture: Fixture) {
    let x = Parameter(fixture["x"])
    let y = RotaryPositions(width: 6)(x.value, from: fixture.int("start"))
    expectClose(y, fixture["outputs"])
    weighted(y).backward()
    expectGradient(x.gradient ?? 0, fixture["gradient_x"], "x")
  }

  @Test("a hundred training steps of a language model", arguments: cases(of: .languageModelCurve))
  func languageModel(_ fixture: Fixture) {
    var rng = SplitMix64(seed: 1)
    let model = GPT(vocabularySize: 11, context: 8, dimensions: 12, heads: 3, layers: 2, using: &rng)
    let (x, y) = (fixture.integers("x"), fixture.integers("y"))
    compareCurve(model, learningRate: 1e-3, fixture) { crossEntropy(logits: model(x, .training), labels: y) }
  }

  @Test("a hundred training steps of a translation with attention", arguments: cases(of: .translationCurve))
  func translation(_ fixture: Fixture) {
    var rng = SplitMix64(seed: 1)
    let model = TranslationModel(words: 9, width: 5, hidden: 6, using: &rng)
    let (x, y) = (fixture.integers("x"), fixture["y"])
    let said = Fixture.integers(y.slice(axis: 1, 0..<5))
    let labels = Fixture.integers(y.slice(axis: 1, 1..<6))
    compareCurve(model, learningRate: 3e-3, fixture) {
      crossEntropy(logits: model(x, said, lengths: fixture.ints("lengths")), labels: labels)
    }
  }

  private func compareCurve(
    _ model: some Module, learningRate: Float, _ fixture: Fixture, loss: () -> Tensor
  ) {
    model.load(fixture.group("parameter"))
    let optimizer = Adam(model, learningRate: learningRate)
    let losses = (0..<100).map { _ in
      let value = loss()
      value.backward()
      optimizer.step()
      return value.scalar
    }
    expectClose(Tensor(losses), fixture["losses"], rtol: 1e-4, atol: 1e-4)
  }
}
