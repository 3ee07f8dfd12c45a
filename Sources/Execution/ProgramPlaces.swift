import Notebooks
import SwiftSource

/// The way from lines of the program's own text, as the compiler's index has them, to the notebook.
struct ProgramPlaces {
  /// A place in an item of the program.
  struct Position {
    /// An offset in the program's text.
    var offset: Int
    var item: ItemIndex
  }

  private let program: Program
  private var lineStarts = [0]
  /// For each line, its file and line according to the `#sourceLocation` before it.
  private var shownLines: [(file: String, line: Int)] = []

  init(_ program: Program) {
    self.program = program
    var (file, line) = ("", 0)
    for text in program.text.split(separator: .lineFeed, omittingEmptySubsequences: false) {
      shownLines.append((file, line))
      lineStarts.append(text.endIndex + 1)
      line += 1
      if let directive = ProgramPlaces.directive(text) { (file, line) = directive }
    }
  }

  /// The file and line that `#sourceLocation(file: "name", line: 12)` gives the next line.
  private static func directive(_ line: ArraySlice<UInt8>) -> (String, Int)? {
    guard line.starts(with: "#sourceLocation(file: \"".utf8) else { return nil }
    let parts = line.split(separator: UInt8(ascii: "\""))
    guard parts.count == 3, let number = Int(String(decoding: parts[2].filter(\.isDigit), as: UTF8.self))
    else { return nil }
    return (String(decoding: parts[1], as: UTF8.self), number)
  }

  /// Where an occurrence is; `nil` if it isn't in an item's own text.
  func position(of found: NameIndex.Occurrence) -> Position? {
    guard lineStarts.indices.contains(found.line - 1) else { return nil }
    let offset = lineStarts[found.line - 1] + found.column - 1
    return span(holding: offset).map { Position(offset: offset, item: $0.item) }
  }

  private func span(holding offset: Int) -> (item: ItemIndex, bytes: Range<Int>)? {
    let spans = program.spans
    let place = spans.firstIndex(fromWhich: { $0.bytes.upperBound > offset })
    return spans.indices.contains(place) && spans[place].bytes.contains(offset) ? spans[place] : nil
  }

  /// The place in the notebook of a byte of the program.
  func location(atOffset offset: Int) -> SourceLocation? {
    let line = lineStarts.firstIndex(fromWhich: { $0 > offset }) - 1
    guard shownLines.indices.contains(line) else { return nil }
    let column = offset - lineStarts[line] + 1
    return program.location(file: shownLines[line].file, line: shownLines[line].line, column: column)?
      .location
  }

  /// Whether a closure is the initial value of the variable whose name begins at a byte.
  func hasClosure(asValueAt offset: Int) -> Bool {
    guard let span = span(holding: offset) else { return false }
    let rest = program.text[offset..<span.bytes.upperBound]
    guard let equals = rest.prefix(while: { $0 != .lineFeed }).firstIndex(of: UInt8(ascii: "=")) else {
      return false
    }
    return rest[(equals + 1)...].first { $0 > UInt8(ascii: " ") } == UInt8(ascii: "{")
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index from which a condition holds, found by bisection; the end if it holds nowhere.
  fileprivate func firstIndex(fromWhich holds: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
