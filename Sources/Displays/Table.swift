private import Preconditions

/// Rows of text under named columns.
///
///     Table(columns: ["layer", "parameters"], rows: [["hidden", 2_176], ["output", 1_290]])
public struct Table: Hashable, Sendable {
  /// A column's title, and how its texts are aligned.
  public struct Column: Hashable, Sendable {
    /// Where the texts of a column are.
    public enum Alignment: String, Hashable, Sendable {
      /// At the column's beginning: the left, in a language that is written from left to right.
      case leading
      /// In the middle.
      case center
      /// At the column's end, as numbers with the same count of decimals should be.
      case trailing
    }

    /// The text above the column.
    public var title: String
    /// Where the column's texts are.
    public var alignment: Alignment

    /// A column; without an alignment, its texts are at its beginning.
    public init(_ title: String, alignment: Alignment = .leading) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// The columns, from first to last.
  public var columns: [Column]
  /// Rows of texts, each as long as `columns`.
  public var rows: [[String]]
  /// The words above the table; the cell's `tbl-cap` comes before them.
  public var caption: String?

  /// A table of texts that are formatted already.
  ///
  /// - Precondition: every row has one cell per column.
  public init(columns: [Column], rows: [[String]], caption: String? = nil) {
    for (index, row) in rows.enumerated() {
      precondition(
        row.count == columns.count,
        "Table expects \(columns.count) cells in each row but row \(index) has \(row.count)")
    }
    self.columns = columns
    self.rows = rows
    self.caption = caption
  }
}
