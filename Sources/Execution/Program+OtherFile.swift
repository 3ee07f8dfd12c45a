import Notebooks
import SwiftSource

extension Program {
  /// The first place where a cell's `#sourceLocation` says that what follows comes from another file. The compiler's messages
  /// about it name that file, which says nothing about the notebook.
  var otherFile: (item: ItemIndex?, location: SourceLocation)? {
    for item in spans.map(\.item) {
      guard case .cell(let index) = notebook.program[item] else { continue }
      let code = notebook.cells[index].code
      let range = MaskedSource(code).bytes.firstRange(of: Program.directive)
      guard let range else { continue }
      let above = code.utf8.prefix(range.lowerBound)
      let before = above.split(separator: .lineFeed, omittingEmptySubsequences: false)
      let line = notebook.cells[index].lines[before.count - 1].location
      let column = line.column + (before.last?.count ?? 0)
      return (item, SourceLocation(line: line.line, column: column))
    }
    return nil
  }

  private static let directive = Array("#sourceLocation".utf8)
}
