import Kernels
import Testing

/// Pooling by whole vectors compared with four comparisons.
struct PoolingTests {
  @Test func `the first of the greatest is chosen, however many windows stand side by side`() {
    for width in 2...41 {
      let size = Size2D(height: 5, width: width), planes = 3
      let window = Window(kernel: 2, stride: 2, padding: 0)
      let result = window.outputSize(for: size)
      // Few different values, so that many are equal, and some NaN.
      var x: [Float] = []
      for index in 0..<planes * size.area {
        let value = index * index % 13 % 3
        x.append(index % 101 == 0 ? .nan : Float(value))
      }
      var greatest: [Float] = []
      var gradient = [Float](repeating: 0, count: x.count)
      for plane in 0..<planes {
        for row in 0..<result.height {
          for column in 0..<result.width {
            let corner = (plane * size.height + 2 * row) * width + 2 * column
            var chosen = corner
            for place in [corner + 1, corner + width, corner + width + 1]
            where x[place] > x[chosen] || x[place].isNaN { chosen = place }
            greatest.append(x[chosen])
            gradient[chosen] += Float(greatest.count)
          }
        }
      }
      let (y, slope) = (Storage(uninitialized: greatest.count), Storage(uninitialized: x.count))
      let choice = Kernel.maxPool(window, size, Storage(x), into: y)
      let g = Storage((0..<greatest.count).map { Float($0 + 1) })
      Kernel.maxPoolGradient(window, size, g, choice, into: slope)
      let same = zip(y.array, greatest).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
      #expect(same, "width \(width)")
      #expect(slope.array == gradient, "width \(width)")
    }
  }

  @Test(arguments: [(3, 2, 1, 1), (3, 1, 0, 1), (2, 1, 1, 2), (4, 3, 2, 1)])
  func `windows of any size, stride, padding and dilation choose their first greatest number`(
    kernel: Int, stride: Int, padding: Int, dilation: Int
  ) {
    let size = Size2D(height: 9, width: 8)
    let window = Window(
      kernel: Size2D(kernel), stride: Size2D(stride), padding: Size2D(padding), dilation: Size2D(dilation))
    let result = window.outputSize(for: size)
    let x = (0..<size.area).map { Float($0 * $0 % 17 % 5) }
    var greatest: [Float] = []
    var means: [Float] = []
    for row in 0..<result.height {
      for column in 0..<result.width {
        var seen: [Float] = []
        for y in 0..<kernel {
          for z in 0..<kernel {
            let (at, beside) = (
              row * stride - padding + y * dilation, column * stride - padding + z * dilation
            )
            if (0..<size.height).contains(at) && (0..<size.width).contains(beside) {
              seen.append(x[at * size.width + beside])
            }
          }
        }
        greatest.append(seen.max() ?? -.infinity)
        means.append(seen.reduce(0, +) / Float(kernel * kernel))
      }
    }
    let (highest, mean) = (Storage(uninitialized: greatest.count), Storage(uninitialized: greatest.count))
    _ = Kernel.maxPool(window, size, Storage(x), into: highest)
    Kernel.averagePool(window, size, Storage(x), into: mean)
    #expect(highest.array == greatest)
    #expect(mean.array == means)
  }

  @Test func `a mean over a window divides by its size`() {
    for kernel in [3, 5, 7, 11] {
      let size = Size2D(height: kernel, width: kernel)
      let mean = Storage(uninitialized: 1)
      let window = Window(kernel: Size2D(kernel), stride: Size2D(1), padding: Size2D(0), dilation: Size2D(1))
      Kernel.averagePool(window, size, Storage([Float](repeating: 1, count: size.area)), into: mean)
      #expect(mean.array == [1])
    }
  }
}
