import TestSupport
import Tensors
import Testing

/// Operations of a batch without samples: results without elements, gradients of nothing for the batch and of 0 for the rest.
struct EmptyBatchTests {
  struct Row: Sendable, CustomStringConvertible {
    let name: String
    /// The first is the batch.
    let inputs: [Shape]
    let result: Shape
    let run: @Sendable ([Tensor]) -> Tensor
    var description: String { name }

    init(_ name: String, _ inputs: [Shape], _ result: Shape, run: @escaping @Sendable ([Tensor]) -> Tensor) {
      (self.name, self.inputs, self.result, self.run) = (name, inputs, result, run)
    }
  }

  @Test(arguments: elementwise + shaping + layers + sequences)
  func `a batch of nothing goes forward and back`(row: Row) {
    var rng = SplitMix64(seed: 1)
    let parameters = row.inputs.map { Parameter(Tensor.uniform($0, from: 0.5, to: 1, using: &rng)) }
    let result = row.run(parameters.map(\.value))
    #expect(result.shape == row.result)
    result.sum().backward()
    for parameter in parameters {
      let gradient = parameter.gradient
      #expect(gradient?.shape == parameter.shape && gradient?.scalars.allSatisfy { $0 == 0 } == true)
    }
  }

  private typealias Function = @Sendable (Tensor) -> Tensor

  private static let functions: [(String, Function)] = [
    ("negate", { -$0 }), ("exp", { $0.exp() }), ("log", { $0.log() }), ("root", { $0.squareRoot() }),
    ("squared", { $0.squared() }), ("reciprocal", { $0.reciprocal() }), ("absolute", { $0.absolute() }),
    ("sine", { $0.sine() }), ("cosine", { $0.cosine() }), ("power", { $0.power(1.7) }),
    ("clamped", { $0.clamped(to: 0...1) }), ("relu", { $0.relu() }), ("elu", { $0.elu() }),
    ("leakyReLU", { $0.leakyReLU() }), ("sigmoid", { $0.sigmoid() }), ("tanh", { $0.tanh() }),
    ("softplus", { $0.softplus() }), ("silu", { $0.silu() }), ("gelu", { $0.gelu() }),
    ("gelu with tanh", { $0.gelu(approximate: true) }), ("by numbers", { 2 - (3 * $0 + 1) / 4 + 1 / $0 }),
    ("softmax", { $0.softmax() }), ("logSoftmax", { $0.logSoftmax() }),
    ("dropout", { $0.dropout(rate: 0.4, seed: 5) }),
    ("cumulative sum", { $0.cumulativeSum(axis: 1) }), ("layer norm", { $0.layerNorm() }),
  ]

  private static let elementwise =
    functions.map { name, run in Row(name, [[0, 3]], [0, 3]) { run($0[0]) } } + broadcast

  private static let broadcast = [
    Row("add", [[0, 3], [3]], [0, 3]) { $0[0] + $0[1] },
    Row("subtract", [[0, 3], [3]], [0, 3]) { $0[0] - $0[1] },
    Row("multiply", [[0, 3], [3]], [0, 3]) { $0[0] * $0[1] },
    Row("divide", [[0, 3], [3]], [0, 3]) { $0[0] / $0[1] },
    Row("maximum", [[0, 3], [3]], [0, 3]) { .maximum($0[0], $0[1]) },
    Row("minimum", [[0, 3], [3]], [0, 3]) { .minimum($0[0], $0[1]) },
    Row("squared difference", [[0, 3], [3]], [0, 3]) { .squaredDifference($0[0], $0[1]) },
    Row("power of tensors", [[0, 3], [3]], [0, 3]) { .power($0[0], $0[1]) },
    Row("where", [[0, 3], [3]], [0, 3]) { .where(Tensor.ones([0, 3]), $0[0], else: $0[1]) },
  ]

  private static let shaping = [
    Row("sum of all", [[0, 3]], []) { $0[0].sum() },
    Row("sum along the batch", [[0, 3]], [3]) { $0[0].sum(axis: 0) },
    Row("sum along a row", [[0, 3]], [0]) { $0[0].sum(axis: 1) },
    Row("mean", [[0, 3]], [0]) { $0[0].mean(axis: -1) },
    Row("variance", [[0, 3]], [0]) { $0[0].variance(axis: 1) },
    Row("max", [[0, 3]], [0]) { $0[0].max(axis: 1) }, Row("min", [[0, 3]], [0]) { $0[0].min(axis: 1) },
    Row("logSumExp", [[0, 3]], [0]) { $0[0].logSumExp(axis: 1) },
    Row("reshaped", [[0, 6]], [0, 2, 3]) { $0[0].reshaped(to: [0, 2, 3]) },
    Row("transposed", [[0, 3]], [3, 0]) { $0[0].transposed() },
    Row("permuted", [[0, 3, 2]], [2, 0, 3]) { $0[0].permuted([2, 0, 1]) },
    Row("broadcast", [[0, 1]], [4, 0, 2]) { $0[0].broadcast(to: [4, 0, 2]) },
    Row("padded", [[0, 3]], [0, 5]) { $0[0].padded(axis: 1, before: 1, after: 1) },
    Row("slice", [[0, 3]], [0, 2]) { $0[0].slice(axis: 1, 1..<3) },
    Row("entry", [[0, 3]], [0]) { $0[0].entry(1, axis: 1) },
    Row("gathered", [[4, 3]], [0, 3]) { $0[0].gathered(IntTensor([], shape: [0])) },
    Row("scattered", [[0, 3]], [5, 3]) { $0[0].scatterAdded(at: IntTensor([], shape: [0]), count: 5) },
    Row("picked", [[0, 3]], [0]) { $0[0].picked(IntTensor([], shape: [0])) },
    Row("top k", [[0, 5]], [0, 2]) { $0[0].topK(2).values },
    Row("concatenated", [[0, 3], [0, 2]], [0, 5]) { .concatenated($0, axis: 1) },
    Row("stacked", [[0, 3], [0, 3]], [0, 2, 3]) { .stacked($0, axis: 1) },
    Row("split", [[0, 4]], [0, 2]) { $0[0].split(into: 2, alongAxis: 1).reduce(1) { $0 * $1 } },
  ]

  private static let layers = [
    Row("matmul", [[0, 3], [3, 2]], [0, 2]) { $0[0].matmul($0[1]) },
    Row("matmul, transposed", [[0, 3], [2, 3]], [0, 2]) { $0[0].matmul($0[1], transposingOther: true) },
    Row("matmul, batched", [[0, 2, 3], [3, 2]], [0, 2, 2]) { $0[0].matmul($0[1]) },
    Row("linear", [[0, 3], [4, 3], [4]], [0, 4]) { $0[0].linear(weight: $0[1], bias: $0[2]) },
    Row("conv2D", [[0, 3, 5, 6], [4, 3, 3, 2], [4]], [0, 4, 3, 5]) {
      $0[0].conv2D(weight: $0[1], bias: $0[2])
    },
    Row("conv1D", [[0, 3, 9], [4, 3, 3], [4]], [0, 4, 7]) { $0[0].conv1D(weight: $0[1], bias: $0[2]) },
    Row("max pool", [[0, 2, 4, 6]], [0, 2, 2, 3]) { $0[0].maxPool2D(kernelSize: 2) },
    Row("average pool", [[0, 2, 4, 6]], [0, 2, 2, 3]) { $0[0].averagePool2D(kernelSize: 2) },
    Row("layer norm", [[0, 5], [5], [5]], [0, 5]) { $0[0].layerNorm(gain: $0[1], shift: $0[2]) },
    Row("rms norm", [[0, 5], [5]], [0, 5]) { $0[0].rmsNorm(gain: $0[1]) },
    Row("channel norm", [[0, 3], [3], [3]], [0, 3]) {
      $0[0].channelNorm(
        mean: [0, 0, 0], variance: [1, 1, 1], gain: $0[1], shift: $0[2], momentsAreOfBatch: false)
    },
    Row("cross-entropy a sample", [[0, 5]], [0]) {
      crossEntropy(logits: $0[0], labels: [], reduction: .none)
    },
    Row("cross-entropy, sum", [[0, 5]], []) { crossEntropy(logits: $0[0], labels: [], reduction: .sum) },
    Row("binary cross-entropy", [[0, 2]], []) {
      binaryCrossEntropy(logits: $0[0], targets: .zeros([0, 2]), reduction: .sum)
    },
    Row("squared error", [[0, 2]], []) { meanSquaredError($0[0], .zeros([0, 2]), reduction: .sum) },
  ]

  private static let sequences = [
    Row("attention", [[0, 2, 3, 4], [0, 2, 5, 4], [0, 2, 5, 3]], [0, 2, 3, 3]) {
      scaledDotProductAttention(queries: $0[0], keys: $0[1], values: $0[2])
    },
    Row("self-attention", [[0, 5, 18]], [0, 5, 6]) { selfAttention(packed: $0[0], heads: 2, isCausal: true) },
    Row("additive scores", [[0, 3, 5], [0, 4, 5], [5]], [0, 3, 4]) {
      additiveScores(queries: $0[0], keys: $0[1], weight: $0[2])
    },
    Row("rnn", [[0, 3, 2], [3, 2], [3, 3], [3], [3], [0, 3]], [0, 3, 3]) {
      sequence($0, parts: 1).rnn().outputs
    },
    Row("lstm", [[0, 3, 2], [12, 2], [12, 3], [12], [12], [0, 3], [0, 3]], [0, 3, 3]) {
      sequence($0, parts: 2).lstm().outputs
    },
    Row("gru", [[0, 3, 2], [9, 2], [9, 3], [9], [9], [0, 3]], [0, 3, 3]) {
      sequence($0, parts: 1).gru().outputs
    },
  ]

  private static func sequence(_ inputs: [Tensor], parts: Int) -> RecurrentSequence {
    RecurrentSequence(
      .vectors(inputs[0]), inputWeight: inputs[1], hiddenWeight: inputs[2], inputBias: inputs[3],
      hiddenBias: inputs[4], start: Array(inputs[5..<5 + parts]), lengths: nil, reversed: false)
  }
}
