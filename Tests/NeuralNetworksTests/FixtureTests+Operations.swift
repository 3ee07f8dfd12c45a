import NeuralNetworks

/// Orders, axes, einsum, norms, larger images, padding, shared heads, and losses with weights, triplets and paths.
extension FixtureTests {
  static let operations = [rearranging, axes, enlarging, sharing, weighing, paths].reduce(into: [:]) {
    $0.merge($1) { $1 }
  }

  private static let rearranging: [String: Function] = [
    "gathered along an axis": { x, i in x[0].gathered(alongAxis: 1, i[0]) },
    "gathered along the first axis": { x, i in x[0].gathered(alongAxis: 0, i[0]) },
    "entries": { x, _ in x[0].entries([2, 0, 2], axis: 1) },
    "sorted": { x, _ in x[0].sorted().values },
    "sorted, descending, first axis": { x, _ in x[0].sorted(axis: 0, descending: true).values },
    "order of ties": { x, _ in x[0] * numbers(x[0].argsort()) },
    "order of ties, descending": { x, _ in x[0] * numbers(x[0].argsort(descending: true)) },
    "einsum, matrices": { x, _ in einsum("ij,jk->ki", x[0], x[1]) },
    "einsum, heads": { x, _ in einsum("bqhd,bkhd->bhqk", x[0], x[1]) },
    "einsum, no arrow, dots": { x, _ in einsum("...ab, b, ...bc", x[0], x[1], x[2]) },
    "einsum, trace": { x, _ in einsum("ii", x[0]) },
    "einsum, diagonal": { x, _ in einsum("iij->ji", x[0]) },
    "einsum, outer, one broadcast": { x, _ in einsum("i,ij->ij", x[0], x[1]) },
  ]

  private static func numbers(_ indices: IntTensor) -> Tensor {
    Tensor(indices.scalars.map { Float($0) }, shape: indices.shape)
  }

  private static let axes: [String: Function] = [
    "sum along two axes": { x, _ in x[0].sum(axes: [1, 3]) },
    "mean along two axes, kept": { x, _ in x[0].mean(axes: [-1, 0], keepingDimensions: true) },
    "variance along three axes": { x, _ in x[0].variance(axes: [0, 2, 3], unbiased: true) },
    "max along two axes": { x, _ in x[0].max(axes: [0, 2]) },
    "logSumExp along two axes": { x, _ in x[0].logSumExp(axes: [2, 3]) },
    "norm": { x, _ in x[0].vectorNorm(axis: 1) },
    "norm of order 1": { x, _ in x[0].vectorNorm(order: 1, axis: 0, keepingDimension: true) },
    "norm of order 3": { x, _ in x[0].vectorNorm(order: 3, axis: 1) },
    "norm of infinite order, ties": { x, _ in x[0].vectorNorm(order: .infinity, axis: 1) },
    "norm of all": { x, _ in x[0].vectorNorm() },
    "norm along two axes": { x, _ in x[0].vectorNorm(axes: [0, 2]) },
  ]

  private static let enlarging: [String: Function] = [
    "convTranspose2D": { x, _ in x[0].convTranspose2D(weight: x[1], bias: x[2]) },
    "convTranspose2D, stride over kernel": { x, _ in x[0].convTranspose2D(weight: x[1], stride: 3) },
    "convTranspose2D, all at once": { x, _ in
      x[0].convTranspose2D(
        weight: x[1], bias: x[2], stride: Size2D(height: 2, width: 3), padding: Size2D(height: 1, width: 2),
        outputPadding: Size2D(height: 1, width: 2), dilation: Size2D(height: 1, width: 2), groups: 2)
    },
    "convTranspose1D": { x, _ in
      x[0].convTranspose1D(weight: x[1], bias: x[2], stride: 2, padding: 1, outputPadding: 1)
    },
    "upsample2D, nearest": { x, _ in x[0].upsample2D(to: Size2D(height: 7, width: 8)) },
    "upsample2D, nearest, smaller": { x, _ in x[0].upsample2D(to: Size2D(height: 2, width: 3)) },
    "upsample2D, bilinear": { x, _ in x[0].upsample2D(to: Size2D(height: 7, width: 8), mode: .bilinear) },
    "upsample2D, doubled": { x, _ in Upsample2D(factor: 2, mode: .bilinear)(x[0]) },
    "upsample2D, corners aligned": { x, _ in
      x[0].upsample2D(to: Size2D(height: 7, width: 1), mode: .bilinear, aligningCorners: true)
    },
    "padded, reflect": { x, _ in padded(x[0], .reflect) },
    "padded, replicate": { x, _ in padded(x[0], .replicate) },
    "padded, circular": { x, _ in padded(x[0], .circular) },
    "conv2D, same, even kernel": { x, _ in
      convolved(x) {
        Conv2D(
          inputChannels: 4, outputChannels: 2, kernelSize: Size2D(height: 2, width: 4), padding: .same,
          bias: false, using: &$0)
      }
    },
    "conv2D, reflect, dilation": { x, _ in
      convolved(x) {
        Conv2D(
          inputChannels: 4, outputChannels: 2, kernelSize: 3, padding: .same, dilation: 2, bias: false,
          paddingMode: .reflect, using: &$0)
      }
    },
    "groupNorm": { x, _ in x[0].groupNorm(groups: 2, gain: x[1], shift: x[2]) },
    "groupNorm, as many as channels": { x, _ in x[0].groupNorm(groups: 4) },
    "groupNorm, without positions": { x, _ in x[0].groupNorm(groups: 2, gain: x[1]) },
  ]

  private static func padded(_ x: Tensor, _ mode: PaddingMode) -> Tensor {
    x.padded(axis: 3, before: 3, after: 1, mode: mode).padded(axis: 2, before: 1, after: 2, mode: mode)
  }

  /// The layer's padding with the case's images and filters, so that both get a gradient.
  private static func convolved(_ x: [Tensor], _ make: (inout SplitMix64) -> Conv2D) -> Tensor {
    var rng = SplitMix64(seed: 1)
    let layer = make(&rng)
    let (before, extra) = (layer.padding, layer.extraPadding)
    let image = x[0]
      .padded(axis: 2, before: before.height, after: before.height + extra.height, mode: layer.paddingMode)
      .padded(axis: 3, before: before.width, after: before.width + extra.width, mode: layer.paddingMode)
    let y = image.conv2D(weight: x[1], dilation: layer.dilation)
    layer.weight = x[1].detached()
    precondition(layer(x[0]).equals(y), "the layer pads otherwise")
    return y
  }

  private static let sharing: [String: Function] = [
    "attention, additive mask": { x, _ in
      scaledDotProductAttention(queries: x[0], keys: x[1], values: x[2], additiveMask: x[3])
    },
    "attention, shared keys": { x, _ in
      scaledDotProductAttention(queries: x[0], keys: x[1], values: x[2])
    },
    "attention, shared keys, additive mask": { x, _ in
      scaledDotProductAttention(queries: x[0], keys: x[1], values: x[2], additiveMask: x[3])
    },
    "layerNorm without bias": { x, _ in x[0].layerNorm(gain: x[1]) },
  ]

  private static let classWeights: Tensor = [0.5, 1, 2, 0.1, 3]
  private static let positives: Tensor = [0.5, 1, 3, 8]

  private static let weighing: [String: Function] = [
    "crossEntropy, soft targets": { x, _ in crossEntropy(logits: x[0], targets: x[1]) },
    "crossEntropy, soft targets, all at once": { x, _ in
      crossEntropy(
        logits: x[0], targets: x[1], classWeights: classWeights, labelSmoothing: 0.2, reduction: .sum)
    },
    "crossEntropy, soft targets, weights": { x, _ in
      crossEntropy(logits: x[0], targets: x[1], classWeights: classWeights)
    },
    "binaryCrossEntropy, positive weights": { x, _ in
      binaryCrossEntropy(logits: x[0], targets: x[1], positiveWeights: positives)
    },
    "binaryCrossEntropy, both weights": { x, _ in
      binaryCrossEntropy(
        logits: x[0], targets: x[1], positiveWeights: positives, weights: [[0.5], [2], [1]], reduction: .none)
    },
    "tripletMarginLoss": { x, _ in tripletMarginLoss(anchors: x[0], positives: x[1], negatives: x[2]) },
    "tripletMarginLoss, swapped, order 1": { x, _ in
      tripletMarginLoss(
        anchors: x[0], positives: x[1], negatives: x[2], margin: 0.5, order: 1, swapping: true,
        reduction: .sum)
    },
  ]

  private static let paths: [String: Function] = [
    "ctcLoss": { x, i in
      ctcLoss(logits: x[0], targets: i[0], inputLengths: [7, 5, 4], targetLengths: [4, 3, 1])
    },
    "ctcLoss, each": { x, i in
      ctcLoss(logits: x[0], targets: i[0], targetLengths: [4, 3, 1], reduction: .none)
    },
    "ctcLoss, another blank, impossible": { x, i in
      ctcLoss(
        logits: x[0], targets: i[0], inputLengths: [7, 2, 4], targetLengths: [4, 3, 1], blank: 2,
        zeroingInfinity: true, reduction: .sum)
    },
  ]
}
