import NeuralNetworks
import TestSupport
import Testing

struct LayerTests {
  @Test func `fused operations equal what the textbook writes`() {
    var rng = SplitMix64(seed: 4)
    let x = Tensor.normal([5, 7], mean: 2, standardDeviation: 3, using: &rng)
    let (gain, shift) = (Tensor.normal([7], using: &rng), Tensor.normal([7], using: &rng))
    let centered = x - x.mean(axis: -1, keepingDimension: true)
    let normal = centered / (x.variance(axis: -1, keepingDimension: true) + 1e-5).squareRoot()
    expectClose(x.layerNorm(gain: gain, shift: shift), normal * gain + shift, rtol: 1e-5)
    let size = (x.squared().mean(axis: -1, keepingDimension: true) + 1e-5).squareRoot()
    expectClose(x.rmsNorm(gain: gain), x / size * gain, rtol: 1e-5)

    let w = Tensor.normal([4, 7], using: &rng)
    let b = Tensor.normal([4], using: &rng)
    expectClose(x.linear(weight: w, bias: b), x.matmul(w.transposed()) + b, rtol: 1e-5)

    let labels: IntTensor = [0, 6, 3, 3, 1]
    let composed = -(x.logSoftmax() * Tensor.oneHot(labels, classes: 7)).sum(axis: -1).mean()
    expectClose(crossEntropy(logits: x, labels: labels), composed, rtol: 1e-5)

    let (q, k, v) = (normal3(&rng), normal3(&rng), normal3(&rng))
    let scores = q.matmul(k, transposingOther: true) / Float(3).squareRoot()
    expectClose(
      scaledDotProductAttention(queries: q, keys: k, values: v), scores.softmax().matmul(v), rtol: 1e-5)
  }

  private func normal3(_ rng: inout SplitMix64) -> Tensor { .normal([2, 2, 4, 3], using: &rng) }

  @Test func `a causal output never depends on a later key`() {
    var rng = SplitMix64(seed: 5)
    let (q, k, v) = (normal3(&rng), normal3(&rng), normal3(&rng))
    func outputs(_ keys: Tensor, _ values: Tensor) -> Tensor {
      scaledDotProductAttention(queries: q, keys: keys, values: values, isCausal: true)
    }
    let change = Tensor([0, 0, 0, 9], shape: [4, 1])
    let (before, after) = (outputs(k, v), outputs(k + change, v + change))
    #expect(before.slice(axis: 2, 0..<3).equals(after.slice(axis: 2, 0..<3)))
    #expect(!before.equals(after))
  }

  @Test func `a convolution with a kernel of one pixel is a product, and shifts with its image`() {
    var rng = SplitMix64(seed: 6)
    let x = Tensor.normal([2, 3, 4, 5], using: &rng)
    let w = Tensor.normal([6, 3, 1, 1], using: &rng)
    let product = w.reshaped(to: [6, 3]).matmul(x.reshaped(to: [2, 3, 20])).reshaped(to: [2, 6, 4, 5])
    expectClose(x.conv2D(weight: w), product, rtol: 1e-5)
    let kernel = Tensor.normal([2, 3, 3, 3], using: &rng)
    let shifted = x.padded(axis: 3, before: 1, after: 0)
    let moved = shifted.conv2D(weight: kernel, padding: 1).slice(axis: 3, 2..<5)
    expectClose(moved, x.conv2D(weight: kernel, padding: 1).slice(axis: 3, 1..<4), rtol: 1e-5)
  }

  @Test func `pooling over time takes the greatest element or the mean under its window`() {
    let x: Tensor = [[[1, 3, 2, -4, 7, 0]]]
    expectClose(MaxPool1D(kernelSize: 2)(x), [[[3, 2, 7]]])
    expectClose(MaxPool1D(kernelSize: 3, stride: 1, padding: 1)(x), [[[3, 3, 3, 7, 7, 7]]])
    expectClose(AveragePool1D(kernelSize: 2)(x), [[[2, -1, 3.5]]])
    expectClose(AveragePool1D(kernelSize: 3, stride: 3, padding: 1)(x), [[[4 / 3, 5 / 3]]])
  }

  @Test func `batch normalization keeps running moments for inference`() {
    let norm = BatchNorm(channels: 2)
    let x: Tensor = [[1, 10], [3, 30]]
    expectClose(norm(x, .training), [[-1, -1], [1, 1]], rtol: 1e-4)
    expectClose(norm.runningMean, [0.2, 2])
    expectClose(norm.runningVariance, [0.9 + 0.2, 0.9 + 20])
    let alone = norm([[1, 10]], .inference)
    expectClose(norm(x, .inference)[0..<1], alone)
    #expect(norm.namedBuffers.map(\.name) == ["running_mean", "running_var"])
  }

  @Test func `dropout keeps the expectation in training and is the identity in inference`() {
    var rng = SplitMix64(seed: 7)
    let layer = Dropout(rate: 0.3, using: &rng)
    let x = Tensor.ones([200, 200])
    let y = layer(x, .training)
    let kept = y.isGreater(than: 0).mean().scalar
    #expect((kept - 0.7).magnitude < 0.01 && (y.mean().scalar - 1).magnitude < 0.015)
    #expect(!layer(x, .training).equals(y), "every step drops others")
    #expect(layer(x, .inference).equals(x))
    var again = SplitMix64(seed: 7)
    #expect(Dropout(rate: 0.3, using: &again)(x, .training).equals(y), "the same seed drops the same")
  }

  @Test func `a forgotten mode is an error`() async {
    expectMessage(
      "Dropout computes otherwise in training",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        let model = Sequential {
          Linear(inputs: 2, outputs: 2, using: &rng)
          Dropout(rate: 0.5, using: &rng)
        }
        _ = model(.zeros([1, 2]))
      })
  }

  @Test func `a wrong feature count traps with what was expected`() async {
    expectMessage(
      "Linear expects […, 3] but got [4, 5]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var rng = SplitMix64(seed: 1)
        _ = Linear(inputs: 3, outputs: 2, using: &rng)(.zeros([4, 5]))
      })
  }

  @Test func `initializers have the spread that their equations say`() {
    var rng = SplitMix64(seed: 8)
    let fan = Fan(inputs: 400, outputs: 100)
    let expected: [(Initializer, Float)] = [
      (.he, 0.0707), (.heUniform, 0.0707), (.xavier, 0.0632), (.xavierUniform, 0.0632),
      (.uniformByInputs, 0.05 / Float(3).squareRoot()), (.normal(standardDeviation: 0.5), 0.5),
    ]
    for (initializer, spread) in expected {
      let drawn = initializer.draw([100, 400], fan, using: &rng)
      #expect((drawn.standardDeviation().scalar / spread - 1).magnitude < 0.02)
      #expect(drawn.mean().scalar.magnitude < spread * 0.02)
    }
  }

  @Test func `parameters are found in properties, arrays, optionals and superclasses, shared ones once`() {
    class Base: Module { let scale = Parameter([1]) }
    final class Net: Base {
      let layers: [Linear]
      let head: Linear?
      @Parameter var start = Tensor([0])
      init(_ rng: inout SplitMix64) {
        let shared = Linear(inputs: 2, outputs: 2, bias: false, using: &rng)
        layers = [shared, shared]
        head = Linear(inputs: 2, outputs: 1, using: &rng)
      }
    }
    var rng = SplitMix64(seed: 9)
    let names = Net(&rng).namedParameters.map(\.name)
    #expect(names == ["scale", "layers.0.weight", "head.weight", "head.bias", "start"])
  }

  @Test func `layers come from loops and conditions`() {
    var rng = SplitMix64(seed: 10)
    let deep = true
    let model = Sequential {
      for width in [2, 3] { Linear(inputs: width, outputs: width + 1, using: &rng) }
      if deep { ReLU() } else { Tanh() }
      if !deep { Sigmoid() }
    }
    #expect(
      model.layers.count == 3
        && model.activations(.zeros([1, 2])).map(\.shape) == [[1, 3], [1, 4], [1, 4]])
    #expect(model.parameterCount == 2 * 3 + 3 + 3 * 4 + 4)
  }

  @Test func `batches cover the data once, in an order that the seed decides`() {
    let x = Tensor.range(0..<10).expandedDimensions(axis: 1)
    let y = IntTensor(Array(0..<10))
    let loader = DataLoader(x, y, batchSize: 4)
    #expect(loader.map(\.count) == [4, 4, 2] && loader.batchCount == 3)
    var (one, two) = (SplitMix64(seed: 1), SplitMix64(seed: 1))
    let first = loader.shuffled(using: &one).flatMap(\.indices)
    #expect(first == loader.shuffled(using: &two).flatMap(\.indices))
    #expect(first.sorted() == Array(0..<10) && first != Array(0..<10))
    for batch in loader.shuffled(using: &one) {
      #expect(batch.inputs.scalars.map { Int($0) } == batch.targets.scalars)
    }
    #expect(Array(DataLoader(x, y, batchSize: 4, droppingLast: true)).count == 2)
  }
}
