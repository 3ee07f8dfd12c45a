private import Preconditions

/// Rows of text under named columns.
///
///     Table(columns: ["layer", "parameters"], rows: [["hidden", 2_176], ["output", 1_290]])
public struct Table: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    public enum Alignment: String, Hashable, Sendable { case leading, center, trailing }

    public var title: String
    public var alignment: Alignment

    public init(_ title: String, alignment: Alignment = .leading) {
      self.title = title
      self.alignment = alignment
    }
  }

  public var columns: [Column]
  /// Rows of texts, each as long as `columns`.
  public var rows: [[String]]
  public var caption: String?

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
