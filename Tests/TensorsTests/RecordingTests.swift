import TestSupport
import Tensors
import Testing

/// Which operations are recorded, for how long, and in how much memory.
struct RecordingTests {
  @Test func `several losses may be alive and sent back in any order`() {
    let w = Parameter([2])
    let first = (w.value * 3).sum()
    let second = (w.value * w.value).sum()
    second.backward()
    #expect(w.gradient?.scalars == [4])
    first.backward()
    #expect(w.gradient?.scalars == [7])
  }

  @Test func `a value used on many ways gets the sum of all`() {
    let w = Parameter([3])
    let square = w.value * w.value
    let diamond = square * square + square
    diamond.sum().backward()
    #expect(w.gradient?.scalars == [4 * 27 + 6])
  }

  @Test func `nothing is recorded without a parameter, without gradient, or after detaching`() {
    let w = Parameter([1, 2])
    #expect(!(Tensor([1]) + 1).isRecorded)
    #expect((w.value + 1).isRecorded)
    #expect(!withoutGradient { w.value + 1 }.isRecorded)
    #expect((w.value + 1).isRecorded, "recording goes on afterwards")
    let detached = (w.value * 2).detached()
    #expect(!detached.isRecorded)
    (w.value * detached).sum().backward()
    #expect(w.gradient?.scalars == [2, 4])
  }

  @Test func `recording goes on after an error`() {
    struct Oops: Error {}
    let w = Parameter([1])
    #expect(throws: Oops.self) { try withoutGradient { throw Oops() } }
    #expect((w.value + 1).isRecorded)
  }

  @Test func `gradients as values leave the parameters' own alone`() {
    let w = Parameter([3])
    w.gradient = [100]
    let (value, gradients) = valueAndGradients(at: [[2], [5]]) { ($0[0] * $0[1] * w.value).sum() }
    #expect(value.scalar == 30 && gradients.map(\.scalars) == [[15], [6]])
    #expect(w.gradient?.scalars == [100])
    let (_, slope) = valueAndGradient(at: [[1, -2]]) { $0.relu().sum() }
    #expect(slope.scalars == [1, 0])
    #expect(valueAndGradient(at: [1]) { _ in Tensor(4) }.gradient.scalars == [0])
  }

  @Test func `training for a thousand steps does not grow`() {
    var rng = SplitMix64(seed: 1)
    let w = Parameter(.normal([16, 16], using: &rng))
    let x = Tensor.normal([8, 16], using: &rng)
    func step() {
      meanSquaredError(x.matmul(w.value).tanh(), x).backward()
      w.gradient = nil
    }
    step()
    let before = MemoryUse.liveBytes
    for _ in 0..<1000 { step() }
    #expect(MemoryUse.liveBytes == before)
  }

  @Test func `what operations kept goes on the way back, unless the loss is used again`() {
    let size = 250_000
    let w = Parameter(.zeros([size]))
    func backward(keeping isKept: Bool) -> (before: Int, atEnd: Int) {
      var atEnd: Int?
      let first = Tensor.operation("first", of: w.value) { x in
        (
          value: x,
          pullback: { g in
            atEnd = atEnd ?? MemoryUse.liveBytes
            return g
          }
        )
      }
      var y = first
      for _ in 0..<10 { y = y.tanh() }
      let loss = y.sum()
      y = first
      let before = MemoryUse.liveBytes
      // What is used again is kept, so the first of two calls finds all of it at the end of its way.
      if isKept { loss.backward() }
      loss.backward()
      return (before, atEnd ?? 0)
    }
    let (kept, released) = (backward(keeping: true), backward(keeping: false))
    #expect(kept.atEnd > kept.before)
    #expect(released.atEnd < released.before - 7 * 4 * size)
    #expect(w.gradient?.scalars.allSatisfy { $0 == 3 } == true)
  }

  @Test func `a graph that is wide and deep goes at once`() {
    let before = MemoryUse.liveBytes
    do {
      let w = Parameter([1])
      var parts = (0..<10).map { _ in w.value }
      for _ in 0..<2000 { parts = parts.map { $0 + parts[0] * 0.001 } }
      _ = Tensor.stacked(parts)
    }
    #expect(MemoryUse.liveBytes == before)
  }

  /// The compiler takes the second where it can.
  private func isSendable<T>(_ type: T.Type) -> Bool { false }
  private func isSendable<T: Sendable>(_ type: T.Type) -> Bool { true }

  @Test func `a value may go to another task, but not a parameter, whose gradient two tasks would add to`() {
    #expect(isSendable(Tensor.self))
    #expect(!isSendable(Parameter.self))
  }
}
