import TestSupport
import Tensors
import Testing

/// Operations on random shapes compared with the simplest possible arrays. A failure names the seed.
struct ValueTests {
  private static func shape(_ rank: Int, _ rng: inout SplitMix64) -> [Int] {
    (0..<rank).map { _ in [1, 2, 3, 5, 17][Int.random(in: 0..<5, using: &rng)] }
  }

  /// A tensor of random shape with the same numbers as a plain array, its sizes, and one of its axes.
  private static func tensor(
    ranks: ClosedRange<Int>, _ rng: inout SplitMix64
  ) -> (Tensor, ReferenceArray, sizes: [Int], axis: Int) {
    let sizes = shape(Int.random(in: ranks, using: &rng), &rng)
    let x = Tensor.normal(Shape(sizes), using: &rng)
    return (x, ReferenceArray(x), sizes, Int.random(in: 0..<sizes.count, using: &rng))
  }

  @Test func `open ranges of rows end with the rows, however many axes there are`() {
    let x = Tensor.range(0..<20).reshaped(to: [10, 2])
    #expect(x[7...].equals([[14, 15], [16, 17], [18, 19]]))
    #expect(x[..<2].equals([[0, 1], [2, 3]]) && x[10...].shape == [0, 2])
    #expect(Tensor.range(0..<3000)[2999...].scalars == [2999])
  }

  @Test("arithmetic broadcasts as NumPy does", arguments: 1...20 as ClosedRange<UInt64>)
  func broadcasting(_ seed: UInt64) {
    var rng = SplitMix64(seed: seed)
    let result = Self.shape(Int.random(in: 0...4, using: &rng), &rng)
    func part() -> Tensor {
      let rank = Int.random(in: 0...result.count, using: &rng)
      let sizes = result.suffix(rank).map { Bool.random(using: &rng) ? $0 : 1 }
      return .uniform(Shape(sizes), from: 0.5, to: 2, using: &rng)
    }
    // One operand has the whole shape, so that the result has it too.
    let (a, b) = (part(), Tensor.uniform(Shape(result), from: 0.5, to: 2, using: &rng))
    let (x, y) = (ReferenceArray(a), ReferenceArray(b))
    func check(_ tensor: Tensor, _ op: (Float, Float) -> Float) {
      let expected = ReferenceArray(result) { op(x.broadcast($0), y.broadcast($0)) }
      expectClose(tensor, expected.tensor, "seed \(seed), \(a.shape) and \(b.shape)")
    }
    check(a + b) { $0 + $1 }
    check(b - a) { $1 - $0 }
    check(a * b) { $0 * $1 }
    check(b / a) { $1 / $0 }
    check(.maximum(a, b)) { max($0, $1) }
    check(a.isLess(than: b)) { $0 < $1 ? 1 : 0 }
    check(.squaredDifference(a, b)) { ($0 - $1) * ($0 - $1) }
  }

  @Test("reductions follow the axis", arguments: 1...20 as ClosedRange<UInt64>)
  func reductions(_ seed: UInt64) {
    var rng = SplitMix64(seed: seed)
    let (x, array, sizes, axis) = Self.tensor(ranks: 1...4, &rng)
    var rest = sizes
    rest.remove(at: axis)
    func check(_ tensor: Tensor, _ reduce: ([Float]) -> Float) {
      let expected = ReferenceArray(rest) { index in
        reduce(
          (0..<sizes[axis]).map {
            var whole = index
            whole.insert($0, at: axis)
            return array[whole]
          })
      }
      expectClose(tensor, expected.tensor, rtol: 1e-5, "seed \(seed), \(x.shape), axis \(axis)")
    }
    check(x.sum(axis: axis)) { $0.reduce(0, +) }
    check(x.mean(axis: axis)) { $0.reduce(0, +) / Float($0.count) }
    check(x.max(axis: axis)) { $0.max() ?? 0 }
    check(x.min(axis: axis)) { $0.min() ?? 0 }
    check(Tensor(x.argmax(axis: axis).scalars.map(Float.init), shape: Shape(rest))) { row in
      Float(row.firstIndex(of: row.max() ?? 0) ?? 0)
    }
    check(x.logSumExp(axis: axis)) { row in
      var total = Tensor(0)
      for value in row { total += Tensor(value).exp() }
      return total.log().scalar
    }
  }

  @Test("shaping moves every element where it belongs", arguments: 1...20 as ClosedRange<UInt64>)
  func shaping(_ seed: UInt64) {
    var rng = SplitMix64(seed: seed)
    let (x, array, sizes, axis) = Self.tensor(ranks: 2...4, &rng)
    let note = "seed \(seed), \(x.shape), axis \(axis)" as Comment

    let order = Array(0..<sizes.count).shuffled(using: &rng)
    let permuted = ReferenceArray(order.map { sizes[$0] }) { index in
      var origin = index
      for (position, source) in order.enumerated() { origin[source] = index[position] }
      return array[origin]
    }
    expectClose(x.permuted(order), permuted.tensor, rtol: 0, atol: 0, note)

    let start = Int.random(in: 0..<sizes[axis], using: &rng)
    let end = Int.random(in: start...sizes[axis], using: &rng)
    var partSizes = sizes
    partSizes[axis] = end - start
    func moved(_ index: [Int], by distance: Int) -> [Int] {
      var index = index
      index[axis] += distance
      return index
    }
    let part = ReferenceArray(partSizes) { array[moved($0, by: start)] }
    expectClose(x.slice(axis: axis, start..<end), part.tensor, rtol: 0, atol: 0, note)

    var paddedSizes = sizes
    paddedSizes[axis] += 3
    let padded = ReferenceArray(paddedSizes) { index in
      let inside = index[axis] >= 1 && index[axis] < 1 + sizes[axis]
      return inside ? array[moved(index, by: -1)] : 7
    }
    expectClose(x.padded(axis: axis, before: 1, after: 2, with: 7), padded.tensor, rtol: 0, atol: 0, note)

    let parts = [x.slice(axis: axis, 0..<start), x.slice(axis: axis, start..<sizes[axis])]
    expectClose(.concatenated(parts, axis: axis), x, rtol: 0, atol: 0, note)
    expectClose(x.cumulativeSum(axis: axis).entry(-1, axis: axis), x.sum(axis: axis), rtol: 1e-5, note)
  }

  @Test("batched products equal one product a matrix", arguments: 1...10 as ClosedRange<UInt64>)
  func products(_ seed: UInt64) {
    var rng = SplitMix64(seed: seed)
    let (rows, depth, columns) = (3, Int.random(in: 1...9, using: &rng), 4)
    let batch = Self.shape(2, &rng)
    let a = Tensor.normal([batch[0], 1, rows, depth], using: &rng)
    let b = Tensor.normal([batch[1], depth, columns], using: &rng)
    let y = a.matmul(b)
    #expect(y.shape == [batch[0], batch[1], rows, columns])
    for i in 0..<batch[0] {
      for j in 0..<batch[1] {
        expectClose(y[i, j], a[i, 0].matmul(b[j]), rtol: 1e-5, "seed \(seed)")
      }
    }
    let transposed = a.transposed().matmul(b.transposed(), transposingSelf: true, transposingOther: true)
    expectClose(transposed, y, rtol: 1e-5, "seed \(seed)")
  }

  @Test func `rows are gathered, scattered, picked and ranked`() {
    let x: Tensor = [[1, 2], [3, 4], [5, 6]]
    expectClose(x.gathered(IntTensor([[2, 0], [1, 1]])), [[[5, 6], [1, 2]], [[3, 4], [3, 4]]])
    expectClose(x.scatterAdded(at: [1, 0, 1], count: 3), [[3, 4], [6, 8], [0, 0]])
    expectClose(x.picked([1, 0, 1]), [2, 3, 6])
    let (values, indices) = Tensor([[1, 5, 3, 5], [0, -1, -2, .nan]]).topK(2)
    #expect(indices == IntTensor([[1, 2 + 1], [3, 0]]))
    #expect(values[0].scalars == [5, 5] && values[1, 0].scalar.isNaN)
    expectClose(Tensor.oneHot([2, 0], classes: 3), [[0, 0, 1], [1, 0, 0]])
    expectClose(Tensor.where([1, 0], [[1, 2]], else: 9), [[1, 9]])
  }

  @Test func `empty tensors have sums and shapes`() {
    let empty = Tensor.zeros([0, 3])
    #expect(empty.sum().scalar == 0 && empty.sum(axis: 0).scalars == [0, 0, 0])
    #expect((empty + Tensor([1, 2, 3])).shape == [0, 3])
    #expect(empty.matmul(.zeros([3, 2])).shape == [0, 2])
    #expect(Tensor.zeros([2, 0]).matmul(.zeros([0, 2])).scalars == [0, 0, 0, 0])
    #expect(Tensor.concatenated([empty, .ones([1, 3])]).shape == [1, 3])
    #expect(Tensor.ones([1, 2, 5, 5]).conv2D(weight: .zeros([0, 2, 3, 3])).shape == [1, 0, 3, 3])
  }

  @Test func `softmax ignores a shift, also a huge one, and masks leave exact zeros`() {
    let x: Tensor = [[1, 2, 3], [-1, 0, 1]]
    expectClose((x + 1000).softmax(), x.softmax(), rtol: 1e-4)
    expectClose(x.softmax().sum(axis: 1), [1, 1])
    let masked = x.softmax(mask: [[1, 0, 1], [0, 0, 0]])
    #expect(masked[0, 1].scalar == 0 && masked[1].scalars == [0, 0, 0])
    expectClose(masked[0].sum(), 1)
    expectClose(crossEntropy(logits: .zeros([2, 10]), labels: [3, 4]), Tensor(Float(2.302_585_1)))
  }
}
