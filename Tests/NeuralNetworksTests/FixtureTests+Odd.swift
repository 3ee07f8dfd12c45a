import NeuralNetworks

/// The cases that are easy to get wrong: one sample, one step, windows that skip, ties, constants, large numbers.
extension FixtureTests {
  static let odd: [String: Function] = oddWindows.merging(oddRows) { $1 }.merging(oddLosses) { $1 }

  private static let oddWindows: [String: Function] = [
    "conv2D, one sample, uneven": { x, _ in
      x[0].conv2D(
        weight: x[1], stride: Size2D(height: 1, width: 3), padding: Size2D(height: 2, width: 0))
    },
    "conv2D, as many groups as channels, two filters each": { x, _ in x[0].conv2D(weight: x[1], groups: 4) },
    "conv1D, stride, padding, dilation, groups": { x, _ in
      x[0].conv1D(weight: x[1], bias: x[2], stride: 2, padding: 3, dilation: 2, groups: 2)
    },
    "conv1D, stride over kernel": { x, _ in x[0].conv1D(weight: x[1], stride: 4) },
    "conv1D, one output step": { x, _ in x[0].conv1D(weight: x[1]) },
    "maxPool2D, stride over kernel": { x, _ in x[0].maxPool2D(kernelSize: 2, stride: 3) },
    "maxPool1D, padding, dilation": { x, _ in
      x[0].maxPool1D(kernelSize: 3, stride: 2, padding: 1, dilation: 2)
    },
    "maxPool1D, ties": { x, _ in x[0].maxPool1D(kernelSize: 3, stride: 1) },
    "averagePool2D, stride over kernel": { x, _ in
      x[0].averagePool2D(kernelSize: Size2D(height: 1, width: 2), stride: 3)
    },
    "averagePool1D, padding": { x, _ in x[0].averagePool1D(kernelSize: 3, stride: 2, padding: 1) },
    "GlobalAveragePool": { x, _ in GlobalAveragePool()(x[0]) },
    "GlobalMaxPool, ties": { x, _ in GlobalMaxPool()(x[0]) },
    "batchNorm, sequences": { x, _ in normalized(x) },
    "batchNorm, one image": { x, _ in normalized(x) },
  ]

  private static func normalized(_ x: [Tensor]) -> Tensor {
    let norm = BatchNorm(channels: 4)
    let (mean, variance) = x[0].channelMoments()
    return x[0].channelNorm(
      mean: mean, variance: variance, gain: x[1], shift: x[2], epsilon: norm.epsilon, momentsAreOfBatch: true)
  }

  private static let oddRows: [String: Function] = [
    "max, ties": { x, _ in x[0].max(axis: 1) },
    "min, ties": { x, _ in x[0].min(axis: 1) },
    "maximum, ties": { x, _ in .maximum(x[0], x[1]) },
    "layerNorm, a constant row": { x, _ in x[0].layerNorm(gain: x[1], shift: x[2]) },
    "rmsNorm, zeros": { x, _ in x[0].rmsNorm(gain: x[1]) },
    "softmax, great numbers": { x, _ in x[0].softmax() },
    "logSoftmax, great numbers": { x, _ in x[0].logSoftmax() },
    "logSumExp, great numbers": { x, _ in x[0].logSumExp() },
    "attention, one step": { x, _ in
      scaledDotProductAttention(queries: x[0], keys: x[1], values: x[2])
    },
    "where": { x, _ in .where([[1, 0, 1], [0, 0, 1]], x[0], else: x[1]) },
    "topK": { x, _ in x[0].topK(3).values },
    "cumulativeSum": { x, _ in x[0].cumulativeSum(axis: 1) },
    "padded": { x, _ in x[0].padded(axis: 1, before: 2, after: 1, with: 5) },
    "scatterAdded": { x, _ in x[0].scatterAdded(at: IntTensor([[1, 1], [3, 0]]), count: 5) },
    "picked": { x, _ in x[0].picked(IntTensor([[0, 0], [1, 0]])) },
  ]

  private static let signs: Tensor = [[1, -1, 1], [-1, -1, 1]]

  private static let oddLosses: [String: Function] = [
    "crossEntropy, sequences": { x, i in crossEntropy(logits: x[0], labels: i[0]) },
    "crossEntropy, great numbers": { x, i in crossEntropy(logits: x[0], labels: i[0]) },
    "crossEntropy, smoothing, great numbers": { x, i in
      crossEntropy(logits: x[0], labels: i[0], labelSmoothing: 0.1)
    },
    "binaryCrossEntropy, great numbers": { x, _ in binaryCrossEntropy(logits: x[0], targets: [[0, 0, 1]]) },
    "huberLoss, sum": { x, _ in huberLoss(x[0], x[1], reduction: .sum) },
    "meanAbsoluteError, ties": { x, _ in meanAbsoluteError(x[0], x[1]) },
    "hingeLoss": { x, _ in hingeLoss(scores: x[0], targets: signs) },
    "hingeLoss, each": { x, _ in hingeLoss(scores: x[0], targets: signs, reduction: .none) },
    "negativeSamplingLoss": { x, _ in negativeSamplingLoss(positives: x[0], negatives: x[1]) },
    "negativeSamplingLoss, great numbers": { x, _ in negativeSamplingLoss(positives: x[0], negatives: x[1]) },
  ]
}
