import Kernels
import Testing

/// Pooling by whole vectors held against four comparisons.
struct PoolingTests {
  @Test func `the first of the greatest is chosen, however many windows stand side by side`() {
    for width in 2...41 {
      let size = Size2D(height: 5, width: width), planes = 3
      let window = Window(kernel: 2, stride: 2, padding: 0)
      let result = window.outputSize(for: size)
      // Few different values, so that many are equally great, and some that are not numbers.
      var x: [Float] = []
      for index in 0..<planes * size.area {
        let value = index * 7919 % 13 % 4
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
}
