import Foundation
import TestSupport
import Tensors
import Testing

/// Empty tensors, extreme sizes and missing numbers.
struct EdgeTests {
  @Test func `a batch of nothing has gradients of nothing`() {
    // Broadcasting an empty batch with a row: its gradient is a sum of no terms.
    let row = Parameter([1, 2, 3])
    let x = Tensor.zeros([0, 3])
    for result in [x + row.value, x - row.value, x * row.value, x / row.value, .maximum(x, row.value)] {
      row.gradient = nil
      result.sum().backward()
      #expect(row.gradient?.scalars == [0, 0, 0])
    }
  }

  /// Draws the greatest number every time.
  private struct Greatest: RandomNumberGenerator {
    mutating func next() -> UInt64 { .max }
  }

  @Test func `a uniform number is below its upper bound, even rounded`() {
    var rng = Greatest()
    #expect(Tensor.uniform([1], using: &rng).scalar == Float(1).nextDown)
    #expect(Tensor.uniform([1], from: -1, to: 1e30, using: &rng).scalar == Float(1e30).nextDown)
    #expect(Tensor.uniform([1], from: 3, to: 3, using: &rng).scalar == 3)
    #expect(rng.uniform(1, 1.nextUp) == 1)
  }

  @Test func `a seed that is too great is told with its bits`() async {
    expectMessage(
      "a seed has at most 64 bits, but this one has 65",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = SplitMix64(seed: -9_223_372_036_854_775_809)
      })
  }

  @Test func `dividing is no multiplication by the reciprocal`() {
    for n in 1...1000 {
      #expect(Tensor.ones([n]).mean().scalar == 1)
      #expect((Tensor(Float(n)) / Float(n)).scalar == 1)
    }
    let p = Parameter([82])
    (p.value / Float(41)).sum().backward()
    let slope: Float = 1 / 41
    #expect(p.gradient?.scalars == [slope])
    #expect(Tensor.filled([3], with: 0.1).variance().scalar < 1e-15)
  }

  @Test func `slopes at the edges are PyTorch's`() {
    func slopes(_ start: [Float], _ f: (Tensor) -> Tensor) -> [Float] {
      let p = Parameter(Tensor(start))
      f(p.value).sum().backward()
      return p.gradient?.scalars ?? []
    }
    #expect(slopes([2, 2, 2]) { $0.standardDeviation() } == [0, 0, 0])
    #expect(slopes([0, 1, -3]) { $0.power(0) } == [0, 0, 0])
    #expect(slopes([0, 0, 2]) { .power($0, [0, 2, 3]) } == [0, 0, 12])
    #expect(slopes([0, 2, -1]) { .power([0, 0, 0], $0) }[..<2] == [0, 0])
    #expect(Tensor([-1e-8, -1e-4]).elu().scalars == [-1e-8, Float(Foundation.expm1(-1e-4))])
  }

  @Test func `a deviation's gradient is that of its formula`() {
    var rng = SplitMix64(seed: 2)
    let start = Tensor.normal([7], using: &rng)
    for unbiased in [false, true] {
      let (p, q) = (Parameter(start), Parameter(start))
      p.value.standardDeviation(unbiased: unbiased).backward()
      q.value.variance(unbiased: unbiased).squareRoot().backward()
      expectClose(p.gradient ?? [], q.gradient ?? [0], rtol: 1e-5)
      expectClose(
        start.standardDeviation(unbiased: unbiased), start.variance(unbiased: unbiased).squareRoot())
    }
  }

  @Test(arguments: [1e-30, 1e-20, 1, 1e20, 1e38] as [Float])
  func `deviations and norms are finite wherever they can be`(size: Float) {
    let x = Tensor([size, -size, size, -size])
    #expect(abs(x.standardDeviation().scalar / size - 1) < 1e-6)
    #expect(abs(x.norm / size - 2) < 1e-6)
  }

  @Test func `counting goes on beyond what a float can count`() {
    let n = 1 << 25
    #expect(Tensor.ones([n]).cumulativeSum()[-1].scalar == Float(n))
    #expect(Tensor.ones([2, 100]).cumulativeSum(axis: 0).scalars.suffix(100).allSatisfy { $0 == 2 })
  }

  @Test func `sizes that no machine has say what was asked for`() async {
    expectMessage(
      "failed to allocate 3.2e+28 bytes for a tensor of [2000000000, 2000000000, 2000000000]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2_000_000_000, 2_000_000_000, 2_000_000_000])
      })
    expectMessage(
      "failed to allocate 400000000000000000 numbers of 4 bytes",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2_000_000_000, 200_000_000])
      })
    expectMessage(
      "failed to allocate 40000000000000 bytes",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1_000_000, 10_000_000])
      })
    #expect(Shape([0, 2_000_000_000, 2_000_000_000, 2_000_000_000]).elementCount == 0)
  }

  @Test func `seeds may be any integer`() {
    let seed = 7
    var (a, b, c) = (SplitMix64(seed: seed), SplitMix64(seed: UInt64(7)), SplitMix64(seed: 7))
    #expect(Set([a.next(), b.next(), c.next()]).count == 1)
    let negative = -1
    var (d, e) = (SplitMix64(seed: negative), SplitMix64(seed: UInt64.max))
    #expect(d.next() == e.next())
    var literals = [
      SplitMix64(seed: -1), SplitMix64(seed: 0xFFFF_FFFF_FFFF_FFFF), SplitMix64(seed: .max),
      SplitMix64(seed: -2 + 1),
    ]
    var greatest = SplitMix64(seed: UInt64.max)
    let first = greatest.next()
    #expect(literals.indices.allSatisfy { literals[$0].next() == first })
  }

  @Test func `tensors change in place by numbers and by tensors`() {
    var t = Tensor([1, 2, 3])
    let half: Float = 0.5
    t *= 2
    t += 1
    t -= half
    t /= 2.0
    t *= t
    #expect(t.scalars == [1.5625, 5.0625, 10.5625])
  }
}
