import Notebooks
import SwiftSource

/// The Swift program that a notebook's cells and inline values make, with the way back to the notebook.
///
/// Each item stands under a `#sourceLocation` with its line in the notebook. Columns need no such help: the text
/// keeps its own, and ``location(file:line:column:)`` adds what the notebook has before it.
struct Program {
  private(set) var text: [UInt8] = []
  /// The bytes of each item's own text, by its step: its place in ``Notebook/program``.
  private(set) var spans: [(step: Int, bytes: Range<Int>)] = []
  /// Where the statements are that tell that an item begins.
  private var beginnings: [Int] = []
  /// The variables whose values the program notes, each under its number here.
  private(set) var sites: [ValueSite] = []
  private let notebook: Notebook
  private let file: FileName
  private var shifts: [Place: Shift] = [:]
  /// Where each cell's top-level statements begin: how far from the cell's first byte, and in the notebook.
  private var statements: [Int: [(offset: Int, location: SourceLocation)]] = [:]

  private struct Place: Hashable {
    var file: String
    var line: Int
  }

  /// How columns of a line of the program become the notebook's.
  private struct Shift {
    var step: Int
    /// What the notebook has before the line, in bytes; negative where the program has something before it.
    var base: Int
    /// What was put into the line, and before which of its own columns, from left to right.
    var insertions: [(column: Int, length: Int)] = []

    /// The column that the line had before anything was put into it.
    func ownColumn(_ column: Int) -> Int {
      var column = column
      for insertion in insertions where column >= insertion.column {
        column = max(insertion.column, column - insertion.length)
      }
      return column
    }
  }

  /// - Parameter steps: the items to take, as places in ``Notebook/program``; each with the number of bytes of
  ///   its text that are left out at its end.
  init(_ notebook: Notebook, steps: [Step], parameters: [Parameter]) {
    self.notebook = notebook
    file = FileName(notebook.file)
    append("import CellSupport\n")
    for parameter in parameters {
      append(file.directive(line: parameter.location.line))
      append("let \(parameter.name) = \(parameter.value.literal)\n")
    }
    for step in steps { append(step) }
    appendOwn("let _: Void = __lecternFinish();")
  }

  /// An item to take: its place in ``Notebook/program``, and how many bytes of its text, from the start.
  struct Step: Hashable {
    var index: Int
    var length: Int?
  }

  private mutating func append(_ step: Step) {
    let beginning = "while __lecternBegin(\(step.index)) {};"
    appendOwn(beginning)
    beginnings.append(text.count - beginning.utf8.count - 1)
    let start: Int
    switch notebook.program[step.index] {
    case .cell(let index): start = append(notebook.cells[index], step)
    case .value(let index): start = append(notebook.values[index], index: index, step)
    }
    spans.append((step.index, start..<text.count))
    append("\n")
  }

  private mutating func append(_ cell: Cell, _ step: Step) -> Int {
    var next: Int?
    var start: Int?
    var left = step.length ?? .max
    for line in cell.lines where left > 0 {
      if let next {
        append(line.location.line == next ? "\n" : "\n" + file.directive(line: line.location.line))
      }
      if next == nil { append(file.directive(line: line.location.line)) }
      start = start ?? text.count
      shifts[Place(file: file.text, line: line.location.line)] =
        Shift(step: step.index, base: line.location.column - 1)
      append(
        left > line.text.utf8.count ? line.text : String(decoding: line.text.utf8.prefix(left), as: UTF8.self)
      )
      left -= line.text.utf8.count + 1
      next = line.location.line + 1
    }
    return start ?? text.count
  }

  private mutating func append(_ value: InlineValue, index: Int, _ step: Step) -> Int {
    // Several values may share a line: each has a file name of its own, to tell them apart by.
    let file = file.named(forValue: index)
    let prefix = "__lecternValue(\(index), "
    append(file.directive(line: value.location.line))
    let start = text.count
    append(prefix + value.expression + "\n)")
    shifts[Place(file: file.text, line: value.location.line)] =
      Shift(step: step.index, base: value.location.column - 1 - prefix.utf8.count)
    return start
  }

  /// Adds a statement of our own.
  ///
  /// It is no expression, so that no expression of the item before can go on in it; it ends with a semicolon so
  /// that it can't go on in the item that follows. The one before an item is a loop, so that the compiler
  /// optimizes each item by itself.
  private mutating func appendOwn(_ statement: String) {
    let isInNotebook = !shifts.isEmpty || !notebook.metadata.parameters.isEmpty
    append((isInNotebook ? "#sourceLocation()\n" : "") + statement + "\n")
  }

  private mutating func append(_ text: String) {
    self.text += text.utf8
  }
}

extension Program {
  /// The place in the notebook, and the step that it belongs to, of a place that the compiler or the debug
  /// information names; `nil` for one that is not in the notebook.
  func location(file: String, line: Int, column: Int) -> (step: Int?, location: SourceLocation)? {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    guard let shift = shifts[Place(file: name, line: line)] else {
      return name == self.file.text ? (nil, SourceLocation(line: line, column: max(column, 1))) : nil
    }
    return (shift.step, SourceLocation(line: line, column: max(1, shift.ownColumn(column) + shift.base)))
  }

  /// Whether the statements that we put before the items are at the top level, which they are not where an
  /// earlier item leaves a brace open.
  func hasOwnBeginnings(_ outline: Outline) -> Bool {
    let starts = Set(outline.items.map(\.start))
    return beginnings.allSatisfy(starts.contains)
  }

  /// Where the text of a step ends in the notebook.
  func end(of step: Int) -> SourceLocation {
    switch notebook.program[step] {
    case .cell(let index):
      let cell = notebook.cells[index]
      guard let last = cell.lines.last(where: { !$0.text.allSatisfy(\.isWhitespace) }) else {
        return cell.location
      }
      return SourceLocation(line: last.location.line, column: last.location.column + last.text.utf8.count)
    case .value(let index):
      let value = notebook.values[index]
      return SourceLocation(
        line: value.location.line, column: value.location.column + value.expression.utf8.count)
    }
  }

  /// The place in the notebook of a byte of ``text(of:)``.
  func location(of step: Int, ownByte offset: Int) -> SourceLocation? {
    guard let span = spans.first(where: { $0.step == step }) else { return nil }
    let own = text(of: span)
    let before = own[..<min(offset, own.count)].split(separator: .lineFeed, omittingEmptySubsequences: false)
    // The first line is the directive.
    guard case .cell(let index) = notebook.program[step], before.count >= 2 else { return nil }
    let lines = notebook.cells[index].lines
    let line = lines[min(before.count - 2, lines.count - 1)].location
    return SourceLocation(line: line.line, column: line.column + (before.last?.count ?? 0))
  }

  /// The text of one step alone, at the same place, to see whether it parses.
  func text(of span: (step: Int, bytes: Range<Int>)) -> [UInt8] {
    let line: Int
    var name = file
    switch notebook.program[span.step] {
    case .cell(let index): line = notebook.cells[index].lines.first?.location.line ?? 1
    case .value(let index):
      line = notebook.values[index].location.line
      name = file.named(forValue: index)
    }
    return Array(name.directive(line: line).utf8) + text[span.bytes] + Array("\n".utf8)
  }
}

// MARK: What a run adds to the cells

extension Program {
  /// Makes each cell show the value of its last expression, and some of them note the values of their variables.
  ///
  /// - Parameter steps: the cells whose variables' values are wanted.
  mutating func instrument(_ outline: Outline, valuesOf steps: Set<Int>) {
    var result: [UInt8] = []
    var taken = 0
    for (index, span) in spans.enumerated() {
      result += text[taken..<span.bytes.lowerBound]
      let start = result.count
      result += instrumented(span, outline, notesValues: steps.contains(span.step))
      spans[index].bytes = start..<result.count
      taken = span.bytes.upperBound
    }
    text = result + text[taken...]
  }

  /// The text of an item with what a run adds to it.
  private mutating func instrumented(
    _ span: (step: Int, bytes: Range<Int>), _ outline: Outline, notesValues: Bool
  ) -> [UInt8] {
    let own = Array(text[span.bytes])
    guard case .cell(let cell) = notebook.program[span.step] else { return own }
    noteStatements(outline, of: span)
    let lines = notebook.cells[cell].lines
    var edits: [Edit] = []
    if let last = outline.lastItem(in: span.bytes), last.isValue,
      !text[last.end..<span.bytes.upperBound].containsDirective
    {
      edits = [Edit(own.count, "\n)"), Edit(last.start - span.bytes.lowerBound, "__lecternShow(")]
    }
    if notesValues {
      edits += valueEdits(ValueCalls(own, at: span.bytes.lowerBound, outline), span.step, lines)
    }
    var result: [UInt8] = []
    var taken = 0
    // Of two at one place, the one that was found first comes last.
    for edit in edits.reversed().sorted(by: { $0.offset < $1.offset }) {
      noteInsertion(edit, in: own[...], lines)
      result += own[taken..<edit.offset] + edit.text
      taken = edit.offset
    }
    return result + own[taken...]
  }

  /// A text to put into a cell's.
  private struct Edit {
    var offset: Int
    var text: [UInt8]

    init(_ offset: Int, _ text: String) { (self.offset, self.text) = (offset, Array(text.utf8)) }
  }

  /// The calls that note values: each on a line of its own that shifts no other, where that is possible.
  private mutating func valueEdits(_ values: ValueCalls, _ step: Int, _ lines: [Cell.Line]) -> [Edit] {
    let numbers = lines.map(\.location.line)
    guard let first = numbers.first, numbers == Array(first..<first + numbers.count) else { return [] }
    let scanner = values.scanner
    return Dictionary(grouping: values.calls, by: \.offset).sorted { $0.key < $1.key }.map { offset, calls in
      let texts = calls.map { call in
        sites.append(ValueSite(step: step, name: call.name, line: first + scanner.line(of: call.place)))
        return call.text(sites.count - 1)
      }
      let text = texts.joined(separator: ";")
      if offset == scanner.count { return Edit(offset, "\n" + text) }
      guard scanner.isFirstOnLine(offset) else {
        return Edit(offset, (scanner.isAfterSemicolon(offset) ? "" : ";") + text + ";")
      }
      let directive = file.directive(line: first + scanner.line(of: offset))
      return Edit(scanner.lineStart(of: offset), text + "\n" + directive)
    }
  }

  private mutating func noteInsertion(_ edit: Edit, in cell: ArraySlice<UInt8>, _ lines: [Cell.Line]) {
    guard edit.text.last != .lineFeed else { return }
    let before = cell[..<(cell.startIndex + edit.offset)]
    let lineStart = before.lastIndex(of: .lineFeed).map { $0 + 1 } ?? cell.startIndex
    let line = before.reduce(0) { $0 + ($1 == .lineFeed ? 1 : 0) }
    guard lines.indices.contains(line) else { return }
    let place = Place(file: file.text, line: lines[line].location.line)
    shifts[place]?.insertions.append((before.endIndex - lineStart + 1, edit.text.count))
  }

  private mutating func noteStatements(_ outline: Outline, of span: (step: Int, bytes: Range<Int>)) {
    guard case .cell(let cell) = notebook.program[span.step] else { return }
    let lines = notebook.cells[cell].lines
    var (row, lineStart, place) = (0, span.bytes.lowerBound, span.bytes.lowerBound)
    statements[span.step] = outline.items(in: span.bytes).filter(\.isStatement).map { item in
      while place < item.start {
        if text[place] == .lineFeed { (row, lineStart) = (row + 1, place + 1) }
        place += 1
      }
      let line = lines[min(row, lines.count - 1)].location
      let column = line.column + item.start - lineStart
      return (item.start - span.bytes.lowerBound, SourceLocation(line: line.line, column: column))
    }
  }

  /// Where the first of a cell's top-level statements stands that begins after a line.
  func statement(of step: Int, after line: Int) -> SourceLocation? {
    statements[step]?.map(\.location).filter { $0.line > line }.min()
  }

  /// The length of a cell's text before the top-level statement that holds a place.
  func length(of step: Int, before location: SourceLocation) -> Int? {
    statements[step]?.last { $0.location <= location }?.offset
  }
}

extension ArraySlice<UInt8> {
  /// Whether a line begins with `#`, as `#endif` does: what stands before it can't become an argument.
  fileprivate var containsDirective: Bool {
    split(separator: UInt8(ascii: "\n")).dropFirst().contains { line in
      line.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } == UInt8(ascii: "#")
    }
  }
}
