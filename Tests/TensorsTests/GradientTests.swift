import Tensors
import TestSupport
import Testing

struct GradientTests {
  @Test("each op's gradient matches finite differences", arguments: OpCase.all)
  func gradient(_ op: OpCase) {
    for seed in 1...3 as ClosedRange<UInt64> {
      let check = DirectionalCheck(op, seed: seed)
      #expect(check.passes, "\(op.name), seed \(seed): \(check)")
    }
  }

  @Test func `the check notices a pullback that is wrong by one in a hundred`() {
    for seed in 1...3 as ClosedRange<UInt64> {
      #expect(!DirectionalCheck(.brokenTanh, seed: seed).passes)
    }
  }

  @Test func `a second backward without zeroing gives exactly the double`() {
    let w = Parameter([1, -2, 3])
    let loss = (w.value * w.value).sum()
    loss.backward()
    let once = w.gradient
    loss.backward()
    #expect(once?.scalars == [2, -4, 6])
    #expect(w.gradient?.scalars == [4, -8, 12])
  }

  @Test func `100 000 chained operations go backward and are released without recursion`() {
    let before = MemoryUse.liveBytes
    do {
      let w = Parameter([1])
      var y = w.value
      for _ in 0..<100_000 { y = y * 1.0 }
      y.sum().backward()
      #expect(w.gradient?.scalars == [1])
    }
    #expect(MemoryUse.liveBytes == before)
  }

  @Test func `evaluating without backward leaves nothing behind`() {
    let w = Parameter(.ones([64, 64]))
    let before = MemoryUse.liveBytes
    for _ in 0..<10 { _ = w.value.matmul(w.value).tanh().sum() }
    #expect(MemoryUse.liveBytes == before)
  }
}

extension OpCase {
  /// A wrong row: its pullback returns 1.01 times the gradient.
  static let brokenTanh = OpCase("tanh, wrong by 1 %", [[3, 7]]) { $0[0].tanhWithWrongGradient() }
}

extension Tensor {
  /// The value of tanh and 1.01 times its gradient.
  func tanhWithWrongGradient() -> Tensor {
    let y = tanh()
    return y * 1.01 - y.detached() * 0.01
  }
}
