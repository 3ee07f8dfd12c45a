import SVGCharts

/// A matrix as a grid of cells with its numbers or words in them: masks, batches, tokens, counts, kernels.
///
///     MatrixDiagram([[4, 1], [0, 5]], rows: ["cat", "dog"], columns: ["cat", "dog"], coloring: .sequential)
///       .axes(rows: "is", columns: "is taken for")
///
/// Where the cells get too narrow for their texts, only colours show the numbers.
public struct MatrixDiagram: SVGPicture, Sendable, Hashable {
  /// What a cell's colour says.
  public enum Coloring: Sendable, Hashable {
    /// Nothing: all cells have the background's colour.
    case plain
    /// From zero, or the least number below it, to the greatest.
    case sequential
    /// Negative and positive, to the same distance from zero.
    case diverging
  }

  /// A cell's place.
  public struct Cell: Sendable, Hashable {
    /// The row, from 0.
    public var row: Int
    /// The column, from 0.
    public var column: Int

    /// The cell of a row and a column.
    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// The text of each cell, row by row.
  public var texts: [[String]]
  /// The number of each cell, for its colour; `nil` where the cells are words.
  public var values: [[Double]]?
  /// The rows' names; empty where they have none.
  public var rows: [String]
  /// The columns' names; empty where they have none.
  public var columns: [String]
  /// The line above the picture.
  public var title: String?
  /// What a cell's colour says.
  public var coloring: Coloring
  /// What the rows and the columns are.
  public var rowTitle: String?
  /// What the columns are.
  public var columnTitle: String?
  /// The highlighted cells.
  public var highlighted: Set<Cell> = []
  /// The cells that don't count, such as padding: their frames are dashed, and their texts pale.
  public var dashed: Set<Cell> = []

  /// Numbers, all with the decimals that they need, or with `decimals` of them.
  ///
  /// - Precondition: rows of one length, and as many names as there are rows and columns, or none.
  public init<Number: BinaryFloatingPoint>(
    _ values: [[Number]], rows: [String] = [], columns: [String] = [], title: String? = nil,
    coloring: Coloring = .plain, decimals: Int? = nil
  ) {
    let numbers = values.map { $0.map { Double($0) } }
    let flat = numbers.flatMap(\.self)
    let texts =
      decimals.map { digits in flat.map { NumberFormat.fixed($0, decimals: digits) } }
      ?? NumberFormat.column(flat)
    var rest = texts[...]
    let grid = numbers.map { row in
      defer { rest = rest.dropFirst(row.count) }
      return Array(rest.prefix(row.count))
    }
    self.init(grid, numbers, rows, columns, title, coloring)
  }

  /// Whole numbers: counts, tokens.
  public init(
    _ values: [[Int]], rows: [String] = [], columns: [String] = [], title: String? = nil,
    coloring: Coloring = .plain
  ) {
    let numbers = values.map { $0.map { Double($0) } }
    let texts = numbers.map { $0.map { NumberFormat.fixed($0, decimals: 0) } }
    self.init(texts, numbers, rows, columns, title, coloring)
  }

  /// Words.
  public init(
    texts: [[String]], rows: [String] = [], columns: [String] = [], title: String? = nil
  ) {
    self.init(texts, nil, rows, columns, title, .plain)
  }

  private init(
    _ texts: [[String]], _ values: [[Double]]?, _ rows: [String], _ columns: [String], _ title: String?,
    _ coloring: Coloring
  ) {
    let width = texts.first?.count ?? 0
    precondition(
      texts.allSatisfy { $0.count == width },
      "MatrixDiagram expects rows of one length but got \(Set(texts.map(\.count)).sorted())")
    precondition(
      rows.isEmpty || rows.count == texts.count,
      "MatrixDiagram expects \(texts.count) row names but got \(rows.count)")
    precondition(
      columns.isEmpty || columns.count == width,
      "MatrixDiagram expects \(width) column names but got \(columns.count)")
    (self.texts, self.values, self.rows, self.columns) = (texts, values, rows, columns)
    (self.title, self.coloring) = (title, coloring)
  }

  /// Names the rows and the columns.
  public func axes(rows: String? = nil, columns: String? = nil) -> MatrixDiagram {
    var copy = self
    (copy.rowTitle, copy.columnTitle) = (rows, columns)
    return copy
  }

  /// Highlights cells.
  public func highlighting(_ cells: some Sequence<Cell>) -> MatrixDiagram {
    var copy = self
    copy.highlighted.formUnion(cells)
    return copy
  }

  /// Highlights a block of cells.
  public func highlighting(rows: Range<Int>, columns: Range<Int>) -> MatrixDiagram {
    highlighting(rows.flatMap { row in columns.map { Cell(row: row, column: $0) } })
  }

  /// Marks cells that don't count, such as padding.
  public func dashing(_ cells: some Sequence<Cell>) -> MatrixDiagram {
    var copy = self
    copy.dashed.formUnion(cells)
    return copy
  }

  public var headline: String { title ?? "Matrix of \(texts.count) × \(texts.first?.count ?? 0)" }

  public var alternative: String {
    let size = [
      NumberFormat.counted(texts.count, "row"), NumberFormat.counted(texts.first?.count ?? 0, "column"),
    ]
    var parts = [(title.map { "\($0). " } ?? "") + "Matrix of " + size.joined(separator: " and ")]
    if let rowTitle { parts.append("rows: \(rowTitle)") }
    if let columnTitle { parts.append("columns: \(columnTitle)") }
    let finite = values?.joined().filter(\.isFinite) ?? []
    if let low = finite.min(), let high = finite.max() {
      parts.append("from \(NumberFormat.plain(low)) to \(NumberFormat.plain(high))")
    }
    if !highlighted.isEmpty {
      parts.append(NumberFormat.counted(highlighted.count, "cell stands out", "cells stand out"))
    }
    if !dashed.isEmpty {
      parts.append(
        NumberFormat.counted(
          dashed.count, "cell is dashed and doesn't count", "cells are dashed and don't count"))
    }
    return parts.joined(separator: "; ") + "."
  }

  public var dataTable: ChartTable {
    let width = texts.first?.count ?? 0
    let names = columns.isEmpty ? (0..<width).map { "\($0)" } : columns
    return ChartTable(
      columns: [rowTitle ?? "row"] + names, isNumeric: [false] + names.map { _ in values != nil },
      rows: texts.indices.map { index in
        let cells = values.map { $0[index].map(NumberFormat.machine) } ?? texts[index]
        return [rows.isEmpty ? "\(index)" : rows[index]] + cells
      })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    MatrixDrawing(self, width: width).drawing
  }
}
