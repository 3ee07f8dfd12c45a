import Displays
import Notebooks

/// The numbers of a picture at all of its moments as one table, whose first column is the moment.
enum MomentTable {
  /// The most rows it may have: a page must stay small.
  static let longest = 600
  /// The fewest rows to keep of a long table at each moment. Whole moments are left out to make room.
  private static let fewest = 30

  /// - Returns: a table whose caption says what was left out; `nil` without moments.
  static func joined(_ moments: [(label: String, table: Table)], words: PageWords) -> Table? {
    guard let first = moments.first?.table else { return nil }
    if moments.allSatisfy({ $0.table == first }) {
      var table = first
      if moments.count > 1 {
        table.caption = [first.caption, words["The same at all # moments.", moments.count]]
          .compactMap(\.self).joined(separator: " ")
      }
      return table
    }
    var columns: [Table.Column] = []
    for column in moments.flatMap(\.table.columns)
    where !columns.contains(where: { $0.title == column.title }) {
      columns.append(column)
    }
    let count = moments.reduce(0) { $0 + $1.table.rows.count }
    let kept = count <= longest ? Array(moments.indices) : evenly(moments.count, most: longest / fewest)
    let share = count <= longest ? longest : longest / max(1, kept.count)
    let rows = kept.flatMap { self.rows(of: moments[$0], columns, most: share) }
    return Table(
      columns: [Table.Column(title(beside: columns))] + columns, rows: rows,
      caption: note(moments, kept: kept, share: share))
  }

  /// "moment", unless the numbers have a column of that name.
  private static func title(beside columns: [Table.Column]) -> String {
    columns.contains { $0.title == "moment" } ? "shown at" : "moment"
  }

  private static func rows(
    of moment: (label: String, table: Table), _ columns: [Table.Column], most: Int
  ) -> [[String]] {
    let places = columns.map { column in moment.table.columns.firstIndex { $0.title == column.title } }
    return evenly(moment.table.rows.count, most: most).map { index in
      [moment.label] + places.map { $0.map { moment.table.rows[index][$0] } ?? "" }
    }
  }

  private static func note(
    _ moments: [(label: String, table: Table)], kept: [Int], share: Int
  ) -> String? {
    var parts: [String] = []
    if kept.count < moments.count { parts.append("\(kept.count) of \(moments.count) moments") }
    let longest = kept.map { moments[$0].table.rows.count }.max() ?? 0
    if longest > share { parts.append("\(share) of up to \(longest) rows of each") }
    let cut = parts.isEmpty ? nil : parts.joined(separator: ", ") + ", evenly spaced."
    // rows that the picture's own table left out are missing here too
    let own = moments.first.flatMap(\.table.caption)
    let both = [own, cut].compactMap(\.self)
    return both.isEmpty ? nil : both.joined(separator: " ")
  }

  /// At most `most` evenly spaced numbers below `count`, including the first and the last.
  private static func evenly(_ count: Int, most: Int) -> [Int] {
    guard count > most, most > 1 else { return Array(0..<count) }
    return (0..<most).map { $0 * (count - 1) / (most - 1) }
  }
}
