import Displays
import NeuralNetworks
import SVGCharts
import Tensors

/// A kernel of 3 × 3 that the reader edits, and what it makes of the reader's own drawing.
///
///     KernelPad()
///     KernelPad(kernel: [[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
///
/// The drawing has 28 × 28 cells, from 0 for paper to 1 for ink, and a ring of zeros around it, so that the filtered picture
/// has its size. The page offers kernels for edges, outlines, sharpening and blur, and three drawings to begin with.
public struct KernelPad: Displayable {
  private let bench: Widget.KernelBench
  private let still: Figure
  private static let side = 28
  private static let radius = 1.1

  /// - Parameter kernel: three rows of three weights; by default Sobel's, which compares left with right.
  public init(kernel: [[Float]] = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]) {
    precondition(
      kernel.count == 3 && kernel.allSatisfy { $0.count == 3 },
      "KernelPad expects three rows of three weights but got rows of \(kernel.map(\.count))")
    let side = Self.side
    let picture = Tensor(Self.pixels(of: Self.drawings[0]), shape: [1, 1, side, side])
    let weight = Tensor(kernel.flatMap(\.self), shape: [1, 1, 3, 3])
    let filtered = withoutGradient { picture.conv2D(weight: weight, padding: 1) }
    bench = Widget.KernelBench(
      size: side, radius: Self.radius, kernel: kernel.joined().map { Double($0) }, drawings: Self.drawings,
      filtered: filtered.scalars)
    let panels = [
      Chart(image: picture[0]).chartTitle("a drawing"),
      Chart(image: weight[0], label: "weight").chartForegroundStyleScale(.diverging).chartTitle("the kernel"),
      Chart(image: filtered[0], label: "sum").chartForegroundStyleScale(.diverging).chartTitle("filtered"),
    ]
    let grid = ChartGrid(panels, columns: 3, sharing: .none).accessibilityLabel(
      "A drawing of a seven, a kernel, and the drawing filtered by it.")
    // Narrow on wide pages too: pictures of many cells are large.
    still = Figure(svg: grid.svg(width: 350, id: Figures.nextID()), alternative: grid.alternative)
  }

  public var displays: [Display] { [.widget(Widget(.kernels(bench), stills: [still]))] }

  /// A seven, a house and a face.
  private static let drawings: [[Widget.Grid]] = [
    [[[7, 6], [21, 6], [17, 13], [14, 23]], [[10, 14.5], [20, 14.5]]],
    [
      [[6, 13], [14, 5], [22, 13]], [[8, 12], [8, 23], [20, 23], [20, 12]],
      [[12.5, 23], [12.5, 17], [16, 17], [16, 23]],
    ],
    [
      [
        [14, 4], [19, 5.4], [22.6, 9], [24, 14], [22.6, 19], [19, 22.6], [14, 24], [9, 22.6], [5.4, 19],
        [4, 14], [5.4, 9], [9, 5.4], [14, 4],
      ],
      [[10, 11], [10, 12]], [[18, 11], [18, 12]],
      [[9.5, 17], [11.5, 19], [14, 19.7], [16.5, 19], [18.5, 17]],
    ],
  ]

  /// For each cell, the share of its 4 × 4 points that the pen has touched: `pictured` in the page's script does the same.
  private static func pixels(of strokes: [Widget.Grid]) -> [Float] {
    let fine = 4 * side
    var pixels = [Float](repeating: 0, count: side * side)
    for y in 0..<fine {
      for x in 0..<fine {
        let (px, py) = ((Double(x) + 0.5) / 4, (Double(y) + 0.5) / 4)
        let isInk = strokes.contains { stroke in
          zip(stroke, stroke.dropFirst()).contains { distance(px, py, $0, $1) <= radius }
        }
        if isInk { pixels[y / 4 * side + x / 4] += 1 / 16 }
      }
    }
    return pixels
  }

  /// From a point to a line between two places.
  private static func distance(_ x: Double, _ y: Double, _ a: [Double], _ b: [Double]) -> Double {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1])
    let along = max(0, min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / max(dx * dx + dy * dy, 1e-12)))
    let (rx, ry) = (x - a[0] - along * dx, y - a[1] - along * dy)
    return (rx * rx + ry * ry).squareRoot()
  }
}
