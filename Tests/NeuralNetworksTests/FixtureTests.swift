import NeuralNetworks
import TestSupport
import Testing

/// Values and gradients compared with PyTorch's, operation by operation.
struct FixtureTests {
  typealias Function = @Sendable ([Tensor], [IntTensor]) -> Tensor

  @Test("each case agrees", arguments: ["activations", "layers", "attention", "losses", "odd", "operations"])
  func agrees(_ file: String) throws {
    let fixtures = try Fixture.load(file)
    #expect(!fixtures.isEmpty)
    for fixture in fixtures {
      let function = try #require(Self.functions[fixture.name], "no function is called \(fixture.name)")
      let inputs = fixture.list("input").map { Parameter($0) }
      let output = function(inputs.map(\.value), fixture.list("integers").map(Fixture.integers))
      expectClose(output, fixture["output"], rtol: 1e-5, atol: 1e-5, "\(fixture)")
      guard output.isRecorded, output.shape == fixture["cotangent"].shape else {
        Issue.record("\(fixture) was not recorded")
        continue
      }
      output.backward(seed: fixture["cotangent"])
      for (index, input) in inputs.enumerated() {
        expectClose(
          input.gradient ?? .zeros(input.shape), fixture["gradient.\(index)"], rtol: 1e-4, atol: 2e-5,
          "\(fixture), gradient of input \(index)")
      }
    }
  }

  static let functions: [String: Function] = [layers, losses, odd, operations].reduce(activations) {
    $0.merging($1) { $1 }
  }

  private static let activations: [String: Function] = [
    "relu": { x, _ in x[0].relu() },
    "leakyReLU": { x, _ in x[0].leakyReLU(slope: 0.2) },
    "elu": { x, _ in x[0].elu(alpha: 1.3) },
    "gelu": { x, _ in x[0].gelu() },
    "gelu with tanh": { x, _ in x[0].gelu(approximate: true) },
    "silu": { x, _ in x[0].silu() },
    "softplus": { x, _ in x[0].softplus() },
    "sigmoid": { x, _ in x[0].sigmoid() },
    "tanh": { x, _ in x[0].tanh() },
    "softmax": { x, _ in x[0].softmax() },
    "logSoftmax": { x, _ in x[0].logSoftmax(axis: 0) },
    "logSumExp": { x, _ in x[0].logSumExp() },
  ]

  private static let layers: [String: Function] = [
    "linear": { x, _ in x[0].linear(weight: x[1], bias: x[2]) },
    "linear, batch of one": { x, _ in x[0].linear(weight: x[1], bias: x[2]) },
    "linear, vector": { x, _ in x[0].linear(weight: x[1], bias: x[2]) },
    "conv2D": { x, _ in x[0].conv2D(weight: x[1], bias: x[2]) },
    "conv2D, stride, padding, dilation, groups": { x, _ in
      x[0].conv2D(
        weight: x[1], bias: x[2], stride: Size2D(height: 2, width: 1), padding: Size2D(height: 1, width: 2),
        dilation: Size2D(height: 1, width: 2), groups: 2)
    },
    "conv2D, stride over kernel": { x, _ in x[0].conv2D(weight: x[1], stride: 3) },
    "conv2D, depthwise": { x, _ in x[0].conv2D(weight: x[1], padding: 1, groups: 3) },
    "conv2D, pointwise": { x, _ in x[0].conv2D(weight: x[1], bias: x[2]) },
    "conv1D": { x, _ in x[0].conv1D(weight: x[1], bias: x[2], stride: 2, padding: 1) },
    "conv1D, dilation": { x, _ in x[0].conv1D(weight: x[1], dilation: 3) },
    "maxPool2D": { x, _ in x[0].maxPool2D(kernelSize: 2) },
    "maxPool2D, overlapping, padded": { x, _ in x[0].maxPool2D(kernelSize: 3, stride: 2, padding: 1) },
    "maxPool2D, ties": { x, _ in x[0].maxPool2D(kernelSize: 2) },
    "maxPool1D": { x, _ in x[0].maxPool1D(kernelSize: 3, stride: 2) },
    "averagePool2D": { x, _ in x[0].averagePool2D(kernelSize: 3, stride: 2, padding: 1) },
    "averagePool1D": { x, _ in x[0].averagePool1D(kernelSize: 2) },
    "embedding": { x, i in x[0].gathered(i[0], frozenRow: 1) },
    "layerNorm": { x, _ in x[0].layerNorm(gain: x[1], shift: x[2]) },
    "rmsNorm": { x, _ in x[0].rmsNorm(gain: x[1]) },
    "batchNorm, training": { x, _ in
      let (mean, variance) = x[0].channelMoments()
      return x[0].channelNorm(
        mean: mean, variance: variance, gain: x[1], shift: x[2], momentsAreOfBatch: true)
    },
    "batchNorm, inference": { x, _ in
      x[0].channelNorm(
        mean: [0.1, 0.2, 0.3], variance: [1, 2, 3], gain: x[1], shift: x[2], momentsAreOfBatch: false)
    },
    "attention": { x, _ in scaledDotProductAttention(queries: x[0], keys: x[1], values: x[2]) },
    "attention, one query": { x, _ in scaledDotProductAttention(queries: x[0], keys: x[1], values: x[2]) },
    "attention, causal": { x, _ in
      scaledDotProductAttention(queries: x[0], keys: x[1], values: x[2], isCausal: true)
    },
    "attention, padding mask": { x, _ in
      let mask = Tensor([1, 1, 0, 0, 1, 1, 1, 1], shape: [2, 1, 1, 4])
      return scaledDotProductAttention(queries: x[0], keys: x[1], values: x[2], mask: mask)
    },
    "attention, hidden row": { x, _ in
      let rows = IntTensor([[0, 0, 1, 0], [0, 0, 0, 0]])
      let mask = Tensor(rows.scalars.map { $0 == 1 ? 0 : 1 }, shape: [2, 1, 4, 1])
      return scaledDotProductAttention(queries: x[0], keys: x[1], values: x[2], mask: mask)
    },
  ]

  private static let weights: Tensor = [0.5, 1, 2, 0.1, 3]

  private static let losses: [String: Function] = [
    "crossEntropy": { x, i in crossEntropy(logits: x[0], labels: i[0]) },
    "crossEntropy, one class right": { x, i in crossEntropy(logits: x[0], labels: i[0]) },
    "crossEntropy, sum": { x, i in crossEntropy(logits: x[0], labels: i[0], reduction: .sum) },
    "crossEntropy, each": { x, i in crossEntropy(logits: x[0], labels: i[0], reduction: .none) },
    "crossEntropy, smoothing": { x, i in crossEntropy(logits: x[0], labels: i[0], labelSmoothing: 0.1) },
    "crossEntropy, weights": { x, i in crossEntropy(logits: x[0], labels: i[0], classWeights: weights) },
    "crossEntropy, ignored": { x, i in crossEntropy(logits: x[0], labels: i[0], ignoredLabel: -100) },
    "crossEntropy, all at once": { x, i in
      crossEntropy(
        logits: x[0], labels: i[0], classWeights: weights, labelSmoothing: 0.2, ignoredLabel: -100)
    },
    "binaryCrossEntropy": { x, _ in binaryCrossEntropy(logits: x[0], targets: x[1].detached()) },
    "meanSquaredError": { x, _ in meanSquaredError(x[0], x[1]) },
    "meanAbsoluteError": { x, _ in meanAbsoluteError(x[0], x[1]) },
    "huberLoss": { x, _ in huberLoss(x[0], x[1], delta: 1.5) },
    "klDivergence": { x, _ in
      klDivergence(logPredictions: x[0].logSoftmax(), targets: [[0.5, 0.5, 0], [0.1, 0.2, 0.7]])
    },
  ]
}
