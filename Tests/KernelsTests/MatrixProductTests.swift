import Kernels
import Testing

struct MatrixProductTests {
  private struct Sizes: Sendable, CustomStringConvertible {
    let rows, columns, depth: Int
    var description: String { "[\(rows), \(depth)] · [\(depth), \(columns)]" }
  }

  private static let sizes = [
    Sizes(rows: 1, columns: 1, depth: 1), Sizes(rows: 1, columns: 17, depth: 3),
    Sizes(rows: 5, columns: 1, depth: 9),
    Sizes(rows: 4, columns: 32, depth: 16), Sizes(rows: 13, columns: 37, depth: 29),
    Sizes(rows: 64, columns: 16, depth: 2), Sizes(rows: 33, columns: 530, depth: 270),
    Sizes(rows: 3, columns: 5, depth: 0), Sizes(rows: 130, columns: 70, depth: 65),
    Sizes(rows: 25, columns: 140, depth: 400), Sizes(rows: 300, columns: 600, depth: 390),
    Sizes(rows: 12, columns: 96, depth: 33), Sizes(rows: 150, columns: 48, depth: 40),
  ]

  private static func numbers(_ count: Int, _ seed: UInt32) -> [Float] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Float(state >> 8) / Float(1 << 23) - 1
    }
  }

  /// The plain three loops, in double precision.
  private static func reference(_ p: MatrixProduct, _ a: [Float], _ b: [Float], _ c: [Float]) -> [Float] {
    var result = c
    for i in 0..<p.rows {
      for j in 0..<p.columns {
        var sum = 0.0
        for k in 0..<p.depth {
          let left = a[p.leftTransposed ? k * p.rows + i : i * p.depth + k]
          let right = b[p.rightTransposed ? j * p.depth + k : k * p.columns + j]
          sum += Double(left) * Double(right)
        }
        result[i * p.columns + j] = Float(Double(c[i * p.columns + j]) + 0.5 * sum)
      }
    }
    return result
  }

  private func check(_ size: Sizes) {
    for (left, right) in [(false, false), (false, true), (true, false), (true, true)] {
      let product = MatrixProduct(
        rows: size.rows, columns: size.columns, depth: size.depth, leftTransposed: left,
        rightTransposed: right)
      let a = Self.numbers(size.rows * size.depth, 1)
      let b = Self.numbers(size.depth * size.columns, 2)
      let c = Self.numbers(size.rows * size.columns, 3)
      let out = Storage(c)
      Kernel.multiply(product, Storage(a), Storage(b), into: out, scale: 0.5, adding: true)
      let expected = Self.reference(product, a, b, c)
      let worst = zip(out.array, expected).map { ($0 - $1).magnitude }.max() ?? 0
      #expect(worst <= 1e-5 * Float(max(1, size.depth)).squareRoot(), "\(size) \(left) \(right): \(worst)")
      let twice = Storage(c)
      Kernel.multiply(product, Storage(a), Storage(b), into: twice, scale: 0.5, adding: true)
      #expect(out.array == twice.array, "the same bits twice")
    }
  }

  @Test("products equal the three loops", arguments: sizes.indices)
  func products(_ index: Int) {
    check(Self.sizes[index])
  }

  @Test("so do those of the engine's own kernel", arguments: sizes.indices)
  func ownProducts(_ index: Int) {
    Kernel.withOwnMatrixKernel {
      #expect(Kernel.matrixLibrary == "own")
      check(Self.sizes[index])
    }
  }

  @Test("and those of a library, where there is one", arguments: sizes.indices)
  func libraryProducts(_ index: Int) {
    Kernel.withLibraryMatrixKernel { check(Self.sizes[index]) }
  }

  @Test("a bias is added to every row", arguments: [3, 16, 37])
  func bias(columns: Int) {
    let product = MatrixProduct(rows: 20, columns: columns, depth: 9)
    let (a, b) = (Storage(Self.numbers(180, 1)), Storage(Self.numbers(9 * columns, 2)))
    let bias = Self.numbers(columns, 3)
    let (plain, biased) = (Storage(uninitialized: 20 * columns), Storage(uninitialized: 20 * columns))
    func compare() {
      Kernel.multiply(product, a, b, into: plain)
      Kernel.multiply(product, a, b, into: biased, bias: Storage(bias))
      let worst = zip(plain.array, biased.array).enumerated().map {
        ($1.1 - $1.0 - bias[$0 % columns]).magnitude
      }.max()
      #expect(worst ?? 1 <= 1e-6)
    }
    Kernel.withOwnMatrixKernel(compare)
    Kernel.withLibraryMatrixKernel(compare)
  }

  @Test func `what the result held is not read where nothing is added to it`() {
    let product = MatrixProduct(rows: 7, columns: 21, depth: 5)
    let out = Storage([Float](repeating: .nan, count: 147))
    Kernel.multiply(product, Storage(Self.numbers(35, 1)), Storage(Self.numbers(105, 2)), into: out)
    #expect(Kernel.allFinite(out))
  }
}
