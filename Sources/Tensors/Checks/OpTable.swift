extension OpCase {
  /// The op table: every operation of the engine has a row here.
  public static let all = groups.flatMap(\.cases)

  /// The op table, by kind.
  public static let groups: [(name: String, cases: [OpCase])] = [
    ("arithmetic", arithmetic), ("element by element", elementwise), ("reductions", reductions),
    ("shapes", shaping), ("selection", selection), ("matrix products", products), ("images", images),
    ("normalization", normalization), ("attention", attention + attentionVariants), ("recurrent", recurrent),
    ("losses", losses), ("ordering and several axes", ordering), ("Einstein's notation", notation),
    ("larger images, padding and groups", enlarging), ("your own", own),
  ]

  private static let arithmetic = [
    OpCase("add", [[3, 4], [3, 4]]) { $0[0] + $0[1] },
    OpCase("add, row broadcast", [[2, 3, 4], [4]]) { $0[0] + $0[1] },
    OpCase("subtract, column broadcast", [[3, 4], [3, 1]]) { $0[0] - $0[1] },
    OpCase("multiply, both broadcast", [[3, 1], [1, 4]]) { $0[0] * $0[1] },
    OpCase("divide", [[2, 5], [5]], draw: Draw.positive) { $0[0] / $0[1] },
    OpCase("maximum", [[4, 3], [4, 3]], draw: Draw.distinct) { .maximum($0[0], $0[1] + 0.03) },
    OpCase("minimum", [[4, 3], [3]], draw: Draw.distinct) { .minimum($0[0], $0[1] + 0.03) },
    OpCase("squaredDifference", [[4, 3], [3]]) { .squaredDifference($0[0], $0[1]) },
    OpCase("power of tensors", [[3, 4], [4]], draw: Draw.positive) { .power($0[0], $0[1]) },
    OpCase("scalar arithmetic", [[5]], draw: Draw.positive) { 2 - (3 * $0[0] + 1) / 4 + 1 / $0[0] },
    OpCase("where", [[3, 4], [4]]) { .where([[1], [0], [1]], $0[0], else: $0[1]) },
  ]

  private static let elementwise = [
    OpCase("negate", [[7]]) { -$0[0] },
    OpCase("exp", [[3, 7]]) { $0[0].exp() },
    OpCase("log", [[3, 7]], draw: Draw.positive) { $0[0].log() },
    OpCase("squareRoot", [[19]], draw: Draw.positive) { $0[0].squareRoot() },
    OpCase("squared", [[19]]) { $0[0].squared() },
    OpCase("reciprocal", [[19]], draw: Draw.positive) { $0[0].reciprocal() },
    OpCase("absolute", [[19]], draw: Draw.awayFromZero) { $0[0].absolute() },
    OpCase("sine and cosine", [[19]]) { $0[0].sine() * $0[0].cosine() },
    OpCase("power", [[19]], draw: Draw.positive) { $0[0].power(1.7) },
    OpCase("clamped", [[19]], draw: Draw.awayFromZero) { $0[0].clamped(to: 0...10) },
    OpCase("relu", [[19]], draw: Draw.awayFromZero) { $0[0].relu() },
    OpCase("leakyReLU", [[19]], draw: Draw.awayFromZero) { $0[0].leakyReLU(slope: 0.2) },
    OpCase("elu", [[19]], draw: Draw.awayFromZero) { $0[0].elu(alpha: 1.3) },
    OpCase("sigmoid", [[3, 7]]) { $0[0].sigmoid() },
    OpCase("tanh", [[3, 7]]) { $0[0].tanh() },
    OpCase("softplus", [[3, 7]]) { $0[0].softplus() },
    OpCase("silu", [[3, 7]]) { $0[0].silu() },
    OpCase("gelu", [[3, 7]]) { $0[0].gelu() },
    OpCase("gelu with tanh", [[3, 7]]) { $0[0].gelu(approximate: true) },
  ]

  private static let reductions = [
    OpCase("sum", [[3, 4]]) { $0[0].sum() },
    OpCase("sum along the first axis", [[3, 4]]) { $0[0].sum(axis: 0) },
    OpCase("sum along a middle axis", [[2, 3, 4]]) { $0[0].sum(axis: 1, keepingDimension: true) },
    OpCase("mean", [[3, 4]]) { $0[0].mean(axis: -1) },
    OpCase("variance", [[3, 4]]) { $0[0].variance(axis: 0) },
    OpCase("standardDeviation", [[3, 4]]) { $0[0].standardDeviation(unbiased: true) },
    OpCase("unbiased variance of all", [[3, 4]]) { $0[0].variance(unbiased: true) },
    OpCase("max", [[3, 4]], draw: Draw.distinct) { $0[0].max(axis: 0) },
    OpCase("min of all", [[3, 4]], draw: Draw.distinct) { $0[0].min() },
    OpCase("logSumExp", [[3, 4]]) { $0[0].logSumExp(axis: 0) },
    OpCase("softmax", [[3, 17]]) { $0[0].softmax() },
    OpCase("softmax along the first axis", [[3, 4]]) { $0[0].softmax(axis: 0) },
    OpCase("logSoftmax", [[3, 17]]) { $0[0].logSoftmax() },
  ]

  private static let shaping = [
    OpCase("reshaped", [[3, 4]]) { $0[0].reshaped(to: [2, -1]) },
    OpCase("transposed", [[2, 3, 4]]) { $0[0].transposed() },
    OpCase("permuted", [[2, 3, 4, 2]]) { $0[0].permuted([2, 0, 3, 1]) },
    OpCase("broadcast", [[3, 1]]) { $0[0].broadcast(to: [2, 3, 4]) },
    OpCase("padded", [[2, 3, 2]]) { $0[0].padded(axis: 1, before: 2, after: 1, with: 5) },
    OpCase("slices", [[4, 5]]) { $0[0][1..<3, 2..<5] },
    OpCase("overlapping slices", [[4, 5]]) { $0[0][1..<3] * $0[0][2..<4] },
    OpCase("entry", [[4, 5]]) { $0[0].entry(-1, axis: 1) },
    OpCase("gathered with repetition", [[4, 3]]) { $0[0].gathered(IntTensor([[1, 1], [3, 0]])) },
    OpCase("concatenated", [[2, 3], [2, 1], [2, 2]]) { .concatenated($0, axis: 1) },
    OpCase("stacked five", [[3], [3], [3], [3], [3]]) { .stacked($0, axis: 1) },
    OpCase("split", [[4, 6]]) { $0[0].split(into: 3, alongAxis: 1).reduce(1) { $0 * $1 } },
  ]

  private static let products = [
    OpCase("matmul", [[3, 4], [4, 2]]) { $0[0].matmul($0[1]) },
    OpCase("matmul, left transposed", [[4, 3], [4, 2]]) { $0[0].matmul($0[1], transposingSelf: true) },
    OpCase("matmul, right transposed", [[3, 4], [2, 4]]) { $0[0].matmul($0[1], transposingOther: true) },
    OpCase("matmul, both transposed", [[4, 3], [2, 4]]) {
      $0[0].matmul($0[1], transposingSelf: true, transposingOther: true)
    },
    OpCase("matmul, batched", [[2, 3, 4], [2, 4, 2]]) { $0[0].matmul($0[1]) },
    OpCase("matmul, broadcast batch", [[2, 1, 3, 4], [5, 4, 2]]) { $0[0].matmul($0[1]) },
    OpCase("matmul, one right matrix", [[2, 3, 4], [4, 2]]) { $0[0].matmul($0[1]) },
    OpCase("linear", [[2, 5, 3], [4, 3], [4]]) { $0[0].linear(weight: $0[1], bias: $0[2]) },
  ]

  private static let selection = [
    OpCase("scatterAdded", [[2, 2, 3]]) { $0[0].scatterAdded(at: IntTensor([[1, 1], [3, 0]]), count: 5) },
    OpCase("picked", [[2, 2, 3]]) { $0[0].picked(IntTensor([[2, 1], [0, 0]])) },
    OpCase("topK", [[3, 7]], draw: Draw.distinct) { $0[0].topK(3).values },
    OpCase("cumulativeSum", [[2, 4, 3]]) { $0[0].cumulativeSum(axis: 1) },
    OpCase("dropout", [[6, 7]]) { $0[0].dropout(rate: 0.4, seed: 5) },
  ]

  private static let images = [
    OpCase("conv2D", [[2, 3, 5, 6], [4, 3, 3, 2], [4]]) { $0[0].conv2D(weight: $0[1], bias: $0[2]) },
    OpCase("conv2D, stride, padding, dilation, groups", [[2, 4, 7, 8], [6, 2, 3, 3], [6]]) {
      $0[0].conv2D(
        weight: $0[1], bias: $0[2], stride: Size2D(height: 2, width: 1), padding: Size2D(height: 1, width: 2),
        dilation: Size2D(height: 1, width: 2), groups: 2)
    },
    OpCase("conv2D, stride over kernel", [[1, 2, 7, 7], [3, 2, 2, 2]]) {
      $0[0].conv2D(weight: $0[1], stride: 3)
    },
    OpCase("conv2D, pointwise", [[2, 3, 4, 4], [5, 3, 1, 1]]) { $0[0].conv2D(weight: $0[1]) },
    OpCase("conv1D", [[2, 3, 9], [4, 3, 3], [4]]) {
      $0[0].conv1D(weight: $0[1], bias: $0[2], stride: 2, padding: 1)
    },
    OpCase("maxPool2D", [[2, 2, 4, 6]], draw: Draw.distinct) { $0[0].maxPool2D(kernelSize: 2) },
    OpCase("maxPool2D, overlapping, padded", [[1, 2, 5, 5]], draw: Draw.distinct) {
      $0[0].maxPool2D(kernelSize: 3, stride: 2, padding: 1)
    },
    OpCase("maxPool1D", [[2, 2, 7]], draw: Draw.distinct) { $0[0].maxPool1D(kernelSize: 3, stride: 2) },
    OpCase("averagePool2D", [[2, 2, 5, 6]]) { $0[0].averagePool2D(kernelSize: 3, stride: 2, padding: 1) },
    OpCase("averagePool1D", [[2, 2, 6]]) { $0[0].averagePool1D(kernelSize: 2) },
  ]

  private static let normalization = [
    OpCase("layerNorm", [[3, 19], [19], [19]]) { $0[0].layerNorm(gain: $0[1], shift: $0[2]) },
    OpCase("layerNorm, plain", [[3, 5]]) { $0[0].layerNorm() },
    OpCase("rmsNorm", [[2, 3, 5], [5]]) { $0[0].rmsNorm(gain: $0[1]) },
    OpCase("channelNorm of the batch", [[4, 3, 2, 2], [3], [3]]) {
      let (mean, variance) = $0[0].channelMoments()
      return $0[0].channelNorm(
        mean: mean, variance: variance, gain: $0[1], shift: $0[2], momentsAreOfBatch: true)
    },
    OpCase("channelNorm with constants", [[4, 3], [3], [3]]) {
      $0[0].channelNorm(
        mean: [0.1, 0.2, 0.3], variance: [1, 2, 3], gain: $0[1], shift: $0[2], momentsAreOfBatch: false)
    },
  ]

  private static let attention = [
    OpCase("softmax with a mask", [[3, 4]]) {
      $0[0].softmax(mask: [[1, 1, 0, 1], [0, 0, 0, 0], [1, 1, 1, 1]])
    },
    OpCase("attention", [[2, 2, 3, 4], [2, 2, 5, 4], [2, 2, 5, 3]]) {
      scaledDotProductAttention(queries: $0[0], keys: $0[1], values: $0[2])
    },
    OpCase("attention, causal", [[1, 2, 4, 3], [1, 2, 4, 3], [1, 2, 4, 3]]) {
      scaledDotProductAttention(queries: $0[0], keys: $0[1], values: $0[2], isCausal: true, scale: 0.8)
    },
    OpCase("attention, padding mask", [[2, 2, 3, 4], [2, 2, 3, 4], [2, 2, 3, 4]]) {
      let mask = Tensor([1, 1, 0, 1, 1, 1], shape: [2, 1, 1, 3])
      return scaledDotProductAttention(queries: $0[0], keys: $0[1], values: $0[2], mask: mask)
    },
    OpCase("attention, dropout", [[2, 2, 3, 4], [2, 2, 5, 4], [2, 2, 5, 3]]) {
      scaledDotProductAttention(queries: $0[0], keys: $0[1], values: $0[2], dropout: 0.3, seed: 5)
    },
    OpCase("self-attention of packed heads", [[2, 5, 18]]) { selfAttention(packed: $0[0], heads: 2) },
    OpCase("self-attention, causal, with dropout and padding", [[2, 4, 12]]) {
      let mask = Tensor([1, 1, 0, 1, 1, 1, 1, 0], shape: [2, 1, 1, 4])
      return selfAttention(packed: $0[0], heads: 2, mask: mask, isCausal: true, dropout: 0.2, seed: 3)
    },
  ]

  private static let losses = [
    OpCase("crossEntropy", [[3, 5]]) { crossEntropy(logits: $0[0], labels: [1, 4, 0]) },
    OpCase("crossEntropy a sample", [[3, 5]]) {
      crossEntropy(logits: $0[0], labels: [1, 4, 0], reduction: .none)
    },
    OpCase("binaryCrossEntropy", [[3, 2]]) {
      binaryCrossEntropy(logits: $0[0], targets: [[0, 1], [1, 0.3], [0, 0]])
    },
    OpCase("meanSquaredError", [[3, 2], [3, 2]]) { meanSquaredError($0[0], $0[1]) },
  ]
}
