import SVGCharts

/// A matrix as coloured cells in the frame of what it holds: of numbers on their way, or of learned ones.
struct CellGrid {
  /// The numbers, row by row; one that is not finite is a masked place.
  var values: [[Double]]
  /// The size of a cell.
  var cell: (width: Double, height: Double)
  /// The colour of the frame.
  var frame = ChartColor.value
  /// The end of the scale of colours.
  var bound: Double
  /// How many decimals the numbers have; `nil` for colours alone.
  var decimals: Int?
  /// The size of the numbers.
  var textSize = 12.5

  var width: Double { Double(values.first?.count ?? 0) * cell.width }
  var height: Double { Double(values.count) * cell.height }

  /// As many decimals as numbers in cells need, up to two.
  static func decimals(of values: [[Double]]) -> Int {
    let numbers = values.joined()
    if numbers.allSatisfy({ $0 == $0.rounded() }) { return 0 }
    return numbers.allSatisfy { abs(10 * $0 - (10 * $0).rounded()) < 1e-5 } ? 1 : 2
  }

  /// The place of a row.
  func row(_ index: Int, at origin: Spot) -> Box {
    Box(x: origin.x, y: origin.y + Double(index) * cell.height, width: width, height: cell.height)
  }

  /// The place of a column.
  func column(_ index: Int, at origin: Spot) -> Box {
    Box(x: origin.x + Double(index) * cell.width, y: origin.y, width: cell.width, height: height)
  }

  /// The step of the scale under a number; `nil` where it is masked.
  fileprivate func level(_ value: Double) -> Int? {
    guard value.isFinite else { return nil }
    return Int(((max(-1, min(1, value / max(bound, .leastNormalMagnitude))) + 1) * 8).rounded())
  }
}

extension SVGWriter {
  /// The cells of one colour as one path, and the numbers of one colour as one group.
  mutating func grid(_ grid: CellGrid, at origin: Spot) {
    var fills = CellLines()
    var texts: [String: [(text: String, spot: Spot)]] = [:]
    for (row, line) in grid.values.enumerated() {
      for (column, value) in line.enumerated() {
        let (x, y) = (
          origin.x + Double(column) * grid.cell.width, origin.y + Double(row) * grid.cell.height
        )
        let level = grid.level(value)
        if let level {
          fills.add(Box(x: x, y: y, width: grid.cell.width, height: grid.cell.height), color: level)
        }
        guard let decimals = grid.decimals else { continue }
        let text = level == nil ? "–" : NumberFormat.fixed(value, decimals: decimals)
        let color =
          level.map { ChartColor.textCSS(onLevel: $0, isDiverging: true) } ?? ChartColor.muted.css
        let spot = Spot(x: x + grid.cell.width / 2, y: y + grid.cell.height / 2 + grid.textSize * 0.36)
        texts[color, default: []].append((text, spot))
      }
    }
    fills.write(to: &self) { ChartColor.diverging($0).css }
    gridLines(grid, at: origin)
    for (color, items) in texts.sorted(by: { $0.key < $1.key }) {
      labels(items, style: TextStyle(size: grid.textSize, color: color), anchor: .middle)
    }
  }

  private mutating func gridLines(_ grid: CellGrid, at origin: Spot) {
    let (rows, columns) = (grid.values.count, grid.values.first?.count ?? 0)
    guard rows > 0, columns > 0 else { return }
    var path = ""
    for row in 0..<rows where row > 0 {
      path +=
        "M\(SVGWriter.number(origin.x)) \(SVGWriter.number(origin.y + Double(row) * grid.cell.height))"
        + "h\(SVGWriter.number(grid.width))"
    }
    for column in 0..<columns where column > 0 {
      path +=
        "M\(SVGWriter.number(origin.x + Double(column) * grid.cell.width)) \(SVGWriter.number(origin.y))"
        + "v\(SVGWriter.number(grid.height))"
    }
    if !path.isEmpty {
      element("path", [("d", path), ("stroke", ChartColor.grid.css), ("stroke-width", "1")])
    }
    outline(
      Box(x: origin.x, y: origin.y, width: grid.width, height: grid.height), color: grid.frame, width: 1.75)
  }

  /// The rim of a rectangle.
  mutating func outline(_ box: Box, color: ChartColor, width: Double) {
    element(
      "rect",
      attributes(of: box, radius: 2) + [
        ("fill", "none"), ("stroke", color.css), ("stroke-width", SVGWriter.number(width)),
      ])
  }

  /// The ring round the place that a picture is about.
  mutating func ring(_ box: Box) {
    outline(box, color: .background, width: 6)
    outline(box, color: .focus, width: 3)
  }

  /// A matrix's name, with what is written below or above its end, and its shape.
  mutating func matrixName(
    _ name: MatrixName, shape: String?, at spot: Spot, color: ChartColor, size: Double = 13
  ) {
    let style = TextStyle(size: size, color: color.css, isBold: true)
    label(name.letter, x: spot.x, y: spot.y, style: style)
    var x = spot.x + TextMetrics.width(of: name.letter, size: size, isBold: true)
    for (text, shift) in [(name.lower, 3.0), (name.upper, -4.0)] {
      guard let text else { continue }
      let small = TextStyle(size: max(11, size - 2), color: color.css, isBold: true)
      label(text, x: x + 0.5, y: spot.y + shift, style: small)
      x += TextMetrics.width(of: text, size: small.size, isBold: true) + 0.5
    }
    guard let shape else { return }
    label(shape, x: x + 7, y: spot.y, style: TextStyle(size: size - 0.5, color: ChartColor.muted.css))
  }
}

/// How a matrix is called: W with a small Q below its end, K with a small T above it.
struct MatrixName {
  var letter: String
  var lower: String?
  var upper: String?

  init(_ letter: String, lower: String? = nil, upper: String? = nil) {
    (self.letter, self.lower, self.upper) = (letter, lower, upper)
  }
}
