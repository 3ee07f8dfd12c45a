import NeuralNetworks
import Testing

/// Convolutions with a rectifier or pooling after them, which take one pass where nothing is recorded.
@Suite struct ConvolutionStageTests {
  /// A convolution and what comes after it.
  private struct Stage: Sendable, CustomStringConvertible {
    var channels = 3
    var outputs = 13
    var kernel = 3
    var padding = 1
    var groups = 1
    var bias = true
    var relu = true
    var pools = true
    var size = Size2D(height: 21, width: 19)

    var description: String {
      "\(channels) → \(outputs) in \(groups), \(kernel) + \(padding), \(size)"
        + (bias ? ", bias" : "") + (relu ? ", relu" : "") + (pools ? ", pooled" : "")
    }

    func build(_ rng: inout SplitMix64) -> Sequential {
      var layers: [any Layer] = [
        Conv2D(
          inputChannels: channels, outputChannels: outputs, kernelSize: Size2D(kernel),
          padding: Size2D(padding), groups: groups, bias: bias, using: &rng)
      ]
      if relu { layers.append(ReLU()) }
      if pools { layers.append(MaxPool2D(kernelSize: 2)) }
      return Sequential(layers + [Flatten()])
    }
  }

  private static let stages: [Stage] =
    (1...27).map { Stage(outputs: $0) }
    + (2...11).map { Stage(outputs: 5, size: Size2D(height: $0, width: 23 - $0)) } + [
      Stage(relu: false), Stage(pools: false), Stage(bias: false), Stage(bias: false, pools: false),
      Stage(channels: 6, outputs: 9, groups: 3), Stage(kernel: 5, padding: 0), Stage(kernel: 1, padding: 0),
    ]

  @Test("has the same bits as the layers one by one", arguments: stages)
  private func bits(_ stage: Stage) {
    var rng = SplitMix64(seed: 3)
    let model = stage.build(&rng)
    var pixels = Tensor.normal([3, stage.channels, stage.size.height, stage.size.width], using: &rng).scalars
    // Zeros of both signs, and a number that spoils what it reaches.
    for index in 40..<pixels.count where index % 7 > 2 { pixels[index] = index % 2 == 0 ? 0 : -0.0 }
    pixels[pixels.count - 1 - stage.size.area / 2] = .nan
    let x = Tensor(pixels, shape: [3, stage.channels, stage.size.height, stage.size.width])
    let (fused, single) = withoutGradient { (model(x), model.activations(x)) }
    let recorded = model(x)
    func bits(_ y: Tensor?) -> [UInt32] { y?.scalars.map { $0.isNaN ? 0 : $0.bitPattern } ?? [] }
    #expect(fused.shape == recorded.shape && fused.scalars.contains { $0.isNaN })
    #expect(bits(fused) == bits(single.last) && bits(fused) == bits(recorded))
  }

  @Test("takes memory for its own result alone", arguments: [Stage(), Stage(outputs: 16, size: 24)])
  private func memory(_ stage: Stage) {
    var rng = SplitMix64(seed: 4)
    let model = stage.build(&rng)
    let x = Tensor.normal([32, stage.channels, stage.size.height, stage.size.width], using: &rng)
    let before = MemoryUse.liveBytes
    MemoryUse.resetPeak()
    _ = withoutGradient { model(x, .inference) }
    let unpooled = 4 * 32 * stage.outputs * stage.size.area
    #expect(MemoryUse.peakBytes - before < unpooled / 2)
  }

  @Test func `other strides and windows are computed layer by layer`() {
    var rng = SplitMix64(seed: 5)
    let model = Sequential {
      Conv2D(inputChannels: 2, outputChannels: 4, kernelSize: 3, stride: 2, using: &rng)
      ReLU()
      MaxPool2D(kernelSize: 2)
      Conv2D(inputChannels: 4, outputChannels: 3, kernelSize: 3, padding: 1, using: &rng)
      MaxPool2D(kernelSize: 3, stride: 2)
      Conv2D(
        inputChannels: 3, outputChannels: 3, kernelSize: 2, padding: .same, paddingMode: .reflect, using: &rng
      )
      ReLU()
    }
    let x = Tensor.normal([2, 2, 33, 29], using: &rng)
    #expect(withoutGradient { model(x) }.scalars == model(x).scalars)
  }
}
