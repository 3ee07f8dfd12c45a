import Execution
import Notebooks
import SwiftSource
import Testing

/// The way from columns of the program to columns of the notebook.
struct SourceMapTests {
  private static func map(shift: Int, insertions: [(length: Int, column: Int)]) -> SourceMap {
    var map = SourceMap()
    map.add(line: 7, of: "a.md", item: 2, columnShift: shift)
    for insertion in insertions {
      map.insert(insertion.length, before: insertion.column, line: 7, of: "a.md")
    }
    return map
  }

  @Test func `only lines that were added are found`() {
    let map = Self.map(shift: 0, insertions: [])
    #expect(SourceMap().isEmpty && !map.isEmpty)
    #expect(map.find(line: 7, of: "a.md", column: 3)?.item == 2)
    #expect(map.find(line: 8, of: "a.md", column: 3) == nil)
    #expect(map.find(line: 7, of: "b.md", column: 3) == nil)
  }

  @Test(arguments: [(2, 5, 7), (-10, 12, 2), (-10, 3, 1), (0, 1, 1)])
  func `what the notebook has before the text is added, and no column is below 1`(
    shift: Int, column: Int, expected: Int
  ) {
    #expect(
      Self.map(shift: shift, insertions: []).find(line: 7, of: "a.md", column: column)?.column == expected)
  }

  /// "ab" becomes "XXXabY" with 3 bytes before column 1 and 1 before column 3.
  @Test(arguments: [(1, 1), (3, 1), (4, 1), (5, 2), (6, 3), (7, 3), (8, 4)])
  func `insertions are taken away, and a place inside of one is that after it`(column: Int, expected: Int) {
    let map = Self.map(shift: 0, insertions: [(3, 1), (1, 3)])
    #expect(map.find(line: 7, of: "a.md", column: column)?.column == expected)
  }
}

/// What is inserted into a cell's text.
struct CellInsertionsTests {
  private static func insertions(_ cell: String) -> CellInsertions {
    let lines = cell.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { row, text in
      Cell.Line(text: String(text), location: SourceLocation(line: 10 + row, column: 1))
    }
    return CellInsertions(cell: Array(cell.utf8), lines: lines, file: FileName("a.md"))
  }

  /// The next item begins in that call.
  @Test(arguments: [
    ("a", 0, true), ("f {\n  a\n}", 0, true), ("let a = 1; a", 11, true), ("func f() {}", nil, false),
  ])
  func `a cell ends in a call if its last value is shown`(cell: String, start: Int?, endsInCall: Bool) {
    var insertions = Self.insertions(cell)
    if let start { insertions.show(from: start) }
    #expect(insertions.endsInCall == endsInCall)
  }

  @Test func `a cell without insertions stays as it is`() {
    let insertions = Self.insertions("let a = 1\na")
    #expect(insertions.text.string == "let a = 1\na")
    #expect(insertions.columnShifts.isEmpty)
  }

  @Test func `a shown value moves neither lines nor the columns before it`() {
    var insertions = Self.insertions("let a = 1; a\n  + 1")
    insertions.show(from: 11)
    #expect(insertions.text.string == "let a = 1; __lecternShow(a\n  + 1\n)")
    #expect(insertions.columnShifts.map(\.line) == [10, 11])
    #expect(insertions.columnShifts.map(\.column) == [12, 6])
    #expect(insertions.columnShifts.map(\.length) == [14, 2])
  }
}
