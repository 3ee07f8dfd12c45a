/// Draws a ``ConvolutionDiagram``: input, kernel and output beside each other where they fit, else below.
struct ConvolutionDrawing {
  private let diagram: ConvolutionDiagram
  private let limit: Double
  private static let sign = TextStyle(size: 18, color: ChartColor.muted.css)
  private static let caption = TextStyle(size: 12, color: ChartColor.muted.css)

  init(_ diagram: ConvolutionDiagram, width: Double) {
    self.diagram = diagram
    limit = width
  }

  var drawing: SVGDrawing {
    var writer = SVGWriter()
    let top = writer.heading(diagram.title, width: limit)
    let parts = [
      ("input", inputGrid), ("kernel", MatrixDiagram(diagram.kernel, coloring: .diverging)),
      ("output", outputGrid),
    ].map { name, grid in (name: name, drawing: MatrixDrawing(grid, width: limit).drawing) }
    let whole = parts.reduce(0) { $0 + $1.drawing.size.width } + 60
    let isLevel = whole <= limit
    var (x, y, bottom, right) = (0.0, top, top, 0.0)
    for (index, part) in parts.enumerated() {
      let size = part.drawing.size
      let tallest = isLevel ? parts.map(\.drawing.size.height).max() ?? 0 : size.height
      let place = isLevel ? y + (tallest - size.height) / 2 : y
      writer.label(part.name, x: x + ChartStyle.margin, y: place + 11, style: ConvolutionDrawing.caption)
      writer.append(part.drawing.writer, dx: x, dy: place + 14)
      (bottom, right) = (max(bottom, place + 14 + size.height), max(right, x + size.width))
      if isLevel {
        x += size.width
        guard index < 2 else { continue }
        writer.label(
          index == 0 ? "∗" : "=", x: x + 15, y: y + 14 + tallest / 2 + 6, style: ConvolutionDrawing.sign,
          anchor: .middle)
        x += 30
      } else {
        y = bottom + 8
      }
    }
    for line in sumLines {
      writer.label(
        line, x: ChartStyle.margin, y: bottom + 16, style: TextStyle(size: 12.5, color: ChartColor.ink.css))
      bottom += 17
    }
    let widest = max(right, (writer.texts.map(\.box.maxX).max() ?? 0) + ChartStyle.margin)
    return SVGDrawing(writer: writer, size: (min(limit, widest), bottom + ChartStyle.margin + 2))
  }

  private var sumLines: [String] {
    diagram.sum.map { TextMetrics.wrapped($0, width: limit - 2 * ChartStyle.margin, size: 12.5, lines: 4) }
      ?? []
  }

  private var inputGrid: MatrixDiagram {
    let grid = MatrixDiagram(diagram.padded)
    guard let position = diagram.position else { return grid }
    let (row, column) = (position.row * diagram.stride, position.column * diagram.stride)
    return grid.highlighting(
      rows: row..<row + diagram.kernel.count, columns: column..<column + diagram.kernel[0].count)
  }

  /// The output up to the position, in the order in which it is computed.
  private var outputGrid: MatrixDiagram {
    var grid = MatrixDiagram(diagram.output, coloring: .diverging)
    guard let position = diagram.position else { return grid }
    for row in grid.texts.indices {
      for column in grid.texts[row].indices where (row, column) > (position.row, position.column) {
        grid.texts[row][column] = ""
        grid.values?[row][column] = .nan
      }
    }
    return grid.highlighting([position])
  }
}
