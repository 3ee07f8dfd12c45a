import SVGCharts

/// A convolution at work: the input with the window, the kernel, and the part of the output that is known.
///
///     let picture = ConvolutionDiagram(input: image, kernel: [[1, 0, -1], [1, 0, -1], [1, 0, -1]])
///     steps(picture.positions.map { ("The window moves.", picture.at($0)) })
///
/// The output is computed here from the numbers that are shown: each of its cells is the sum of the products of the
/// kernel and the window under it (a cross-correlation, as in all libraries of the field).
public struct ConvolutionDiagram: SVGPicture, Sendable, Hashable {
  /// A place in the output.
  public typealias Cell = MatrixDiagram.Cell

  /// The numbers that the window moves over, row by row.
  public var input: [[Double]]
  /// The weights, row by row.
  public var kernel: [[Double]]
  /// How far the window moves from one output to the next.
  public var stride: Int
  /// How many rings of zeros surround the input.
  public var padding: Int
  /// What is added to each sum.
  public var bias = 0.0
  /// The side of the windows of the max pooling that follows, after a ReLU; `nil` without both.
  public var pooling: Int?
  /// The line above the picture.
  public var title: String?
  /// The output cell that is being computed; `nil` shows the whole output.
  public var position: Cell?

  /// - Precondition: rows of one length, a stride of at least 1, and a kernel that fits into the padded input.
  public init<Number: BinaryFloatingPoint>(
    input: [[Number]], kernel: [[Number]], stride: Int = 1, padding: Int = 0, title: String? = nil
  ) {
    self.input = input.map { $0.map { Double($0) } }
    self.kernel = kernel.map { $0.map { Double($0) } }
    (self.stride, self.padding, self.title) = (stride, padding, title)
    precondition(stride >= 1 && padding >= 0, "ConvolutionDiagram expects a stride ≥ 1 and a padding ≥ 0")
    for (name, grid) in [("input", self.input), ("kernel", self.kernel)] {
      precondition(
        !(grid.first ?? []).isEmpty && grid.allSatisfy { $0.count == grid[0].count },
        "ConvolutionDiagram expects rows of one length in the \(name)")
    }
    precondition(
      self.kernel.count <= padded.count && self.kernel[0].count <= padded[0].count,
      "ConvolutionDiagram expects a kernel of at most \(padded.count) × \(padded[0].count) but got "
        + "\(self.kernel.count) × \(self.kernel[0].count)")
  }

  /// The diagram while it computes one cell of the output; those after it are not known yet.
  public func at(_ position: Cell) -> ConvolutionDiagram {
    var copy = self
    copy.position = position
    return copy
  }

  /// The diagram while it computes the output's cell in that row and column.
  public func at(_ row: Int, _ column: Int) -> ConvolutionDiagram { at(Cell(row: row, column: column)) }

  /// All cells of the output, row by row.
  public var positions: [Cell] {
    output.indices.flatMap { row in output[row].indices.map { Cell(row: row, column: $0) } }
  }

  /// The input with its rings of zeros.
  var padded: [[Double]] {
    let width = (input.first?.count ?? 0) + 2 * padding
    let ring = [[Double]](repeating: [Double](repeating: 0, count: width), count: padding)
    let side = [Double](repeating: 0, count: padding)
    return ring + input.map { side + $0 + side } + ring
  }

  /// What comes out.
  public var output: [[Double]] {
    let padded = padded
    let height = (padded.count - kernel.count) / stride + 1
    let width = (padded[0].count - kernel[0].count) / stride + 1
    return (0..<height).map { row in
      (0..<width).map { column in
        let sum = products(row, column, padded).reduce(bias) { $0 + $1.input * $1.weight }
        return pooling == nil ? sum : max(0, sum)
      }
    }
  }

  /// What the pooling keeps; empty without one.
  var pooled: [[Double]] {
    guard let pooling, pooling > 0 else { return [] }
    let map = output
    return (0..<map.count / pooling).map { row in
      (0..<map[0].count / pooling).map { column in
        map[row * pooling..<(row + 1) * pooling].flatMap { $0[column * pooling..<(column + 1) * pooling] }
          .max() ?? 0
      }
    }
  }

  /// What is multiplied for one cell of the output.
  private func products(
    _ row: Int, _ column: Int, _ padded: [[Double]]
  ) -> [(input: Double, weight: Double)] {
    kernel.indices.flatMap { y in
      kernel[y].indices.map { x in (padded[row * stride + y][column * stride + x], kernel[y][x]) }
    }
  }

  /// "1·0 + 2·1 + … = 3" where a position is shown.
  var sum: String? {
    guard let position else { return nil }
    let terms = products(position.row, position.column, padded)
    guard terms.count <= 16 else { return nil }
    let text = terms.map { "\(NumberFormat.plain($0.input))·\(Self.bracketed($0.weight))" }
    let sum = terms.reduce(bias) { $0 + $1.input * $1.weight }
    let added = bias == 0 ? "" : " + " + Self.bracketed(bias)
    let kept = pooling != nil && sum < 0 ? " → 0" : ""
    return text.joined(separator: " + ") + added + " = " + NumberFormat.plain(sum) + kept
  }

  private static func bracketed(_ number: Double) -> String {
    number < 0 ? "(\(NumberFormat.plain(number)))" : NumberFormat.plain(number)
  }

  public var headline: String { title ?? "Convolution" }

  public var alternative: String {
    let out = output
    let sizes =
      "Convolution of \(input.count) × \(input[0].count) numbers with a kernel of \(kernel.count) × "
      + "\(kernel[0].count), stride \(stride), padding \(padding), to \(out.count) × \(out.first?.count ?? 0)"
    let place = position.map { at in
      "; at row \(at.row + 1), column \(at.column + 1) of the output: "
        + (sum ?? NumberFormat.plain(out[at.row][at.column]))
    }
    return (title.map { $0 + ". " } ?? "") + sizes + (place ?? "") + "."
  }

  public var dataTable: ChartTable {
    let parts = [("input", input), ("kernel", kernel), ("output", output), ("pooled", pooled)]
    let width = parts.map { $0.1.first?.count ?? 0 }.max() ?? 0
    return ChartTable(
      columns: ["matrix", "row"] + (1...max(1, width)).map { "\($0)" },
      isNumeric: [false, true] + (0..<max(1, width)).map { _ in true },
      rows: parts.flatMap { name, grid in
        grid.enumerated().map { row, values in
          let cells = values.map(NumberFormat.machine)
          return [name, "\(row + 1)"] + cells + [String](repeating: "", count: width - cells.count)
        }
      })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    ConvolutionDrawing(self, width: width).drawing
  }
}
