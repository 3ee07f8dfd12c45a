import SVGCharts

/// A word's one-hot row times a table: what comes out is the word's own row of the table.
///
///     sweep("word", LookupDiagram([[0.2, 1], [0.5, 0]], rows: ["cat", "dog"]).walk)
public struct LookupDiagram: SVGPicture, Sendable, Hashable {
  /// The table, row by row.
  public var table: [[Double]]
  /// What each row belongs to: its word.
  public var rows: [String]
  /// The word that is looked up.
  public var chosen: Int
  /// The line above the picture.
  public var title: String?

  /// - Precondition: a name for each row, rows of one length that have numbers, and `chosen` is one of them.
  public init(_ table: [[Double]], rows: [String], chosen: Int = 0, title: String? = nil) {
    let width = table.first?.count ?? 0
    precondition(
      rows.count == table.count && width > 0 && table.allSatisfy { $0.count == width },
      "LookupDiagram expects \(rows.count) rows of one length but got \(table.map(\.count))")
    precondition(
      rows.indices.contains(chosen), "LookupDiagram expects one of \(rows.count) rows but got \(chosen)")
    (self.table, self.rows, self.chosen, self.title) = (table, rows, chosen, title)
  }

  /// A 1 at the chosen word's place, and zeros.
  public var oneHot: [Double] { rows.indices.map { $0 == chosen ? 1 : 0 } }

  /// The product of the one-hot row and the table.
  public var found: [Double] {
    zip(oneHot, table).reduce([Double](repeating: 0, count: table[0].count)) { sum, part in
      zip(sum, part.1).map { $0 + part.0 * $1 }
    }
  }

  /// The same picture for each word, under its name.
  public var walk: [(String, LookupDiagram)] {
    rows.indices.map { row in
      var copy = self
      copy.chosen = row
      return (rows[row], copy)
    }
  }

  public var headline: String { title ?? "A row of a table" }

  public var alternative: String {
    func list(_ numbers: [Double]) -> String {
      numbers.map { NumberFormat.plain($0) }.joined(separator: ", ")
    }
    return (title.map { $0 + ". " } ?? "")
      + "The one-hot row of \(rows[chosen]), \(list(oneHot)), times a table of "
      + "\(NumberFormat.counted(rows.count, "row")) and \(NumberFormat.counted(table[0].count, "column")): "
      + "out comes the table's row of \(rows[chosen]), \(list(found))."
  }

  public var dataTable: ChartTable {
    let numbers = table[0].indices.map { "column \($0)" }
    return ChartTable(
      columns: ["row", "one-hot"] + numbers, isNumeric: [false, true] + numbers.map { _ in true },
      rows: rows.indices.map { row in
        [rows[row], NumberFormat.machine(oneHot[row])] + table[row].map(NumberFormat.machine)
      } + [["the product", ""] + found.map(NumberFormat.machine)])
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    LookupDrawing(self, width: width).drawing
  }
}

/// Draws the one-hot row beside the table, or above it where that is too wide, at the level of the chosen row, which
/// slides out to the right.
private struct LookupDrawing {
  private let diagram: LookupDiagram
  private let limit: Double
  private let nameWidth: Double
  private let cell: Double
  private let isStacked: Bool
  private static let side = 28.0
  /// The room of the sign ×, and of the arrow.
  private static let (sign, arrow) = (36.0, 42.0)
  private static let textSize = 12.5

  init(_ diagram: LookupDiagram, width: Double) {
    (self.diagram, limit) = (diagram, width)
    let widest = diagram.rows.map { TextMetrics.width(of: $0, size: Self.textSize * 1.06) }.max() ?? 0
    let nameWidth = max(16, min(widest + 1, width * 0.26))
    let oneHot = Double(diagram.rows.count) * Self.side
    let columns = Double(diagram.table[0].count)
    func needed(_ cell: Double) -> Double { nameWidth + 8 + 2 * columns * cell + Self.arrow }
    let room = width - 2 * ChartStyle.margin
    isStacked = oneHot + Self.sign + needed(46) > room
    cell = isStacked ? [46, 42, 38, 34].first { needed($0) <= room } ?? 30 : 46
    self.nameWidth = nameWidth
  }

  var drawing: SVGDrawing {
    var writer = SVGWriter()
    let top = writer.heading(diagram.title, width: limit) + 22
    let (row, margin) = (Double(diagram.chosen) * Self.side, ChartStyle.margin)
    let x = grid([diagram.oneHot], width: Self.side, bound: 1, decimals: 0)
    let table = grid(diagram.table, width: cell, frame: .weight)
    let found = grid([diagram.found], width: cell)
    let tableTop = isStacked ? top + Self.side + 34 : top
    let left = margin + (isStacked ? 0 : x.width + Self.sign) + nameWidth + 8
    let start = Spot(x: margin, y: isStacked ? top : top + row)
    let origin = Spot(x: left, y: tableTop)
    let end = Spot(x: left + table.width + Self.arrow, y: tableTop + row)
    let level = end.y + Self.side / 2

    for (grid, place, name, color) in [
      (x, start, "x", ChartColor.value), (table, origin, "W", .weight), (found, end, "xW", .value),
    ] {
      writer.grid(grid, at: place)
      let shape = "\(grid.values.count) × \(grid.values[0].count)"
      writer.matrixName(MatrixName(name), shape: shape, at: Spot(x: place.x, y: place.y - 8), color: color)
    }
    writer.ring(x.column(diagram.chosen, at: start))
    writer.ring(table.row(diagram.chosen, at: origin))
    let times =
      isStacked
      ? Spot(x: margin + 7, y: tableTop - 10) : Spot(x: margin + x.width + Self.sign / 2, y: level + 5)
    writer.label(
      "×", x: times.x, y: times.y, style: TextStyle(size: 15, color: ChartColor.ink.css), anchor: .middle)
    writer.arrow(
      [Spot(x: left + table.width + 6, y: level), Spot(x: end.x - 6, y: level)], color: .focus, width: 2)
    names(before: origin, in: &writer)
    let size = (
      width: end.x + found.width + margin, height: tableTop + table.height + margin + 2
    )
    return SVGDrawing(writer: writer, size: size)
  }

  private func grid(
    _ values: [[Double]], width: Double, frame: ChartColor = .value, bound: Double? = nil,
    decimals: Int? = nil
  ) -> CellGrid {
    CellGrid(
      values: values, cell: (width, Self.side), frame: frame,
      bound: bound ?? diagram.table.joined().map(abs).max() ?? 1,
      decimals: decimals ?? CellGrid.decimals(of: diagram.table),
      textSize: Self.textSize)
  }

  private func names(before origin: Spot, in writer: inout SVGWriter) {
    for (index, name) in diagram.rows.enumerated() {
      let isChosen = index == diagram.chosen
      let style = TextStyle(
        size: Self.textSize, color: (isChosen ? ChartColor.focus : .ink).css, isBold: isChosen)
      let text = TextMetrics.shortened(name, width: nameWidth, size: Self.textSize * 1.06)
      let middle = origin.y + (Double(index) + 0.5) * Self.side
      writer.label(text, x: origin.x - 8, y: middle + 4.5, style: style, anchor: .end)
    }
  }
}
