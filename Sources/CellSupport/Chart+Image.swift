import SVGCharts
import Tensors

extension Chart {
  /// A picture of one channel: a cell for each pixel, the first row at the top, without axes or legend. Ink is drawn as such,
  /// from paper to ink; other numbers, and signed ones, in the colours of their ramps.
  ///
  ///     ChartGrid(columns: 4) { for index in 0..<8 { Chart(image: digits.features[index].squeezed(axis: 0)) } }
  ///
  /// - Parameters:
  ///   - image: `[height, width]`, or `[1, height, width]` as for convolutions.
  ///   - label: what a pixel's number is called in the text alternative and the table.
  public init(image: Tensor, label: String = "ink") {
    let sizes = Array(image.shape)
    precondition(
      sizes.count == 2 || sizes.count == 3 && sizes[0] == 1,
      "Chart(image:) expects [height, width] or [1, height, width] but got \(image.shape)")
    let (height, width) = (sizes[sizes.count - 2], sizes[sizes.count - 1])
    let pixels = image.scalars
    self = Chart {
      HeatMap(
        x: .value("column", (0..<width).map { $0 + 1 }), y: .value("row", (0..<height).map { $0 + 1 }),
        label: label, values: (0..<height).map { Array(pixels[$0 * width..<($0 + 1) * width]) })
    }
    .chartForegroundStyleScale(label == "ink" && pixels.allSatisfy { $0 >= 0 } ? .ink : .automatic)
    .chartXAxis(.hidden).chartYAxis(.hidden).chartLegend(.hidden)
    .chartPlotAspectRatio(Double(width) / Double(height))
  }
}
