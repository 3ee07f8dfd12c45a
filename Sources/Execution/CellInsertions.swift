import Notebooks
import SwiftSource

/// What a run inserts into the text of a cell: a call that shows its last value, and calls that note variables' values.
package struct CellInsertions {
  private struct Insertion {
    var offset: Int
    var text: String
    /// The step that the call begins.
    var step: Int?
  }

  private let cell: [UInt8]
  private let lines: [Cell.Line]
  private let file: FileName
  private var insertions: [Insertion] = []
  /// Where the expression that is shown begins, and which of the insertions shows it.
  private var shown: (start: Int, insertion: Int)?

  /// - Parameters:
  ///   - cell: the cell's text in the program.
  ///   - lines: its lines in the notebook.
  ///   - file: the notebook's name in `#sourceLocation`s.
  package init(cell: [UInt8], lines: [Cell.Line], file: FileName) {
    (self.cell, self.lines, self.file) = (cell, lines, file)
  }

  /// Shows the value of the expression that begins at a byte and ends the cell.
  package mutating func show(from start: Int) {
    insertions.append(Insertion(offset: cell.count, text: "\n)"))
    shown = (start, insertions.count)
    insertions.append(Insertion(offset: start, text: "__lecternShow("))
  }

  /// Inserts the calls that note values: each on a line of its own that shifts no other, where that is possible.
  ///
  /// - Returns: what the calls note, numbered from `firstSite` on. It is empty for a cell whose lines are not
  ///   consecutive in the notebook, as in a list.
  mutating func noteValues(_ values: ValueCalls, item: ItemIndex, firstSite: Int) -> [ValueSite] {
    guard let first = firstLine else { return [] }
    let scanner = values.scanner
    var sites: [ValueSite] = []
    let groups = Dictionary(grouping: values.calls, by: \.offset)
    for (offset, calls) in groups.sorted(by: { $0.key < $1.key }) {
      let texts = calls.map { call in
        sites.append(ValueSite(item: item, name: call.name, line: first + scanner.line(of: call.declaration)))
        return call.text(firstSite + sites.count - 1)
      }
      if let shown, shown.start == offset, let text = texts.first, texts.count == 1 {
        // One statement rather than two, for the sake of the compiler's time.
        insertions[shown.insertion].text = "__lecternShow(after: \(text), "
        continue
      }
      insertions.append(
        insertion(of: texts.joined(separator: ";"), before: offset, scanner, firstLine: first))
    }
    return sites
  }

  private func insertion(
    of calls: String, before offset: Int, _ scanner: StatementScanner, firstLine: Int
  ) -> Insertion {
    if offset == scanner.count { return Insertion(offset: offset, text: "\n" + calls) }
    guard scanner.isFirstOnLine(offset) else {
      return Insertion(offset: offset, text: (scanner.isAfterSemicolon(offset) ? "" : ";") + calls + ";")
    }
    let directive = file.directive(line: firstLine + scanner.line(of: offset))
    return Insertion(offset: scanner.lineStart(of: offset), text: calls + "\n" + directive)
  }

  /// Inserts the calls that make variables exist.
  ///
  /// - Parameter offsets: before which bytes the steps of the item begin.
  mutating func declare(before offsets: [Int], item: ItemIndex, _ scanner: StatementScanner) {
    guard let first = firstLine else { return }
    for (index, offset) in offsets.enumerated() {
      var call = insertion(
        of: "__lecternDeclare(\(item),\(index + 1))", before: offset, scanner, firstLine: first)
      call.step = index + 1
      insertions.append(call)
    }
  }

  /// The notebook's number of the first line; `nil` if the lines are not consecutive in the notebook, as in a list.
  private var firstLine: Int? {
    let numbers = lines.map(\.location.line)
    return numbers.first.flatMap { numbers == Array($0..<$0 + numbers.count) ? $0 : nil }
  }

  // MARK: Result

  /// In the order of the text. If two are at the same offset, the one that was added first comes last: a call that notes a
  /// value comes before the bracket that ends the shown expression.
  private var ordered: [Insertion] { insertions.reversed().sorted { $0.offset < $1.offset } }

  /// Whether the text ends in a call of ours.
  package var endsInCall: Bool { insertions.contains { $0.offset == cell.count && $0.text.hasSuffix(")") } }

  /// The cell's text with the insertions.
  package var text: [UInt8] {
    var result: [UInt8] = []
    var taken = 0
    for insertion in ordered {
      result += cell[taken..<insertion.offset] + Array(insertion.text.utf8)
      taken = insertion.offset
    }
    return result + cell[taken...]
  }

  /// Where the steps begin in ``text``.
  var steps: [(offset: Int, step: Int)] {
    var inserted = 0
    return ordered.compactMap { insertion in
      defer { inserted += insertion.text.utf8.count }
      return insertion.step.map { (insertion.offset + inserted, $0) }
    }
  }

  /// The length of each insertion, with the line and column of the notebook that it comes before. Insertions that end
  /// with a line feed shift nothing.
  package var columnShifts: [(line: Int, column: Int, length: Int)] {
    let starts = LineStarts(cell)
    return ordered.compactMap { insertion in
      guard insertion.text.utf8.last != .lineFeed else { return nil }
      let row = starts.line(of: insertion.offset)
      guard lines.indices.contains(row) else { return nil }
      let column = insertion.offset - starts.offsets[row] + 1
      return (lines[row].location.line, column, insertion.text.utf8.count)
    }
  }
}
