/// The way from a line and column of the program, as the compiler and the debug information name them, to the notebook.
///
/// `#sourceLocation` gives each line of the program the notebook's file and line. A column, however, is that of the
/// program's own line: the notebook may have something before the text, such as the `> ` of a quotation, and the
/// program may have calls inserted into it.
package struct SourceMap {
  private struct Key: Hashable {
    var file: String
    var line: Int
  }

  private struct Line {
    var item: ItemIndex
    /// What to add to a column; negative if the program has something before the notebook's text.
    var columnShift: Int
    /// Texts inserted into the line, by the column that each is before without them, from left to right.
    var insertions: [(column: Int, length: Int)] = []

    /// The column without the insertions. A place inside of one counts as the place it is before.
    func originalColumn(_ column: Int) -> Int {
      var column = column
      for insertion in insertions where column >= insertion.column {
        column = max(insertion.column, column - insertion.length)
      }
      return column
    }
  }

  private var lines: [Key: Line] = [:]

  package init() {}

  package var isEmpty: Bool { lines.isEmpty }

  /// Adds a line that belongs to an item of the program.
  package mutating func add(line: Int, of file: String, item: ItemIndex, columnShift: Int) {
    lines[Key(file: file, line: line)] = Line(item: item, columnShift: columnShift)
  }

  /// Notes that `length` bytes are inserted before a column of the line; insertions must come from left to right.
  package mutating func insert(_ length: Int, before column: Int, line: Int, of file: String) {
    lines[Key(file: file, line: line)]?.insertions.append((column, length))
  }

  /// The item that a line belongs to and the notebook's column, at least 1; `nil` for a line that was not added.
  package func find(line: Int, of file: String, column: Int) -> (item: ItemIndex, column: Int)? {
    guard let found = lines[Key(file: file, line: line)] else { return nil }
    return (found.item, max(1, found.originalColumn(column) + found.columnShift))
  }
}
