import NeuralNetworks
import TestSupport
import Testing

struct AttentionPropertyTests {
  private func input(_ shape: Shape, seed: UInt64 = 9) -> Tensor {
    var rng = SplitMix64(seed: seed)
    return .normal(shape, using: &rng)
  }

  private func multiHead(rotary: Bool = false) -> MultiHeadAttention {
    var rng = SplitMix64(seed: 4)
    return MultiHeadAttention(
      dimensions: 8, heads: 2, options: TransformerOptions(rotary: rotary), using: &rng)
  }

  // MARK: Masks

  @Test func `padding gets exactly no weight, rows sum to 1, and a row without keys is 0`() {
    var rng = SplitMix64(seed: 2)
    func check(_ attention: some Attention) {
      let (q, k) = (input([3, 2, 4]), input([3, 5, 4], seed: 10))
      let (context, weights) = attention(q, keys: k, mask: .padding(lengths: [3, 0, 5], time: 5))
      #expect(weights[0].slice(axis: 1, 3..<5).scalars.allSatisfy { $0 == 0 })
      #expect(weights[1].scalars.allSatisfy { $0 == 0 } && context[1].scalars.allSatisfy { $0 == 0 })
      expectClose(weights.sum(axis: -1), [[1, 1], [0, 0], [1, 1]], rtol: 0, atol: 1e-6)
    }
    check(AdditiveAttention(queryWidth: 4, keyWidth: 4, hidden: 6, using: &rng))
    check(BilinearAttention(queryWidth: 4, keyWidth: 4, using: &rng))
    check(DotProductAttention())
  }

  @Test func `a sequence of nothing but padding has finite results and gradients`() {
    let layer = multiHead()
    let x = Parameter(input([2, 3, 8]))
    let y = layer(x.value, mask: .padding(lengths: [3, 0], time: 3))
    expectClose(y[1], layer.output(.zeros([3, 8])))
    y.sum().backward()
    #expect(y.isFinite && x.gradient?.isFinite == true)
    #expect(layer.parameters.allSatisfy { $0.gradient?.isFinite == true })
  }

  @Test func `what padding holds changes nothing before it`() {
    let layer = multiHead()
    let x = input([2, 4, 8])
    let spoiled = Tensor.where(.padding(lengths: [2, 4], time: 4).expandedDimensions(axis: 2), x, else: 1000)
    let mask = Tensor.padding(lengths: [2, 4], time: 4)
    let (a, b) = (layer(x, mask: mask), layer(spoiled, mask: mask))
    #expect(a[0][0..<2].equals(b[0][0..<2]))
    expectClose(a[0][0..<2], layer(x[0..<1].slice(axis: 1, 0..<2))[0])
    expectClose(a[1], layer(x[1..<2])[0])
  }

  // MARK: Dropout

  @Test func `attention drops its weights in training, as the composed form would`() {
    let (q, k, v) = (input([2, 2, 3, 4]), input([2, 2, 5, 4], seed: 10), input([2, 2, 5, 3], seed: 11))
    let fused = scaledDotProductAttention(queries: q, keys: k, values: v, dropout: 0.4, seed: 8)
    let weights = attentionWeights(queries: q, keys: k).dropout(rate: 0.4, seed: 8)
    #expect(weights.scalars.contains(0))
    expectClose(fused, weights.matmul(v))
  }

  @Test func `dropped attention keeps its expectation, and inference drops nothing`() {
    var rng = SplitMix64(seed: 4)
    let layer = MultiHeadAttention(
      dimensions: 8, heads: 2, options: TransformerOptions(dropout: 0.3), using: &rng)
    let x = input([2, 3, 8])
    let whole = layer(x, .inference)
    #expect(whole.equals(multiHead()(x)), "the same weights, without dropout")
    let mean = (0..<2000).reduce(Tensor.zeros(x.shape)) { sum, _ in sum + layer(x, .training) } / 2000
    #expect((mean - whole).absolute().max().scalar < 0.04)
    #expect(!layer(x, .training).equals(layer(x, .training)), "every step drops others")
    let options = TransformerOptions(dropout: 0.3, attentionDropout: 0)
    #expect(MultiHeadAttention(dimensions: 8, heads: 2, options: options, using: &rng).dropout == nil)
  }

  @Test func `an attention that drops asks for a mode`() async {
    expectMessage(
      "MultiHeadAttention drops in training: call it with a mode",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 4)
        let options = TransformerOptions(dropout: 0.3)
        _ = MultiHeadAttention(dimensions: 8, heads: 2, options: options, using: &rng)(.zeros([1, 2, 8]))
      })
  }

  @Test func `additive scores take one operation and equal the composed ones`() {
    var rng = SplitMix64(seed: 2)
    for width in [1, 6, 19, 40] {
      let attention = AdditiveAttention(queryWidth: 4, keyWidth: 5, hidden: width, using: &rng)
      let (q, k) = (input([2, 3, 4]), input([2, 7, 5], seed: 10))
      let scores = attention.scores(q, attention.prepare(k))
      #expect(scores.node.map { "\($0.name)" } == "additiveScores")
      expectClose(scores, attention.composedScores(q, attention.prepare(k)))
    }
  }

  // MARK: Order

  @Test func `without positions, another order of the tokens gives the results in that order`() {
    let layer = multiHead()
    let x = input([1, 5, 8])[0]
    let order = [3, 0, 4, 1, 2]
    let (a, b) = (
      layer(x.expandedDimensions(axis: 0))[0], layer(x.rows(order).expandedDimensions(axis: 0))[0]
    )
    expectClose(a.rows(order), b, rtol: 0, atol: 1e-6)
    let turning = multiHead(rotary: true)
    let c = turning(x.expandedDimensions(axis: 0))[0]
    let d = turning(x.rows(order).expandedDimensions(axis: 0))[0]
    #expect((c.rows(order) - d).absolute().max().scalar > 1e-3)
  }

  @Test func `rotary scores depend on the distance alone`() {
    let rotary = RotaryPositions(width: 8)
    let (q, k) = (input([1, 8]), input([1, 8], seed: 10))
    func score(_ i: Int, _ j: Int) -> Tensor {
      rotary(q, from: i).matmul(rotary(k, from: j), transposingOther: true)
    }
    expectClose(score(2, 0), score(9, 7), rtol: 1e-5)
    #expect((score(2, 0) - score(3, 0)).absolute().max().scalar > 1e-3)
  }

  @Test func `sinusoidal positions turn by the same matrix from any position to the k-th after it`() {
    let table = SinusoidalPositions(dimensions: 6)(0..<40)
    for column in stride(from: 0, to: 6, by: 2) {
      let (s3, c3) = (table[3, column].scalar, table[3, column + 1].scalar)
      for t in [0, 5, 36] {
        let (s, c) = (table[t, column].scalar, table[t, column + 1].scalar)
        #expect(abs(table[t + 3, column].scalar - (s * c3 + c * s3)) < 1e-5)
        #expect(abs(table[t + 3, column + 1].scalar - (c * c3 - s * s3)) < 1e-5)
      }
    }
  }

  @Test func `a later token changes no earlier result`() {
    for layer in [multiHead(), multiHead(rotary: true)] {
      let x = input([1, 6, 8])
      let changed = Tensor.concatenated([x.slice(axis: 1, 0..<4), input([1, 2, 8], seed: 11)], axis: 1)
      let (a, b) = (layer(x, isCausal: true), layer(changed, isCausal: true))
      #expect(a.slice(axis: 1, 0..<4).equals(b.slice(axis: 1, 0..<4)))
      #expect(!a.slice(axis: 1, 4..<6).equals(b.slice(axis: 1, 4..<6)))
    }
  }

  @Test func `with the cache, parts give what the whole gives`() {
    for layer in [multiHead(), multiHead(rotary: true)] {
      let x = input([2, 7, 8])
      var cache = KeyValueCache()
      let parts = [0..<3, 3..<4, 4..<7].map { range in
        layer(x.slice(axis: 1, range), isCausal: true, cache: &cache)
      }
      #expect(cache.count == 7)
      expectClose(.concatenated(parts, axis: 1), layer(x, isCausal: true))
    }
  }

  // MARK: Gradients and misuse

  @Test func `gradients match finite differences`() {
    var rng = SplitMix64(seed: 2)
    func check(_ attention: some Attention) {
      checkGradients(attention, [input([2, 2, 4]), input([2, 3, 4], seed: 10)]) {
        attention($0[0], keys: $0[1], mask: .padding(lengths: [2, 3], time: 3)).context
      }
    }
    check(AdditiveAttention(queryWidth: 4, keyWidth: 4, hidden: 6, using: &rng))
    check(BilinearAttention(queryWidth: 4, keyWidth: 4, using: &rng))
    check(DotProductAttention(isScaled: false))
    let layer = multiHead(rotary: true)
    checkGradients(layer, [input([2, 3, 8])]) { layer($0[0], isCausal: true) }
    checkGradients(layer, [input([2, 2, 8]), input([2, 3, 8], seed: 10)]) {
      layer($0[0], memory: $0[1], mask: .padding(lengths: [1, 3], time: 3))
    }
    let positions = LearnedPositions(count: 4, dimensions: 3, using: &rng)
    checkGradients(positions, []) { _ in positions(1..<3) }
  }

  @Test func `wrong widths and masks trap with the layer's name and both shapes`() async {
    expectMessage(
      "MultiHeadAttention expects [batch, time, 8] but got [2, 3, 6]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = MultiHeadAttention(dimensions: 8, heads: 2, using: &rng)(.zeros([2, 3, 6]))
      })
    expectMessage(
      "MultiHeadAttention expects a mask of [2, 3] or [2, T, 3] but got [2, 4]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = MultiHeadAttention(dimensions: 8, heads: 2, using: &rng)(.zeros([2, 3, 8]), mask: .ones([2, 4]))
      })
    expectMessage(
      "MultiHeadAttention expects dimensions that 3 heads divide but got 8",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = MultiHeadAttention(dimensions: 8, heads: 3, using: &rng)
      })
    expectMessage(
      "DotProductAttention expects queries of width 5 but got [1, 2, 4]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = DotProductAttention()(.zeros([1, 2, 4]), keys: .zeros([1, 3, 5]))
      })
  }
}
