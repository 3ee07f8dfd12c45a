import NeuralNetworks
import TestSupport
import Testing

/// Layers for larger images, groups and channels, attention without biases and with shared heads, and their losses.
struct FurtherLayerTests {
  @Test func `transposed convolutions start as PyTorch's do`() {
    var rng = SplitMix64(seed: 1)
    let layer = ConvTranspose2D(
      inputChannels: 8, outputChannels: 2, kernelSize: 3, stride: 2, groups: 2, using: &rng)
    let bound = 1 / Float(9).squareRoot()
    #expect(layer.weight.shape == [8, 1, 3, 3] && layer.bias?.shape == [2])
    #expect(
      layer.weight.absolute().max().scalar <= bound && layer.weight.absolute().max().scalar > 0.9 * bound)
    #expect(layer(.zeros([1, 8, 4, 5])).shape == [1, 2, 9, 11])
    let sequence = ConvTranspose1D(
      inputChannels: 3, outputChannels: 2, kernelSize: 4, stride: 2, padding: 1, using: &rng)
    #expect(sequence(.zeros([1, 3, 5])).shape == [1, 2, 10])
  }

  @Test func `padding that keeps the size keeps it`() {
    var rng = SplitMix64(seed: 2)
    for kernel in 1...4 {
      for dilation in 1...2 {
        let layer = Conv2D(
          inputChannels: 1, outputChannels: 1, kernelSize: Size2D(height: kernel, width: 3), padding: .same,
          dilation: Size2D(height: dilation, width: 1), using: &rng)
        #expect(layer(.zeros([1, 1, 9, 8])).shape == [1, 1, 9, 8])
      }
    }
    let around = Conv1D(
      inputChannels: 1, outputChannels: 1, kernelSize: 2, padding: .same, bias: false, paddingMode: .circular,
      using: &rng)
    around.weight = [[[1, 10]]]
    #expect(around([[[1, 2, 3]]]).scalars == [21, 32, 13])
  }

  @Test func `whole channels are dropped, and the mean stays`() {
    var rng = SplitMix64(seed: 3)
    let layer = ChannelDropout(rate: 0.25, using: &rng)
    let x = Tensor.ones([50, 40, 2, 3])
    let y = layer(x, .training)
    #expect(layer(x, .inference).equals(x))
    let channels = y.reshaped(to: [2000, 6])
    #expect(channels.max(axis: 1).equals(channels.min(axis: 1)))
    #expect(abs(y.mean().scalar - 1) < 0.05)
    #expect(Set(y.scalars) == [0, Float(1 / 0.75)])
    #expect(!layer(x, .training).equals(y), "each call drops others")
  }

  @Test func `group normalization gives each group mean 0 and variance 1`() {
    var rng = SplitMix64(seed: 4)
    let layer = GroupNorm(groups: 2, channels: 6)
    let y = layer(Tensor.normal([3, 6, 4], mean: 5, standardDeviation: 2, using: &rng)).reshaped(to: [6, 12])
    expectClose(y.mean(axis: 1), .zeros([6]), atol: 1e-5)
    expectClose(y.variance(axis: 1), .ones([6]), rtol: 1e-4)
    #expect(GroupNorm(groups: 1, channels: 2, bias: false).namedParameters.map(\.name) == ["weight"])
  }

  private static func block(_ options: TransformerOptions) -> TransformerEncoderBlock {
    var rng = SplitMix64(seed: 6)
    return TransformerEncoderBlock(dimensions: 8, heads: 4, options: options, using: &rng)
  }

  @Test func `a block without biases has none, and computes what zero biases give`() throws {
    let (bare, full) = (Self.block(TransformerOptions(bias: false)), Self.block(TransformerOptions()))
    #expect(
      bare.namedParameters.map(\.name) == [
        "self_attn.in_proj_weight", "self_attn.out_proj.weight", "linear1.weight", "linear2.weight",
        "norm1.weight", "norm2.weight",
      ])
    for named in full.namedParameters where named.name.hasSuffix("bias") {
      named.parameter.value = .zeros(named.parameter.shape)
    }
    try full.load(Safetensors(bare), strict: false)
    var rng = SplitMix64(seed: 7)
    let x = Tensor.normal([2, 3, 8], using: &rng)
    expectClose(bare(x, .inference), full(x, .inference))
  }

  @Test func `shared heads compute what repeated ones do, in a cache, too`() {
    var rng = SplitMix64(seed: 8)
    let options = TransformerOptions(rotary: true, keyValueHeads: 2)
    let shared = MultiHeadAttention(dimensions: 8, heads: 4, options: options, using: &rng)
    #expect(shared.inputWeight.shape == [16, 8])
    let whole = MultiHeadAttention(
      dimensions: 8, heads: 4, options: TransformerOptions(rotary: true), using: &rng)
    let parts = shared.inputWeight.split(sizes: [8, 4, 4])
    func repeated(_ rows: Tensor) -> Tensor {
      rows.reshaped(to: [2, 2, 8]).entries([0, 0, 1, 1], axis: 0).reshaped(to: [8, 8])
    }
    whole.inputWeight = .concatenated([parts[0], repeated(parts[1]), repeated(parts[2])])
    whole.output.weight = shared.output.weight
    whole.output.bias?.value = shared.output.bias?.value ?? 0
    let x = Tensor.normal([2, 5, 8], using: &rng)
    let expected = whole(x, isCausal: true)
    expectClose(shared(x, isCausal: true), expected)
    var cache = KeyValueCache()
    let steps = (0..<5).map { shared(x.slice(axis: 1, $0..<$0 + 1), isCausal: true, cache: &cache) }
    expectClose(.concatenated(steps, axis: 1), expected)
    expectClose(shared(x, memory: x), shared(x, memory: shared.keysAndValues(of: x)))
    expectClose(shared.weights(x), whole.weights(x))
    checkGradients(shared, [x]) { shared($0[0], additiveMask: [[0, 0, 0, 0, -1]]) }
  }

  @Test func `sizes that do not fit are refused`() async {
    expectMessage(
      "MultiHeadAttention expects a number of key and value heads that divides 4 but got 3",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = MultiHeadAttention(
          dimensions: 8, heads: 4, options: TransformerOptions(keyValueHeads: 3), using: &rng)
      })
    expectMessage(
      "GroupNorm expects channels in groups of equal size but got 5 in 2 groups",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = GroupNorm(groups: 2, channels: 5)
      })
    expectMessage(
      "tripletMarginLoss expects three tensors of one shape",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = tripletMarginLoss(anchors: .zeros([2, 3]), positives: .zeros([2, 3]), negatives: .zeros([3]))
      })
    expectMessage(
      "ctcLoss expects labels in 0 ..< 3 other than the blank 0 but got 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = ctcLoss(logits: .zeros([1, 4, 3]), targets: IntTensor([[1, 0]]))
      })
    expectMessage(
      "crossEntropy expects targets of [2, 3] but got [3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = crossEntropy(logits: .zeros([2, 3]), targets: .zeros([3]))
      })
  }
}
