import Notebooks
import SwiftSource

/// The index of a cell or an inline value in ``Notebook/program``.
package typealias ItemIndex = Int

/// The Swift program made from a notebook's cells and inline values, and the way back to the notebook.
///
/// A `#sourceLocation` before each item gives its line in the notebook. Columns are those of the program's text;
/// ``location(file:line:column:)`` turns them into the notebook's.
struct Program {
  var text: [UInt8] = []
  /// The bytes of each item's own text, by the item.
  var spans: [(item: ItemIndex, bytes: Range<Int>)] = []
  /// Whether items report that they begin. In a program that is only checked, a declaration separates them: the compiler's
  /// time grows with the square of the number of statements at the top level.
  let isForRunning: Bool
  /// The places of the statements that report the beginning of an item, or that separate the items.
  var beginnings: [(line: Range<Int>, statement: Int)] = []
  /// The variables whose values the program notes; calls name them by their index here.
  var sites: [ValueSite] = []
  /// Where, within an item, variables come to exist, in the order of the text.
  var steps: [ItemIndex: [(offset: Int, step: Int)]] = [:]
  /// The memory of the variables; `nil` if the program isn't going to run.
  var variables: VariablePages?
  let notebook: Notebook
  let file: FileName
  /// For each inline value, how many come before it in its line.
  private let placesInLines: [Int]
  var sourceMap = SourceMap()
  /// Where each cell's top-level statements begin, as an offset from the cell's first byte and as a place in the notebook.
  var statements: [ItemIndex: [(offset: Int, location: SourceLocation)]] = [:]

  /// - Parameters:
  ///   - items: the items that the program consists of, in order.
  ///   - imports: the line before them.
  ///   - isSegment: whether another segment may follow.
  init(
    _ notebook: Notebook, items: [Item], parameters: [Parameter], isForRunning: Bool = true,
    imports: String = "import CellSupport", isSegment: Bool = false
  ) {
    self.notebook = notebook
    self.isForRunning = isForRunning
    file = FileName(notebook.file)
    placesInLines = Self.placesInLines(of: notebook.values)
    append(imports + "\n")
    for parameter in parameters {
      append(file.directive(line: parameter.location.line))
      append("let \(parameter.name) = \(parameter.value.literal)\n")
    }
    for item in items { append(item) }
    appendOwn("let _: Void = \(isSegment ? "__lecternPause" : "__lecternFinish")();")
  }

  /// An item of the notebook; with a length, only that many bytes of its text.
  struct Item: Hashable {
    var index: ItemIndex
    var length: Int?
  }

  private mutating func append(_ item: Item) {
    let beginning =
      isForRunning ? "while __lecternBegin(\(item.index)) {};" : "typealias __lectern\(item.index) = Void;"
    let lineStart = text.count
    appendOwn(beginning)
    beginnings.append((lineStart..<text.count, text.count - beginning.utf8.count - 1))
    let start: Int
    switch notebook.program[item.index] {
    case .cell(let index): start = append(notebook.cells[index], item)
    case .trial(let index): start = append(notebook.exercises[index], index: index, item)
    case .value(let index): start = append(notebook.values[index], index: index, item)
    }
    spans.append((item.index, start..<text.count))
    append("\n")
  }

  /// A trial: the stub and its check, in a scope where they see the names of the cells above and leave none of their
  /// own.
  ///
  /// It runs in a forked process, which has the values of those cells already. So a proof costs what the check costs, and no
  /// cell runs twice.
  private mutating func append(_ exercise: Exercise, index: Int, _ item: Item) -> Int {
    let start = text.count
    append("if __lecternTrial(\(notebook.timeout(of: exercise))) { do {\n")
    for cell in [exercise.stub, exercise.check] {
      let beginning = text.count
      _ = append(notebook.cells[cell], item, in: file.named(forTrial: index))
      text.replaceSubrange(beginning..., with: Array(text[beginning...]).withoutAccessLevels)
      append("\n")
    }
    append(file.ofProgram.directive(line: 1) + "}; __lecternEndTrial() }")
    return start
  }

  private mutating func append(_ cell: Cell, _ item: Item, in file: FileName? = nil) -> Int {
    let file = file ?? self.file
    var next: Int?
    var start: Int?
    var left = item.length ?? .max
    for line in cell.lines where left > 0 {
      if let next {
        append(line.location.line == next ? "\n" : "\n" + file.directive(line: line.location.line))
      }
      if next == nil { append(file.directive(line: line.location.line)) }
      start = start ?? text.count
      sourceMap.add(
        line: line.location.line, of: file.text, item: item.index, columnShift: line.location.column - 1)
      append(
        left > line.text.utf8.count ? line.text : String(decoding: line.text.utf8.prefix(left), as: UTF8.self)
      )
      left -= line.text.utf8.count + 1
      next = line.location.line + 1
    }
    return start ?? text.count
  }

  private mutating func append(_ value: InlineValue, index: Int, _ item: Item) -> Int {
    let file = fileName(ofValue: index)
    let prefix = "__lecternValue(\(index), "
    append(file.directive(line: value.location.line))
    let start = text.count
    append(prefix + value.expression + "\n)")
    sourceMap.add(
      line: value.location.line, of: file.text, item: item.index,
      columnShift: value.location.column - 1 - prefix.utf8.count)
    return start
  }

  /// Several values may share a line, so each of them has another file name. The compiler's time is quadratic in the number
  /// of names, so those in different lines have the same ones.
  private func fileName(ofValue index: Int) -> FileName { file.named(forValue: placesInLines[index]) }

  private static func placesInLines(of values: [InlineValue]) -> [Int] {
    var counts: [Int: Int] = [:]
    return values.map { value in
      counts[value.location.line, default: 0] += 1
      return counts[value.location.line, default: 1] - 1
    }
  }

  /// Adds a statement of our own.
  ///
  /// It must not be an expression, or the previous item's last expression could continue in it. It must end with a
  /// semicolon, or it could continue in the next item. The one before an item is a loop, which makes the compiler
  /// optimize each item by itself.
  private mutating func appendOwn(_ statement: String) {
    // `#sourceLocation()` would be an error after code that has ended its location itself, or that is empty.
    append(file.ofProgram.directive(line: 1) + statement + "\n")
  }

  private mutating func append(_ text: String) {
    self.text += text.utf8
  }
}

extension Program {
  /// The item and the place in the notebook for a place named by the compiler or the debug information; `nil` if it
  /// isn't in the notebook.
  func location(file: String, line: Int, column: Int) -> (item: ItemIndex?, location: SourceLocation)? {
    let name = Path.name(of: file)
    if let found = sourceMap.find(line: line, of: name, column: column) {
      return (found.item, SourceLocation(line: line, column: found.column))
    }
    return name == self.file.text ? (nil, SourceLocation(line: line, column: max(column, 1))) : nil
  }

  /// Whether the statements that we put before the items are at the top level. They aren't if an earlier item leaves a
  /// brace open.
  func hasOwnBeginnings(_ outline: Outline) -> Bool {
    let starts = Set(outline.items.map(\.start))
    return beginnings.allSatisfy { starts.contains($0.statement) }
  }

  /// Where the text of an item ends in the notebook.
  func end(of item: ItemIndex) -> SourceLocation {
    switch notebook.program[item] {
    case .cell(let index): return end(of: notebook.cells[index])
    case .trial(let index): return end(of: notebook.cells[notebook.exercises[index].stub])
    case .value(let index):
      let value = notebook.values[index]
      return SourceLocation(
        line: value.location.line, column: value.location.column + value.expression.utf8.count)
    }
  }

  private func end(of cell: Cell) -> SourceLocation {
    guard let last = cell.lines.last(where: { !$0.text.allSatisfy(\.isWhitespace) }) else {
      return cell.location
    }
    return SourceLocation(line: last.location.line, column: last.location.column + last.text.utf8.count)
  }

  /// The place in the notebook of a byte of ``text(of:)``.
  func location(of item: ItemIndex, ownByte offset: Int) -> SourceLocation? {
    guard let span = span(of: item) else { return nil }
    let own = text(of: span)
    let before = own[..<min(offset, own.count)].split(separator: .lineFeed, omittingEmptySubsequences: false)
    // The first line is the directive.
    guard case .cell(let index) = notebook.program[item], before.count >= 2 else { return nil }
    let lines = notebook.cells[index].lines
    let line = lines[min(before.count - 2, lines.count - 1)].location
    return SourceLocation(line: line.line, column: line.column + (before.last?.count ?? 0))
  }

  /// An item with the bytes of its own text, if it is part of the program.
  func span(of item: ItemIndex) -> (item: ItemIndex, bytes: Range<Int>)? {
    let place = spans.partitioningIndex { $0.item >= item }
    return spans.indices.contains(place) && spans[place].item == item ? spans[place] : nil
  }

  /// The texts of a single item at the same place in the notebook, to see whether each parses.
  func texts(of span: (item: ItemIndex, bytes: Range<Int>)) -> [[UInt8]] {
    guard case .trial(let index) = notebook.program[span.item] else { return [text(of: span)] }
    let exercise = notebook.exercises[index]
    return [exercise.stub, exercise.check].map { notebook.cells[$0] }.map { cell in
      let line = cell.lines.first?.location.line ?? 1
      return Array((file.named(forTrial: index).directive(line: line) + cell.code + "\n").utf8)
    }
  }

  private func text(of span: (item: ItemIndex, bytes: Range<Int>)) -> [UInt8] {
    let line: Int
    var name = file
    switch notebook.program[span.item] {
    case .cell(let index): line = notebook.cells[index].lines.first?.location.line ?? 1
    case .trial: line = 1
    case .value(let index):
      line = notebook.values[index].location.line
      name = fileName(ofValue: index)
    }
    return Array(name.directive(line: line).utf8) + text[span.bytes] + Array("\n".utf8)
  }
}
