import SVGCharts

/// Draws a ``ConvolutionDiagram``: input, kernel and output side by side where they fit, else one below the other.
struct ConvolutionDrawing {
  private let diagram: ConvolutionDiagram
  private let limit: Double
  /// The room of a sign between two parts.
  private static let gap = 30.0
  private static let sign = TextStyle(size: 18, color: ChartColor.muted.css)
  private static let caption = TextStyle(size: 12, color: ChartColor.muted.css)

  init(_ diagram: ConvolutionDiagram, width: Double) {
    self.diagram = diagram
    limit = width
  }

  var drawing: SVGDrawing {
    var writer = SVGWriter()
    let top = writer.heading(diagram.title, width: limit)
    let pooled = diagram.pooled.isEmpty ? [] : [("pooled", pooledGrid)]
    let parts =
      ([
        ("input", inputGrid), ("kernel", MatrixDiagram(diagram.kernel, coloring: .diverging)),
        ("output", outputGrid),
      ] + pooled).map { name, grid in (name: name, drawing: MatrixDrawing(grid, width: limit).drawing) }
    let lines = lines(of: parts.map(\.drawing.size.width))
    var (bottom, right) = (top, 0.0)
    for line in lines {
      let tallest = line.map { parts[$0].drawing.size.height }.max() ?? 0
      let top = bottom + (line.first == 0 ? 0 : 8)
      var x = 0.0
      for index in line {
        if index > 0 {
          writer.label(
            ["", "∗", "=", "→"][index], x: x + 15, y: top + 14 + tallest / 2 + 6,
            style: ConvolutionDrawing.sign,
            anchor: .middle)
          x += ConvolutionDrawing.gap
        }
        let (name, size) = (parts[index].name, parts[index].drawing.size)
        let place = top + (tallest - size.height) / 2
        writer.label(name, x: x + ChartStyle.margin, y: place + 11, style: ConvolutionDrawing.caption)
        writer.append(parts[index].drawing.writer, dx: x, dy: place + 14)
        x += size.width
      }
      (bottom, right) = (top + 14 + tallest, max(right, x))
    }
    for line in sumLines {
      writer.label(
        line, x: ChartStyle.margin, y: bottom + 16, style: TextStyle(size: 12.5, color: ChartColor.ink.css))
      bottom += 17
    }
    let widest = max(right, (writer.texts.map(\.box.maxX).max() ?? 0) + ChartStyle.margin)
    return SVGDrawing(writer: writer, size: (min(limit, widest), bottom + ChartStyle.margin + 2))
  }

  /// The parts' indices, as many on a line as fit.
  private func lines(of widths: [Double]) -> [[Int]] {
    var (lines, x): ([[Int]], Double) = ([[0]], widths[0])
    for index in widths.indices.dropFirst() {
      let needed = ConvolutionDrawing.gap + widths[index]
      // the output is next to the kernel if it can be
      let isWhole = x + widths[index...].reduce(0) { $0 + $1 + ConvolutionDrawing.gap } <= limit
      if isWhole || lines.count > 1 && x + needed <= limit {
        lines[lines.count - 1].append(index)
        x += needed
      } else {
        lines.append([index])
        x = needed
      }
    }
    return lines
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

  /// What is pooled, with the cell that the position belongs to.
  private var pooledGrid: MatrixDiagram {
    let (pooled, side) = (diagram.pooled, diagram.pooling ?? 1)
    let grid = MatrixDiagram(pooled, coloring: .diverging)
    guard let position = diagram.position else { return grid }
    let cell = MatrixDiagram.Cell(row: position.row / side, column: position.column / side)
    let isKept = cell.row < pooled.count && cell.column < pooled[0].count
    return isKept ? grid.highlighting([cell]) : grid
  }

  /// The output up to the position, in the order in which it is computed.
  private var outputGrid: MatrixDiagram {
    var grid = MatrixDiagram(diagram.output, coloring: .diverging)
    guard let position = diagram.position else { return grid }
    // What is pooled has to be known whole.
    guard diagram.pooling == nil else { return grid.highlighting([position]) }
    for row in grid.texts.indices {
      for column in grid.texts[row].indices where (row, column) > (position.row, position.column) {
        grid.texts[row][column] = ""
        grid.values?[row][column] = .nan
      }
    }
    return grid.highlighting([position])
  }
}
