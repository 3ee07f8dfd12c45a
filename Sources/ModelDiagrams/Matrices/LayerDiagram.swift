import SVGCharts

/// A linear layer as the product that it computes, X · Wᵀ + b = Z, with one output cell followed: a row of X, a column of
/// Wᵀ and a cell of b.
///
///     steps(LayerDiagram(inputs: [[1, -2]], weights: [[2, 1], [0, -1]], bias: [1, 0]).walk)
public struct LayerDiagram: SVGPicture, Sendable, Hashable {
  /// The examples, a row for each.
  public var inputs: [[Double]]
  /// A row for each output, with a number for each input.
  public var weights: [[Double]]
  /// A number for each output.
  public var bias: [Double]
  /// The output cell that is followed: the example's row, and the output's column.
  public var chosen = MatrixDiagram.Cell(row: 0, column: 0)
  /// The line above the picture.
  public var title: String?

  /// - Precondition: at least one example, and rows of as many numbers as the weights' rows, one bias for each.
  public init(inputs: [[Double]], weights: [[Double]], bias: [Double], title: String? = nil) {
    let width = inputs.first?.count ?? 0
    precondition(
      width > 0 && (inputs + weights).allSatisfy { $0.count == width } && weights.count == bias.count
        && !weights.isEmpty,
      "LayerDiagram expects inputs and weights of \(width) columns and a bias for each of \(weights.count) rows but got "
        + "\((inputs + weights).map(\.count)) columns and \(bias.count) biases")
    (self.inputs, self.weights, self.bias, self.title) = (inputs, weights, bias, title)
  }

  /// What the layer answers, a row for each example.
  public var outputs: [[Double]] {
    inputs.map { input in
      zip(weights, bias).map { weights, bias in zip(input, weights).reduce(bias) { $0 + $1.0 * $1.1 } }
    }
  }

  /// A step for each output cell, row by row.
  public var walk: [(String, LayerDiagram)] {
    inputs.indices.flatMap { row in
      weights.indices.map { column in
        var copy = self
        copy.chosen = MatrixDiagram.Cell(row: row, column: column)
        return ("Row \(row + 1), column \(column + 1): \(copy.sum).", copy)
      }
    }
  }

  /// How the chosen cell is computed: "2 · 1 + 1 · (−2) + 1 = 1".
  var sum: String {
    let (row, column) = (chosen.row, chosen.column)
    func text(_ number: Double) -> String { NumberFormat.plain(number) }
    func factor(_ number: Double) -> String { number < 0 ? "(\(text(number)))" : text(number) }
    let products = zip(weights[column], inputs[row]).map { "\(text($0)) · \(factor($1))" }
    let terms = products.enumerated().map { index, product in
      index > 0 && product.hasPrefix("−") ? "(\(product))" : product
    }
    return (terms + [factor(bias[column])]).joined(separator: " + ") + " = \(text(outputs[row][column]))"
  }

  public var headline: String { title ?? "A linear layer" }

  public var alternative: String {
    (title.map { $0 + ". " } ?? "")
      + "A linear layer as a product: \(inputs.count) × \(inputs[0].count) inputs times "
      + "\(inputs[0].count) × \(weights.count) weights plus "
      + "\(NumberFormat.counted(weights.count, "bias", "biases")). Followed is row \(chosen.row + 1), column "
      + "\(chosen.column + 1) of the result: \(sum)."
  }

  public var dataTable: ChartTable {
    let names = inputs[0].indices.map { "input \($0 + 1)" } + weights.indices.map { "output \($0 + 1)" }
    return ChartTable(
      columns: ["example"] + names, isNumeric: [true] + names.map { _ in true },
      rows: zip(inputs, outputs).enumerated().map { index, pair in
        ["\(index + 1)"] + (pair.0 + pair.1).map(NumberFormat.machine)
      })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    LayerDrawing(self, width: width).drawing
  }
}

/// Draws the four grids in a row, or in lines where it is narrow.
private struct LayerDrawing {
  /// A grid with its name, the sign before it, and its part of the followed cell.
  private struct Part {
    var sign: String?
    var name: MatrixName
    var color: ChartColor
    var grid: CellGrid
    var ring: (CellGrid, Spot) -> Box

    var shape: String { "\(grid.values.count) × \(grid.values[0].count)" }
    /// The room of the grid or, if that is longer, of what stands above it.
    var width: Double { max(grid.width, TextMetrics.width(of: "WT " + shape, size: 14, isBold: true) + 8) }
  }

  private let diagram: LayerDiagram
  private let limit: Double
  private static let height = 28.0
  private static let gap = 34.0

  init(_ diagram: LayerDiagram, width: Double) { (self.diagram, limit) = (diagram, width) }

  var drawing: SVGDrawing {
    var writer = SVGWriter()
    let start = writer.heading(diagram.title, width: limit) + 22
    var (x, top, bottom, right) = (ChartStyle.margin, start, start, 0.0)
    for part in parts {
      let sign = part.sign == nil ? 0 : Self.gap
      if x > ChartStyle.margin, x + sign + part.width > limit - ChartStyle.margin {
        (x, top) = (ChartStyle.margin, bottom + 34)
      }
      if let text = part.sign {
        let style = TextStyle(size: 15, color: ChartColor.ink.css)
        writer.label(text, x: x + Self.gap / 2, y: top + Self.height / 2 + 5, style: style, anchor: .middle)
        x += Self.gap
      }
      let place = Spot(x: x, y: top)
      writer.grid(part.grid, at: place)
      writer.ring(part.ring(part.grid, place))
      writer.matrixName(part.name, shape: part.shape, at: Spot(x: x, y: top - 8), color: part.color)
      x += part.width
      (bottom, right) = (max(bottom, top + part.grid.height), max(right, x))
    }
    return SVGDrawing(writer: writer, size: (right + ChartStyle.margin, bottom + ChartStyle.margin + 2))
  }

  private var parts: [Part] {
    let (row, column) = (diagram.chosen.row, diagram.chosen.column)
    let transposed = diagram.inputs[0].indices.map { input in diagram.weights.map { $0[input] } }
    func cell(_ row: Int, _ column: Int) -> (CellGrid, Spot) -> Box {
      { grid, place in
        Box(
          x: place.x + Double(column) * grid.cell.width, y: place.y + Double(row) * grid.cell.height,
          width: grid.cell.width, height: grid.cell.height)
      }
    }
    return [
      Part(
        name: MatrixName("X"), color: .value, grid: grid(diagram.inputs),
        ring: { $0.row(row, at: $1) }),
      Part(
        sign: "·", name: MatrixName("W", upper: "T"), color: .weight, grid: grid(transposed, frame: .weight),
        ring: { $0.column(column, at: $1) }),
      Part(
        sign: "+", name: MatrixName("b"), color: .weight, grid: grid([diagram.bias], frame: .weight),
        ring: cell(0, column)),
      Part(
        sign: "=", name: MatrixName("Z"), color: .value, grid: grid(diagram.outputs),
        ring: cell(row, column)),
    ]
  }

  private func grid(_ values: [[Double]], frame: ChartColor = .value) -> CellGrid {
    let all = diagram.inputs + diagram.weights + [diagram.bias] + diagram.outputs
    return CellGrid(
      values: values, cell: (limit < 450 ? 38 : 44, Self.height), frame: frame,
      bound: all.joined().map(abs).max() ?? 1, decimals: CellGrid.decimals(of: all))
  }
}
