import TestSupport
import Tensors
import Testing

/// Sums and maxima of matrices large enough for several blocks of rows, held against loops.
struct ReductionTests {
  @Test(arguments: [(1, 5), (7, 3), (64, 9), (65, 33), (1000, 40), (4099, 37), (3, 20_000)])
  func `columns are summed to their last row`(rows: Int, columns: Int) {
    // Whole numbers below 2²⁴ are summed without rounding, in whatever order.
    let x = (0..<rows * columns).map { Float($0 * 7919 % 101 - 50) }
    var sums = [Float](repeating: 0, count: columns)
    var greatest = [Float](repeating: -.infinity, count: columns)
    var least = [Float](repeating: .infinity, count: columns)
    for (place, value) in x.enumerated() {
      sums[place % columns] += value
      greatest[place % columns] = max(greatest[place % columns], value)
      least[place % columns] = min(least[place % columns], value)
    }
    let matrix = Tensor(x, shape: [rows, columns])
    #expect(matrix.sum(axis: 0).scalars == sums)
    #expect(matrix.max(axis: 0).scalars == greatest)
    #expect(matrix.min(axis: 0).scalars == least)
  }

  @Test func `sums of millions of rows keep their digits`() {
    let rows = 3_000_000
    let tenths = Tensor.filled([rows, 3], with: 0.1)
    expectClose(tenths.mean(axis: 0), [0.1, 0.1, 0.1], rtol: 1e-6)
    let bias = Parameter([0, 0, 0])
    (bias.value + Tensor.zeros([rows, 3])).backward(seed: tenths)
    expectClose(bias.gradient ?? 0, [300_000, 300_000, 300_000], rtol: 1e-6)
    let shift = Parameter([0, 0, 0])
    Tensor.zeros([rows, 3]).layerNorm(gain: [1, 1, 1], shift: shift.value).backward(seed: tenths)
    expectClose(shift.gradient ?? 0, [300_000, 300_000, 300_000], rtol: 1e-6)
  }

  @Test func `a sum of nothing is 0, and there is no greatest of nothing`() async {
    #expect(Tensor.zeros([2, 0]).sum(axis: 1).scalars == [0, 0])
    #expect(Tensor.zeros([0, 3]).sum(axis: 0).scalars == [0, 0, 0])
    expectMessage(
      "max expects at least one element along axis 1 of [2, 0]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 0]).max(axis: 1)
      })
  }

  @Test func `of equal numbers the first is the greatest, and the least`() {
    let x = Tensor([[3, 1, 3, 1], [1, 3, 3, 1], [3, 1, 1, 3]])
    #expect(x.argmax(axis: 1).scalars == [0, 1, 0] && x.argmin(axis: 1).scalars == [1, 0, 1])
    #expect(x.argmax(axis: 0).scalars == [0, 1, 0, 2] && x.argmin(axis: 0).scalars == [1, 0, 2, 0])
    for count in [8, 17, 64, 1000] {
      #expect(Tensor.ones([2, count]).argmax(axis: 1).scalars == [0, 0])
    }
  }

  @Test func `equal maxima share the gradient`() {
    let p = Parameter(Tensor([[2, 2, 1], [5, 5, 5], [0, -1, -2]]))
    p.value.max(axis: 1).sum().backward()
    let third: Float = 1 / 3
    #expect(p.gradient?.scalars == [0.5, 0.5, 0, third, third, third, 1, 0, 0])
    let q = Parameter(Tensor([[4, 1], [4, 1]]))
    q.value.min().backward()
    #expect(q.gradient?.scalars == [0, 0.5, 0, 0.5])
  }

  @Test func `the unbiased variance divides by one less than the count`() {
    let x = Tensor([1, 2, 3, 6])
    expectClose(x.variance(), 3.5)
    expectClose(x.variance(unbiased: true), 4.666_667)
    expectClose(x.standardDeviation(unbiased: true), 2.160_247)
    let rows = Tensor([1, 3, 5, 9], shape: [2, 2])
    expectClose(rows.variance(axis: 1, unbiased: true), [2, 8])
  }
}
