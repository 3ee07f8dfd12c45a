import NeuralNetworks
import TestSupport
import Testing

/// A layer or loss whose parameters' gradients are compared with finite differences.
struct LayerCase: Sendable, CustomStringConvertible {
  let description: String
  let input: Shape
  let make: @Sendable (inout SplitMix64) -> any Layer

  init(_ name: String, _ input: Shape, _ make: @escaping @Sendable (inout SplitMix64) -> any Layer) {
    description = name
    self.input = input
    self.make = make
  }

  static let all = [
    LayerCase("Linear", [3, 4]) { Linear(inputs: 4, outputs: 5, using: &$0) },
    LayerCase("Linear without bias", [2, 3, 4]) { Linear(inputs: 4, outputs: 5, bias: false, using: &$0) },
    LayerCase("Conv2D", [2, 4, 6, 6]) {
      Conv2D(inputChannels: 4, outputChannels: 6, kernelSize: 3, stride: 2, padding: 1, groups: 2, using: &$0)
    },
    LayerCase("Conv1D", [2, 3, 8]) {
      Conv1D(inputChannels: 3, outputChannels: 4, kernelSize: 3, dilation: 2, using: &$0)
    },
    LayerCase("Conv1D, stride and groups", [2, 4, 9]) {
      Conv1D(
        inputChannels: 4, outputChannels: 4, kernelSize: 2, stride: 3, groups: 2, bias: false, using: &$0)
    },
    LayerCase("Conv2D, same, reflected", [2, 2, 5, 4]) {
      Conv2D(
        inputChannels: 2, outputChannels: 3, kernelSize: Size2D(height: 3, width: 2), padding: .same,
        paddingMode: .reflect, using: &$0)
    },
    LayerCase("ConvTranspose2D", [2, 4, 3, 3]) {
      ConvTranspose2D(
        inputChannels: 4, outputChannels: 2, kernelSize: 3, stride: 2, padding: 1, outputPadding: 1,
        groups: 2,
        using: &$0)
    },
    LayerCase("ConvTranspose1D", [2, 3, 4]) {
      ConvTranspose1D(inputChannels: 3, outputChannels: 2, kernelSize: 3, stride: 2, using: &$0)
    },
    LayerCase("GroupNorm", [3, 6, 4]) { _ in GroupNorm(groups: 3, channels: 6) },
    LayerCase("LayerNorm without bias", [3, 6]) { _ in LayerNorm(features: 6, bias: false) },
    LayerCase("LayerNorm", [3, 6]) { _ in LayerNorm(features: 6) },
    LayerCase("RMSNorm", [3, 6]) { _ in RMSNorm(features: 6) },
    LayerCase("BatchNorm", [5, 3]) { _ in BatchNorm(channels: 3) },
    LayerCase("Sequential", [4, 3]) { rng in
      Sequential {
        Linear(inputs: 3, outputs: 8, using: &rng)
        GELU()
        LayerNorm(features: 8)
        Linear(inputs: 8, outputs: 2, using: &rng)
        Softmax()
      }
    },
  ]
}

struct LayerGradientTests {
  @Test("each layer's gradients match finite differences", arguments: LayerCase.all)
  func gradients(_ item: LayerCase) {
    var rng = SplitMix64(seed: 11)
    let layer = item.make(&rng)
    let x = Tensor.normal(item.input, using: &rng)
    let check = derivatives(of: layer, at: x, using: &rng)
    #expect(
      (check.analytic - check.numeric).magnitude <= 2e-3 * max(1, check.numeric.magnitude),
      "\(item): \(check)")
  }

  @Test func `batch norm and its gradients don't depend on the level of its inputs`() {
    // Each channel's mean is 0, so that at any level it is a float.
    let numbers = (0..<60).map { place in
      let (sample, position) = (place / 6, place % 3)
      return Float((sample / 2 * 3 + position) * 5 % 11 + 1) / (sample % 2 == 0 ? 16 : -16)
    }
    let small = Tensor(numbers, shape: [10, 2, 3])
    let seed = Tensor((0..<60).map { Float($0 * 11 % 17 - 8) / 4 }, shape: [10, 2, 3])
    func results(level: Float) -> [Tensor] {
      let norm = BatchNorm(channels: 2)
      norm.weight = [0.7, 1.3]
      let x = Parameter(small + level)
      let y = norm(x.value, .training)
      y.backward(seed: seed)
      return [y, x.gradient, norm.$weight.gradient, norm.$bias.gradient].compactMap { $0 }
    }
    let (low, high) = (results(level: 0), results(level: 16_384))
    #expect(low.count == 4)
    for (a, b) in zip(low, high) { expectClose(b, a, rtol: 1e-4, atol: 1e-5) }
  }

  @Test func `the check of layers notices a pullback that is wrong by one in a hundred`() {
    var rng = SplitMix64(seed: 11)
    let x = Tensor.normal([3, 4], using: &rng)
    let wrong = Lambda { x in
      let y = x.tanh()
      return y * 1.01 - y.detached() * 0.01
    }
    let check = derivatives(of: wrong, at: x, using: &rng)
    #expect((check.analytic - check.numeric).magnitude > 2e-3 * max(1, check.numeric.magnitude))
  }

  /// The directional derivative along all parameters and the input at once.
  private func derivatives(
    of layer: any Layer, at x: Tensor, using rng: inout SplitMix64
  ) -> (analytic: Double, numeric: Double) {
    let input = Parameter(x)
    let all = [input] + layer.parameters
    let weights = Tensor.normal(layer(x, .training).shape, using: &rng)
    let starts = all.map { $0.value.detached() }
    let directions = starts.map { Tensor.normal($0.shape, using: &rng) * 0.3 }
    (layer(input.value, .training) * weights).sum().backward()
    let analytic = zip(all, directions).reduce(0.0) { $0 + dot($1.0.gradient ?? .zeros($1.1.shape), $1.1) }
    func loss(_ distance: Float) -> Double {
      for (parameter, (start, direction)) in zip(all, zip(starts, directions)) {
        parameter.value = start + direction * distance
      }
      return dot(layer(input.value, .training), weights)
    }
    let near = (loss(0.01) - loss(-0.01)) / 0.02
    let far = (loss(0.02) - loss(-0.02)) / 0.04
    return (analytic, (4 * near - far) / 3)
  }
}
