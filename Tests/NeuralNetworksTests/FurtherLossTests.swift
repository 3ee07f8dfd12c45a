import Foundation
import NeuralNetworks
import TestSupport
import Testing

/// Soft targets, weights, triplets and paths: gradients by differences, and properties.
struct FurtherLossTests {
  static let cases = [
    OpCase("crossEntropy, soft targets", [[3, 4], [3, 4]]) {
      crossEntropy(
        logits: $0[0], targets: $0[1].softmax(), classWeights: [1, 2, 0.5, 1], labelSmoothing: 0.1)
    },
    OpCase("binaryCrossEntropy, weights", [[3, 2], [3, 2]]) {
      binaryCrossEntropy(
        logits: $0[0], targets: $0[1].sigmoid(), positiveWeights: [3, 0.5], weights: [[1], [2], [0.5]])
    },
    OpCase("tripletMarginLoss", [[3, 4], [3, 4], [3, 4]]) {
      tripletMarginLoss(anchors: $0[0], positives: $0[1], negatives: $0[2], margin: 20)
    },
    OpCase("ctcLoss", [[2, 6, 4]]) {
      ctcLoss(logits: $0[0], targets: IntTensor([[1, 1], [3, 2]]), inputLengths: [6, 4])
    },
  ]

  @Test("each loss's gradient matches finite differences", arguments: cases)
  func gradient(_ loss: OpCase) {
    for seed in 1...3 as ClosedRange<UInt64> {
      let check = DirectionalCheck(loss, seed: seed)
      #expect(check.passes, "\(loss.name), seed \(seed): \(check)")
    }
  }

  @Test func `soft targets that are hard give the hard loss`() {
    let logits: Tensor = [[1, -2, 0.5], [0, 3, 1]]
    expectClose(
      crossEntropy(logits: logits, targets: .oneHot([2, 1], classes: 3)),
      crossEntropy(logits: logits, labels: [2, 1]))
    let hidden = crossEntropy(logits: Tensor([[-.infinity, 0, 0]]), targets: [[0, 0.5, 0.5]])
    expectClose(hidden, Tensor(Float(log(2.0))))
  }

  @Test func `weights of 1 change nothing, and certain answers cost nothing`() {
    let (logits, targets): (Tensor, Tensor) = ([[30, -2, 0.5]], [[1, 0, 0.3]])
    expectClose(
      binaryCrossEntropy(logits: logits, targets: targets, positiveWeights: [1, 1, 1], weights: 1),
      binaryCrossEntropy(logits: logits, targets: targets), rtol: 1e-5)
    let certain = binaryCrossEntropy(
      logits: Tensor([.infinity, -.infinity]), targets: [1, 0], positiveWeights: 5, reduction: .none)
    #expect(certain.scalars == [0, 0])
  }

  @Test func `a CTC loss is the sum over all paths`() {
    var rng = SplitMix64(seed: 9)
    let logits = Tensor.normal([1, 4, 3], using: &rng)
    let probabilities = logits.softmax()[0]
    var total = 0.0
    for number in 0..<81 {
      let path = [number / 27, number / 9 % 3, number / 3 % 3, number % 3]
      let decoded = path.indices.filter { $0 == 0 || path[$0] != path[$0 - 1] }.map { path[$0] }
      guard decoded.filter({ $0 != 0 }) == [1, 2] else { continue }
      total += path.enumerated().reduce(1) { $0 * Double(probabilities[$1.offset, $1.element].scalar) }
    }
    let loss = ctcLoss(logits: logits, targets: IntTensor([[1, 2]]), reduction: .sum)
    #expect(abs(Double(loss.scalar) + log(total)) < 1e-5)
  }

  @Test func `a target that no path gives has an infinite loss and no gradient`() {
    let logits = Parameter(.zeros([1, 2, 3]))
    let targets = IntTensor([[1, 1]])
    let loss = ctcLoss(logits: logits.value, targets: targets, reduction: .sum)
    #expect(loss.scalar == .infinity)
    loss.backward()
    #expect(logits.gradient?.scalars.allSatisfy { $0 == 0 } == true)
    #expect(ctcLoss(logits: logits.value, targets: targets, zeroingInfinity: true).scalar == 0)
  }

  @Test func `greedy decoding merges repetitions before it leaves blanks out`() {
    let path = IntTensor([[1, 1, 0, 1, 2, 2, 0, 0]])
    let logits = Tensor.oneHot(path, classes: 3)
    #expect(ctcGreedyDecoded(logits: logits) == [[1, 1, 2]])
    #expect(ctcGreedyDecoded(logits: logits, inputLengths: [3]) == [[1]])
  }
}
