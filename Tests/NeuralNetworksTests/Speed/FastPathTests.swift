import Foundation
import Kernels
import NeuralNetworks
import TestSupport
import Testing

/// The fast paths of training: these tests fail when a layer falls back to its composed form or a kernel to a slower one,
/// without measuring time.
@Suite struct FastPathTests {
  private struct Expectation: Sendable, CustomStringConvertible {
    let family: TrainingFamily
    /// The operations that one forward pass and its loss record, with their counts.
    let operations: [String: Int]
    /// The most memory that a step may take in addition to model and data, in KiB: 5 % more than it took when this was
    /// written, so that a pullback that falls back is noticed too.
    let memory: Int
    var description: String { "\(family)" }
  }

  private static let table = [
    Expectation(
      family: .benchmark("mlp-digits"), operations: ["linear": 2, "relu": 1, "crossEntropy": 1], memory: 145),
    Expectation(
      family: .benchmark("cnn-28"),
      operations: ["conv2D": 2, "relu": 2, "maxPool2D": 2, "linear": 1, "crossEntropy": 1],
      memory: 4038),
    Expectation(
      family: .benchmark("rnn"), operations: ["rnn": 1, "linear": 1, "crossEntropy": 1], memory: 4385),
    Expectation(
      family: .benchmark("lstm"), operations: ["lstm": 1, "linear": 1, "crossEntropy": 1], memory: 11_357),
    Expectation(
      family: .benchmark("gru"), operations: ["gru": 1, "linear": 1, "crossEntropy": 1], memory: 12_684),
    // Fewer places than words, of which many occur twice.
    Expectation(
      family: .benchmark("gru-200"), operations: ["gru": 1, "linear": 1, "crossEntropy": 1], memory: 15_096),
    Expectation(
      family: .benchmark("seq2seq-attn"),
      // Both directions' sequences and twelve steps of the cell; a query, its scores and its context for each.
      operations: [
        "gathered": 1, "gru": 2 + 12, "linear": 2 + 12, "additiveScores": 12, "softmax": 12, "matmul": 12,
        "slice": 12, "concatenated": 27, "crossEntropy": 1,
      ], memory: 7766),
    Expectation(
      family: .benchmark("gpt-small"),
      // In each of two blocks: two norms, the heads' projections and their sum, and two dense layers.
      operations: [
        "gathered": 1, "layerNorm": 2 * 2 + 1, "linear": 2 * 4 + 1, "selfAttention": 2, "gelu": 2,
        "+": 2 * 2 + 1, "crossEntropy": 1,
      ], memory: 14_310),
  ]

  /// Operations that only view a part of a storage, or all of it in another shape.
  private static let views: Set = ["reshaped", "last state"]

  /// Counts recorded operations.
  private final class Counter: RecordingObserver {
    private(set) var counts: [String: Int] = [:]

    func recorded(_ result: Tensor, from inputs: [Tensor], multiplyAdds: Int) {
      guard let node = result.node, !views.contains("\(node.name)") else { return }
      counts["\(node.name)", default: 0] += 1
    }
  }

  @Test("a step records the fused operations and no others", arguments: table)
  private func operations(_ expected: Expectation) {
    let (_, loss) = expected.family.build()
    let counter = Counter()
    _ = counter.watching { loss() }
    #expect(counter.counts == expected.operations, "\(counter.counts.sorted { $0.key < $1.key })")
  }

  @Test func `a convolution that pads its images itself does so once`() {
    var rng = SplitMix64(seed: 6)
    let model = Sequential {
      Conv2D(inputChannels: 1, outputChannels: 2, kernelSize: 2, padding: .same, using: &rng)
      ReLU()
    }
    let x = Parameter(.normal([1, 1, 8, 8], using: &rng))
    let counter = Counter()
    _ = counter.watching { model(x.value) }
    // Once for each axis.
    #expect(counter.counts == ["padded": 2, "conv2D": 1, "relu": 1], "\(counter.counts)")
  }

  @Test("a step takes no more memory than its fused operations need", arguments: table)
  private func memory(_ expected: Expectation) {
    let (parameters, loss) = expected.family.build()
    let optimizer = Adam(parameters, learningRate: 1e-3)
    func step() {
      loss().backward()
      optimizer.step()
    }
    step()
    let before = MemoryUse.liveBytes
    MemoryUse.resetPeak()
    step()
    let taken = (MemoryUse.peakBytes - before) / 1024
    #expect(taken <= expected.memory, "\(taken) KiB")
  }

  @Test("clipping and Adam take no memory beyond one parameter's new numbers", arguments: TrainingFamily.all)
  func optimizer(_ family: TrainingFamily) {
    let (parameters, loss) = family.build()
    let optimizer = Adam(parameters, learningRate: 1e-3)
    loss().backward()
    optimizer.step()
    loss().backward()
    let before = MemoryUse.liveBytes
    MemoryUse.resetPeak()
    clipByGlobalNorm(parameters, to: 1)
    optimizer.step()
    let largest = parameters.map { $0.value.elementCount * 4 }.max() ?? 0
    // Buffers come in sizes, four to an octave.
    #expect(Double(MemoryUse.peakBytes - before) <= 1.25 * Double(largest))
  }

  @Test("convolutions with stride 1 make no column matrix", arguments: [1, 8])
  func directConvolution(channels: Int) {
    func plan(kernel: Int, stride: Int = 1, padding: Int = 0) -> Convolution {
      let window = Window(
        kernel: Size2D(height: kernel, width: kernel), stride: Size2D(height: stride, width: stride),
        padding: Size2D(height: padding, width: padding))
      return Convolution(
        window: window, size: 28, batch: 32, groups: 1, channels: channels, outputs: 8)
    }
    #expect(plan(kernel: 3, padding: 1).isDirect && plan(kernel: 5).isDirect)
    // For these the image is its own column matrix, or its columns are few.
    #expect(!plan(kernel: 1).isDirect && !plan(kernel: 3, stride: 2, padding: 1).isDirect)
  }

  @Test(.enabled(if: Processor.hasAVX2, "this processor has no AVX2"))
  func `with AVX2, the own matrix kernel multiplies`() {
    #expect(Kernel.matrixLibrary == "own")
  }

  #if os(Linux)
    @Test(.enabled(if: Processor.hasAVX2, "this processor has no AVX2"))
    func `a library that isn't used isn't loaded`() async {
      await #expect(processExitsWith: .success) {
        let x = Tensor.ones([64, 64])
        precondition(x.matmul(x).sum().scalar == 64 * 64 * 64)
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/maps"))
        let maps = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        precondition(maps.contains("libc.so") && !maps.contains("openblas"))
      }
    }
  #endif
}
