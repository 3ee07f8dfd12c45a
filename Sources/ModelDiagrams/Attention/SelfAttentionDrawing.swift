import SVGCharts

/// Draws a ``SelfAttentionDiagram``: the chain of all matrices on top, and below it the product that it shows.
///
/// A product is laid out so that each number is where its row and its column cross: one factor on the left, the other
/// above. So a product keeps its place from step to step.
struct SelfAttentionDrawing {
  let diagram: SelfAttentionDiagram
  let limit: Double
  let isNarrow: Bool
  var writer = SVGWriter()
  /// Where rows of tokens begin, right of their names.
  private let left: Double
  /// The right end of what was drawn.
  private var right = 0.0
  /// The room between two factors and their product.
  private let gap: (x: Double, y: Double)

  init(_ diagram: SelfAttentionDiagram, width: Double) {
    self.diagram = diagram
    limit = width
    isNarrow = width < 480
    let widest = diagram.tokens.map { TextMetrics.width(of: $0, size: 13, isBold: true) }.max() ?? 0
    left = ChartStyle.margin + min(widest, width * 0.2) + 9
    gap = (isNarrow ? 14 : 40, 32)
  }

  var drawing: SVGDrawing {
    var copy = self
    return copy.drawn()
  }

  private mutating func drawn() -> SVGDrawing {
    let top = chain(below: writer.heading(diagram.title, width: limit))
    let bottom: Double
    switch diagram.part {
    case .sentence:
      let x = factor(diagram.input, MatrixName("X"), columns: diagram.input[0].count)
      bottom = rows(x, at: Spot(x: left, y: top + 24))
    case .queries: bottom = projection(diagram.learned.queries, "Q", diagram.queries, top: top)
    case .keys: bottom = projection(diagram.learned.keys, "K", diagram.keys, top: top)
    case .values: bottom = projection(diagram.learned.values, "V", diagram.values, top: top)
    case .scores: bottom = scores(top: top)
    case .weights: bottom = softmax(top: top)
    case .output: bottom = output(top: top)
    }
    let widest = (writer.texts.map(\.box.maxX).max() ?? 0) + ChartStyle.margin
    return SVGDrawing(
      writer: writer, size: (max(right + ChartStyle.margin, widest), bottom + ChartStyle.margin))
  }

  // MARK: The products

  /// X times one of the learned matrices.
  private mutating func projection(
    _ weight: [[Double]], _ letter: String, _ result: [[Double]], top: Double
  ) -> Double {
    let columns = diagram.input[0].count + weight[0].count
    return product(
      factor(diagram.input, MatrixName("X"), columns: columns),
      factor(weight, MatrixName("W", lower: letter), frame: .weight, columns: columns),
      factor(result, MatrixName(letter), columns: columns), top: top)
  }

  /// Q times Kᵀ, over the root of the width.
  private mutating func scores(top: Double) -> Double {
    let keys = diagram.keys[0].indices.map { column in diagram.keys.map { $0[column] } }
    let columns = diagram.queries[0].count + diagram.tokens.count
    let parts = (
      factor(diagram.queries, MatrixName("Q"), columns: columns),
      factor(keys, MatrixName("K", upper: "T"), columns: columns),
      factor(diagram.scores, MatrixName("scores"), columns: columns)
    )
    let bottom = product(parts.0, parts.1, parts.2, top: top, crossing: diagram.favourite)
    let foot = top + 24 + parts.1.grid.height + gap.y + parts.0.grid.height
    note("row · column / √\(keys.count)", at: Spot(x: left, y: foot + 18), anchor: .start)
    return bottom
  }

  /// The weights times V, with a bar beside each row of V for the share that it has.
  private mutating func output(top: Double) -> Double {
    let columns = diagram.tokens.count + diagram.values[0].count
    let parts = (
      factor(diagram.weights.masked(by: diagram), MatrixName("weights"), isShare: true, columns: columns),
      factor(diagram.values, MatrixName("V"), columns: columns),
      factor(diagram.output, MatrixName("output"), columns: columns)
    )
    shares(at: Spot(x: left, y: top + 24), width: parts.0.grid.width, height: parts.1.grid.cell.height)
    let bottom = product(parts.0, parts.1, parts.2, top: top)
    return columnNames(parts.0.grid, x: left, y: bottom)
  }

  /// What the followed token takes from each row of V.
  private mutating func shares(at place: Spot, width: Double, height: Double) {
    let size = isNarrow ? 11.5 : 13
    for (row, share) in diagram.weights[diagram.followed].enumerated() {
      let y = place.y + (Double(row) + 0.5) * height
      tokenName(row, y: y, isStrong: row == diagram.favourite)
      let isMasked = diagram.isMasked(diagram.followed, row)
      let bar = Box(
        x: place.x, y: y - height * 0.28, width: max(1.5, share * (width - 40)), height: height * 0.56)
      writer.element(
        "rect",
        writer.attributes(of: bar, radius: 2) + [
          ("fill", isMasked ? ChartColor.grid.css : ChartColor.focus.css),
          ("fill-opacity", SVGWriter.number(0.4 + 0.6 * share)),
        ])
      writer.label(
        isMasked ? "not yet" : NumberFormat.fixed(share, decimals: 2), x: bar.maxX + 6, y: y + size * 0.36,
        style: TextStyle(size: size - 0.5, color: (isMasked ? ChartColor.muted : .ink).css))
    }
  }

  /// The scores, and right of them, or below where there is no room, their softmax.
  private mutating func softmax(top: Double) -> Double {
    let count = diagram.tokens.count
    let columns = isNarrow ? count : 2 * count
    let scores = factor(diagram.scores, MatrixName("scores"), columns: columns)
    let weights = factor(
      diagram.weights.masked(by: diagram), MatrixName("weights"), isShare: true, columns: columns)
    let first = Spot(x: left, y: top + (isNarrow ? 24 : 118))
    let low = columnNames(scores.grid, x: left, y: rows(scores, at: first))
    if isNarrow {
      let middle = left + scores.grid.width / 2
      writer.arrow([Spot(x: middle, y: low + 4), Spot(x: middle, y: low + 26)], color: .focus, width: 2)
      note("softmax, row by row", at: Spot(x: middle + 10, y: low + 19), anchor: .start)
      return columnNames(weights.grid, x: left, y: rows(weights, at: Spot(x: left, y: low + 56)))
    }
    let second = Spot(x: left + scores.grid.width + 64, y: first.y)
    let y = scores.grid.row(diagram.followed, at: first).midY
    writer.arrow([Spot(x: second.x - 54, y: y), Spot(x: second.x - 8, y: y)], color: .focus, width: 2)
    note("softmax", at: Spot(x: second.x - 32, y: y - 8), anchor: .middle)
    matrix(weights, at: second)
    writer.ring(weights.grid.row(diagram.followed, at: second))
    columnBars(over: weights.grid, at: second)
    return max(low, columnNames(weights.grid, x: second.x, y: second.y + weights.grid.height))
  }

  /// The followed row of weights as bars over its columns.
  private mutating func columnBars(over grid: CellGrid, at place: Spot) {
    let foot = place.y - 28
    for (column, share) in diagram.weights[diagram.followed].enumerated() {
      let box = grid.column(column, at: place)
      let height = max(1.5, share * 76)
      writer.element(
        "rect",
        writer.attributes(
          of: Box(x: box.x + 5, y: foot - height, width: box.width - 10, height: height), radius: 2) + [
            ("fill", ChartColor.focus.css), ("fill-opacity", SVGWriter.number(0.4 + 0.6 * share)),
          ])
    }
    note("the row of \(diagram.tokens[diagram.followed]):", at: Spot(x: place.x - 12, y: foot), anchor: .end)
  }
}

extension [[Double]] {
  /// The weights with the places that a mask hides as such.
  fileprivate func masked(by diagram: SelfAttentionDiagram) -> [[Double]] {
    enumerated().map { row, line in
      line.enumerated().map { diagram.isMasked(row, $0.offset) ? -.infinity : $0.element }
    }
  }
}

extension SelfAttentionDrawing {
  /// A matrix with its name.
  struct Factor {
    var name: MatrixName
    var grid: CellGrid
  }

  /// A matrix whose cells are as wide as `columns` of them can be beside each other.
  fileprivate func factor(
    _ values: [[Double]], _ name: MatrixName, frame: ChartColor = .value, isShare: Bool = false, columns: Int
  ) -> Factor {
    let room = limit - left - ChartStyle.margin - (isNarrow ? gap.x : 64) - 3
    let width = min(isNarrow ? 46 : 50, (room / Double(columns)).rounded(.down))
    let size = isNarrow ? 11.5 : 12.5
    let numbers = values.joined().filter(\.isFinite)
    let decimals = [2, 1, 0].first { decimals in
      (!isShare || decimals == 2)
        && numbers.allSatisfy {
          TextMetrics.width(of: NumberFormat.fixed($0, decimals: decimals), size: size) <= width - 5
        }
    }
    let bound = isShare ? 1 : numbers.map(abs).max() ?? 1
    let grid = CellGrid(
      values: values, cell: (width, isNarrow ? 24 : 26), frame: frame, bound: bound, decimals: decimals,
      textSize: size)
    return Factor(name: name, grid: grid)
  }

  /// Two factors and their product, the followed row ringed in the left one and in the product; with `crossing`, the one
  /// number where this row meets that column. Returns where the product ends.
  fileprivate mutating func product(
    _ a: Factor, _ b: Factor, _ result: Factor, top: Double, crossing: Int? = nil
  ) -> Double {
    let x = left + a.grid.width + gap.x
    let y = top + 24 + b.grid.height + gap.y
    let (above, place) = (Spot(x: x, y: y - gap.y - b.grid.height), Spot(x: x, y: y))
    let bottom = rows(a, at: Spot(x: left, y: y))
    matrix(b, at: above)
    matrix(result, at: place)
    let row = result.grid.row(diagram.followed, at: place)
    if let crossing {
      writer.ring(b.grid.column(crossing, at: above))
      let column = result.grid.column(crossing, at: place)
      writer.ring(Box(x: column.x, y: row.y, width: column.width, height: row.height))
      return columnNames(result.grid, x: x, y: bottom)
    }
    writer.ring(row)
    return bottom
  }

  /// A matrix whose rows are tokens, with their names, and the followed one ringed. Returns where it ends.
  fileprivate mutating func rows(_ factor: Factor, at place: Spot) -> Double {
    matrix(factor, at: place)
    for row in diagram.tokens.indices {
      tokenName(row, y: factor.grid.row(row, at: place).midY, isStrong: row == diagram.followed)
    }
    writer.ring(factor.grid.row(diagram.followed, at: place))
    return place.y + factor.grid.height
  }

  fileprivate mutating func matrix(_ factor: Factor, at place: Spot) {
    writer.grid(factor.grid, at: place)
    let shape = "\(factor.grid.values.count) × \(factor.grid.values[0].count)"
    writer.matrixName(
      factor.name, shape: shape, at: Spot(x: place.x, y: place.y - 9), color: factor.grid.frame,
      size: isNarrow ? 12 : 13)
    right = max(right, place.x + factor.grid.width + 2)
  }

  fileprivate mutating func tokenName(_ row: Int, y: Double, isStrong: Bool) {
    let size = isNarrow ? 12.0 : 13
    let style = TextStyle(size: size, color: (isStrong ? ChartColor.focus : .ink).css, isBold: isStrong)
    let text = TextMetrics.shortened(diagram.tokens[row], width: left - ChartStyle.margin - 9, size: size)
    writer.label(text, x: left - 9, y: y + size * 0.36, style: style, anchor: .end)
  }

  /// The tokens under the columns of a matrix: level where they fit, else upright. Returns where they end.
  fileprivate mutating func columnNames(_ grid: CellGrid, x: Double, y: Double) -> Double {
    let size = 12.0
    let widths = diagram.tokens.map { TextMetrics.width(of: $0, size: size) }
    let isLevel = (widths.max() ?? 0) <= grid.cell.width - 3
    for (column, token) in diagram.tokens.enumerated() {
      let style = TextStyle(size: size, color: (column == diagram.favourite ? ChartColor.focus : .muted).css)
      let middle = x + (Double(column) + 0.5) * grid.cell.width
      if isLevel {
        writer.label(token, x: middle, y: y + 16, style: style, anchor: .middle)
      } else {
        writer.label(token, x: middle + size * 0.36, y: y + 7, style: style, anchor: .end, angle: 90)
      }
    }
    return y + (isLevel ? 20 : (widths.max() ?? 0) + 10)
  }

  fileprivate mutating func note(_ text: String, at spot: Spot, anchor: TextAnchor) {
    writer.label(
      text, x: spot.x, y: spot.y, style: TextStyle(size: isNarrow ? 11.5 : 12.5, color: ChartColor.muted.css),
      anchor: anchor)
  }
}
