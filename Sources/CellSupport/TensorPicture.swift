import Displays
import SVGCharts
import Tensors

/// How a tensor is shown: a few numbers as text, a matrix as a heat map, several matrices as a row of them, and anything
/// larger as a histogram.
package struct TensorPicture {
  /// The largest tensor that is printed in full: `count` elements, at most `columns` a line.
  private static let few = (count: 100, columns: 12)
  /// The longest side of a heat map.
  private static let side = 32
  private static let slices = 6

  private let shape: Shape
  private let text: String
  private let isWhole: Bool
  private let numbers: () -> [Double]

  package init(shape: Shape, text: String, isWhole: Bool = false, numbers: @escaping () -> [Double]) {
    (self.shape, self.text, self.isWhole, self.numbers) = (shape, text, isWhole, numbers)
  }

  package var displays: [Display] {
    let count = shape.elementCount
    let columns = shape.last ?? 1
    let rows = shape.dropLast().last ?? 1
    if count <= TensorPicture.few.count && columns <= TensorPicture.few.columns || count == 0 {
      return [.tensor(TensorDisplay(shape: Array(shape), text: text))]
    }
    let all = numbers()
    let slices = shape.dropLast(2).reduce(1, *)
    guard rows <= TensorPicture.side, columns <= TensorPicture.side, slices <= TensorPicture.slices else {
      return [
        .tensor(TensorDisplay(shape: Array(shape), text: likeness(all), figure: Figure(histogram(all))))
      ]
    }
    let matrices = (0..<slices).map { slice in
      matrix(
        all[(slice * rows * columns)...].prefix(rows * columns), columns,
        slices > 1 ? "\(Shape(shape.dropLast(2)).unraveled(slice))" : nil)
    }
    if let only = matrices.first, slices == 1 {
      return [.tensor(TensorDisplay(shape: Array(shape), text: likeness(all), figure: Figure(only)))]
    }
    return [
      .tensor(TensorDisplay(shape: Array(shape), text: likeness(all))),
      .row(matrices.map { .figure(Figure($0)) }),
    ]
  }

  private func matrix(_ numbers: ArraySlice<Double>, _ columns: Int, _ title: String?) -> MatrixDiagram {
    let coloring: MatrixDiagram.Coloring = numbers.contains { $0 < 0 } ? .diverging : .sequential
    let rows = stride(from: numbers.startIndex, to: numbers.endIndex, by: columns).map {
      Array(numbers[$0..<$0 + columns])
    }
    return MatrixDiagram(rows, title: title, coloring: coloring, decimals: isWhole ? 0 : nil)
  }

  private func histogram(_ numbers: [Double]) -> Chart {
    let bins = NumberBins(data: numbers)
    return Chart {
      BarMark(x: .value("value", bins.ranges), y: .value("count", bins.counts))
    }
    .chartPlotAspectRatio(3.6)
  }

  /// "min −2.1 · mean 0.03 · max 3.4"
  private func likeness(_ numbers: [Double]) -> String {
    let finite = numbers.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return "no finite number" }
    let mean = finite.reduce(0, +) / Double(finite.count)
    let texts = [("min", low), ("mean", mean), ("max", high)].map {
      "\($0) \(NumberText.rounded($1, digits: 3))"
    }
    let rest = numbers.count - finite.count
    return (texts + (rest > 0 ? ["\(rest) not finite"] : [])).joined(separator: " · ")
  }
}
