import NeuralNetworks
import TestSupport
import Testing

/// The gradients of composed losses and penalties, compared with finite differences away from kinks.
struct LossGradientTests {
  private static let signs: Tensor = [[1, -1], [-1, -1], [1, 1]]
  private static let labels: IntTensor = [1, 0, 2]

  static let cases = [
    OpCase("meanAbsoluteError", [[3, 2]], draw: Draw.awayFromZero) {
      meanAbsoluteError($0[0], .zeros([3, 2]))
    },
    OpCase("huberLoss", [[3, 2]]) { huberLoss($0[0], .filled([3, 2], with: 4)) },
    OpCase("huberLoss, near", [[3, 2]]) { huberLoss($0[0], .zeros([3, 2]), delta: 9) },
    OpCase("hingeLoss", [[3, 2]], draw: Draw.awayFromZero) { hingeLoss(scores: $0[0] * 0.2, targets: signs) },
    OpCase("klDivergence", [[2, 3]]) {
      klDivergence(logPredictions: $0[0].logSoftmax(), targets: [[0.5, 0.5, 0], [0.1, 0.2, 0.7]])
    },
    OpCase("klDivergence, targets", [[2, 3]]) {
      klDivergence(logPredictions: Tensor([[-0.5, -1, -2], [-3, -1, -0.2]]), targets: $0[0].softmax())
    },
    OpCase("binaryCrossEntropy, targets", [[3, 2], [3, 2]]) {
      binaryCrossEntropy(logits: $0[0], targets: $0[1])
    },
    OpCase("negativeSamplingLoss", [[3], [3, 4]]) {
      negativeSamplingLoss(positives: $0[0], negatives: $0[1])
    },
    OpCase("crossEntropy, smoothing", [[3, 3]]) {
      crossEntropy(logits: $0[0], labels: labels, labelSmoothing: 0.2)
    },
    OpCase("crossEntropy, weights and an ignored label", [[3, 3]]) {
      crossEntropy(
        logits: $0[0], labels: labels, classWeights: [0.5, 1, 2], labelSmoothing: 0.1, ignoredLabel: 0)
    },
    OpCase("l1Penalty", [[5]], draw: Draw.awayFromZero) { $0[0].absolute().sum() * 0.3 },
  ]

  @Test("each loss's gradient matches finite differences", arguments: cases)
  func gradient(_ loss: OpCase) {
    for seed in 1...3 as ClosedRange<UInt64> {
      let check = DirectionalCheck(loss, seed: seed)
      #expect(check.passes, "\(loss.name), seed \(seed): \(check)")
    }
  }

  @Test func `penalties are the sums that they say, with the gradients of their equations`() {
    let w = Parameter([[1, -2], [0.5, 0]])
    let l1 = l1Penalty([w], strength: 0.1)
    expectClose(l1, Tensor(0.35))
    l1.backward()
    expectClose(w.gradient ?? 0, [[0.1, -0.1], [0.1, 0]])
    w.gradient = nil
    let l2 = l2Penalty([w], strength: 0.1)
    expectClose(l2, Tensor(0.05 * 5.25))
    l2.backward()
    expectClose(w.gradient ?? 0, [[0.1, -0.2], [0.05, 0]])
  }

  @Test func `a target of 0 has a finite slope in the divergence`() {
    let targets = Parameter([[0, 1]])
    klDivergence(logPredictions: [[-1, -2]], targets: targets.value, reduction: .sum).backward()
    expectClose(targets.gradient ?? 0, [[1, 3]])
  }

  @Test func `binary cross-entropy has its digits and limits at the ends`() {
    func loss(_ logit: Float, _ target: Float) -> (value: Float, slope: Float) {
      let (value, gradient) = valueAndGradient(at: Tensor([logit])) {
        binaryCrossEntropy(logits: $0, targets: Tensor([target]))
      }
      return (value.scalar, gradient.scalars[0])
    }
    let infinity = Float.infinity
    #expect(loss(infinity, 0) == (infinity, 1) && loss(-infinity, 1) == (infinity, -1))
    #expect(loss(infinity, 1) == (0, 0) && loss(-infinity, 0) == (0, 0))
    #expect(loss(infinity, 0.5) == (infinity, 0.5))
    #expect(loss(.nan, 1).value.isNaN && loss(.nan, 0).value.isNaN)
    for (logit, expected) in [(10, 4.539_889_9e-5), (16, 1.125_351_7e-7), (80, 1.804_851_4e-35)]
      as [(Float, Float)]
    {
      for (value, slope) in [loss(logit, 1), loss(-logit, 0)] {
        #expect(
          abs(value / expected - 1) < 1e-5 && abs(abs(slope) / expected - 1) < 1e-4,
          "\(logit): \(value), \(slope)")
      }
    }
    expectClose(Tensor(loss(2, 0.3).value), Tensor(1.526_927_9))
    expectClose(Tensor(loss(2, 0.3).slope), Tensor(0.580_797))
    expectClose(Tensor(loss(2, 0.7).slope), Tensor(0.180_797))
  }

  @Test func `an outlier at infinity pulls with Huber's slope`() {
    let gradient = valueAndGradient(at: Tensor([Float.infinity, -.infinity, 0.5])) {
      huberLoss($0, [0, 0, 0], delta: 2, reduction: .sum)
    }.gradient
    #expect(gradient.scalars == [2, -2, 0.5])
  }

  // MARK: Shapes that would broadcast, and must not

  @Test func `no loss takes targets of another shape`() async {
    expectMessage(
      "meanAbsoluteError expects targets of [4, 1] but got [4]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = meanAbsoluteError(.zeros([4, 1]), .zeros([4]))
      })
    expectMessage(
      "huberLoss expects targets of [4, 1] but got [4]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = huberLoss(.zeros([4, 1]), .zeros([4]))
      })
    expectMessage(
      "hingeLoss expects targets of [4, 1] but got [4]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = hingeLoss(scores: .zeros([4, 1]), targets: .ones([4]))
      })
    expectMessage(
      "klDivergence expects targets of [2, 3] but got [3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = klDivergence(logPredictions: .zeros([2, 3]), targets: .ones([3]))
      })
    expectMessage(
      "negativeSamplingLoss expects [batch] and [batch, k] but got [2, 1] and [2, 3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = negativeSamplingLoss(positives: .zeros([2, 1]), negatives: .zeros([2, 3]))
      })
    expectMessage(
      "crossEntropy expects labels of [4] but got [4, 1]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let labels = IntTensor([[0], [1], [2], [0]])
        _ = crossEntropy(logits: .zeros([4, 3]), labels: labels, labelSmoothing: 0.1)
      })
    expectMessage(
      "accuracy expects labels of [4] for logits of [4, 3] but got [4, 1]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = accuracy(logits: .zeros([4, 3]), labels: IntTensor([[0], [1], [2], [0]]))
      })
  }
}
