import SVGCharts

/// Draws a ``MatrixDiagram``, or a grid of another diagram.
struct MatrixDrawing {
  private let matrix: MatrixDiagram
  private let limit: Double
  /// The size of a cell and of its text; 0 where the text does not fit.
  private var cell = (width: 0.0, height: 0.0)
  private var textSize = 0.0
  private let nameWidth: Double
  private static let name = TextStyle(size: 12, color: ChartColor.ink.css)
  private static let axis = TextStyle(size: 12, color: ChartColor.muted.css)

  init(_ matrix: MatrixDiagram, width: Double) {
    self.matrix = matrix
    limit = width
    let widest = matrix.rows.map { TextMetrics.width(of: $0, size: 12) }.max() ?? 0
    nameWidth = min(widest, width * 0.34)
    let count = Double(max(1, matrix.texts.first?.count ?? 0))
    let room = (width - 2 * ChartStyle.margin - (nameWidth > 0 ? nameWidth + 8 : 0)) / count
    for size in [13.0, 12, 11, 10, 9] where textSize == 0 {
      let needed = matrix.texts.joined().map { TextMetrics.width(of: $0, size: size) }.max() ?? 0
      let names = matrix.columns.map { TextMetrics.width(of: $0, size: 12) }.max() ?? 0
      let wish = max(needed + 10, min(names + 8, 64), 2 * size + 2)
      if needed + 4 <= room {
        textSize = size
        cell = (min(wish, room), size * 2 + 2)
      }
    }
    if textSize == 0 { cell = (min(28, room), max(4, min(22, room))) }
  }

  var drawing: SVGDrawing {
    var writer = SVGWriter()
    let columns = Double(matrix.texts.first?.count ?? 0)
    let left = ChartStyle.margin + (nameWidth > 0 ? nameWidth + 8 : 0)
    let content = left + columns * cell.width + ChartStyle.margin
    var top = writer.heading(matrix.title, width: max(content, min(limit, 300)))
    top = axisTitles(left: left, top: top, in: &writer)
    top = columnNames(left: left, top: top, in: &writer)
    grid(left: left, top: top, in: &writer)
    rowNames(top: top, in: &writer)
    let widest = writer.texts.filter { $0.angle == 0 }.map(\.box.maxX).max() ?? 0
    let bottom = top + Double(matrix.texts.count) * cell.height
    return SVGDrawing(
      writer: writer, size: (max(content, widest + ChartStyle.margin), bottom + ChartStyle.margin + 1))
  }

  private func axisTitles(left: Double, top: Double, in writer: inout SVGWriter) -> Double {
    var top = top
    for text in [matrix.rowTitle.map { "↓ " + $0 }, matrix.columnTitle.map { "→ " + $0 }] {
      guard let text else { continue }
      let short = TextMetrics.shortened(text, width: limit - 2 * ChartStyle.margin, size: 12)
      writer.label(short, x: ChartStyle.margin, y: top + 11, style: MatrixDrawing.axis)
      top += 16
    }
    return top == 0 ? top : top + 2
  }

  /// Upright where they fit over their columns, else slanted.
  private func columnNames(left: Double, top: Double, in writer: inout SVGWriter) -> Double {
    guard !matrix.columns.isEmpty else { return top }
    let style = MatrixDrawing.name
    let widths = matrix.columns.map { TextMetrics.width(of: $0, size: style.size) }
    if (widths.max() ?? 0) <= cell.width - 3 {
      for (index, name) in matrix.columns.enumerated() {
        writer.label(
          name, x: left + (Double(index) + 0.5) * cell.width, y: top + 12, style: style, anchor: .middle)
      }
      return top + 19
    }
    guard cell.width >= 13 else { return top }
    let names = matrix.columns.map { TextMetrics.shortened($0, width: 90, size: style.size) }
    let height = (names.map { TextMetrics.width(of: $0, size: style.size) }.max() ?? 0) + 6
    for (index, name) in names.enumerated() {
      let x = left + (Double(index) + 0.5) * cell.width + style.size * 0.36
      let end = top + height - 4 - TextMetrics.width(of: name, size: style.size)
      writer.label(name, x: x, y: end, style: style, anchor: .end, angle: 90)
    }
    return top + height
  }

  private func rowNames(top: Double, in writer: inout SVGWriter) {
    guard nameWidth > 0, cell.height >= 11 else { return }
    let style = MatrixDrawing.name
    for (index, name) in matrix.rows.enumerated() {
      let text = TextMetrics.shortened(name, width: nameWidth, size: style.size)
      writer.label(
        text, x: ChartStyle.margin + nameWidth, y: top + (Double(index) + 0.5) * cell.height + 4.4,
        style: style,
        anchor: .end)
    }
  }

  /// The cells: one path for each colour, one for the lines, and the texts.
  private func grid(left: Double, top: Double, in writer: inout SVGWriter) {
    let levels = levels
    var fills = CellLines()
    for (row, line) in (levels ?? []).enumerated() {
      for (column, level) in line.enumerated() {
        if let level { fills.add(box(row, column, left: left, top: top), color: level) }
      }
    }
    fills.write(to: &writer) { level in
      (matrix.coloring == .diverging ? ChartColor.diverging(level) : .sequential(level)).css
    }
    lines(left: left, top: top, in: &writer)
    texts(levels, left: left, top: top, in: &writer)
    dashes(left: left, top: top, in: &writer)
    frames(left: left, top: top, in: &writer)
  }

  private func box(_ row: Int, _ column: Int, left: Double, top: Double) -> Box {
    Box(
      x: left + Double(column) * cell.width, y: top + Double(row) * cell.height, width: cell.width,
      height: cell.height)
  }

  private func lines(left: Double, top: Double, in writer: inout SVGWriter) {
    let (rows, columns) = (matrix.texts.count, matrix.texts.first?.count ?? 0)
    guard rows > 0, columns > 0 else { return }
    let width = SVGWriter.number(Double(columns) * cell.width)
    let height = SVGWriter.number(Double(rows) * cell.height)
    var path = ""
    for row in 0...rows {
      path += "M\(PathBuilder.text(Spot(x: left, y: top + Double(row) * cell.height)))h\(width)"
    }
    for column in 0...columns {
      path += "M\(PathBuilder.text(Spot(x: left + Double(column) * cell.width, y: top)))v\(height)"
    }
    writer.element("path", [("d", path), ("stroke", ChartColor.grid.css), ("stroke-width", "1")])
  }

  /// The texts in one group for each colour, so that what they share is written once.
  private func texts(_ levels: [[Int?]]?, left: Double, top: Double, in writer: inout SVGWriter) {
    guard textSize > 0 else { return }
    let isDiverging = matrix.coloring == .diverging
    var groups: [String: [(text: String, box: Box)]] = [:]
    for (row, line) in matrix.texts.enumerated() {
      for (column, text) in line.enumerated() where !text.isEmpty {
        let color =
          levels?[row][column].map { ChartColor.textCSS(onLevel: $0, isDiverging: isDiverging) }
          ?? (isDashed(row, column) ? ChartColor.muted : .ink).css
        groups[color, default: []].append((text, box(row, column, left: left, top: top)))
      }
    }
    for (color, cells) in groups.sorted(by: { $0.key < $1.key }) {
      let style = TextStyle(size: textSize, color: color)
      writer.labels(
        cells.map { (text: $0.text, spot: Spot(x: $0.box.midX, y: $0.box.midY + textSize * 0.36)) },
        style: style, anchor: .middle)
    }
  }

  private func isDashed(_ row: Int, _ column: Int) -> Bool {
    matrix.dashed.contains(MatrixDiagram.Cell(row: row, column: column))
  }

  /// The frames of cells that don't count, within the grid's lines.
  private func dashes(left: Double, top: Double, in writer: inout SVGWriter) {
    let cells = matrix.dashed.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    let path = cells.map { cell in
      PathBuilder.rectangle(box(cell.row, cell.column, left: left, top: top).inset(by: 2.5))
    }.joined()
    guard !path.isEmpty else { return }
    writer.element(
      "path",
      [
        ("d", path), ("fill", "none"), ("stroke", ChartColor.muted.css), ("stroke-width", "1.2"),
        ("stroke-dasharray", "3 2"),
      ])
  }

  /// The outline of highlighted cells, over the grid's lines.
  private func frames(left: Double, top: Double, in writer: inout SVGWriter) {
    let cells = matrix.highlighted.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    var path = ""
    func isOut(_ row: Int, _ column: Int) -> Bool {
      !matrix.highlighted.contains(MatrixDiagram.Cell(row: row, column: column))
    }
    for place in cells {
      let (x, y) = (left + Double(place.column) * cell.width, top + Double(place.row) * cell.height)
      let (w, h) = (SVGWriter.number(cell.width), SVGWriter.number(cell.height))
      func move(_ x: Double, _ y: Double) -> String { "M\(SVGWriter.number(x)) \(SVGWriter.number(y))" }
      if isOut(place.row - 1, place.column) { path += move(x, y) + "h\(w)" }
      if isOut(place.row + 1, place.column) { path += move(x, y + cell.height) + "h\(w)" }
      if isOut(place.row, place.column - 1) { path += move(x, y) + "v\(h)" }
      if isOut(place.row, place.column + 1) { path += move(x + cell.width, y) + "v\(h)" }
    }
    guard !path.isEmpty else { return }
    writer.element(
      "path",
      [
        ("d", path), ("fill", "none"), ("stroke", ChartColor.focus.css), ("stroke-width", "2.4"),
        ("stroke-linecap", "square"),
      ])
  }

  /// The ramp's step under each cell; `nil` where colours have no meaning.
  private var levels: [[Int?]]? {
    guard matrix.coloring != .plain, let values = matrix.values else { return nil }
    let finite = values.joined().filter(\.isFinite)
    let top = Double(ChartTheme.levels - 1)
    let bound = max(finite.map(abs).max() ?? 0, .leastNormalMagnitude)
    let (low, high) = (min(0, finite.min() ?? 0), finite.max() ?? 0)
    return values.map { row in
      row.map { value -> Int? in
        guard value.isFinite else { return nil }
        if matrix.coloring == .diverging { return Int(((value / bound + 1) / 2 * top).rounded()) }
        return high > low ? Int(((value - low) / (high - low) * top).rounded()) : 0
      }
    }
  }
}
