import Notebooks
import SwiftSource

/// The calls that a run needs: they show a cell's last value, note values, and announce variables.
extension Program {
  /// Makes each cell show the value of its last expression, and inserts more calls into some of them.
  ///
  /// A call that ends an item also reports that the next one begins, in place of a statement of its own: the compiler's
  /// time grows with the square of the number of statements at the top level.
  ///
  /// - Parameters:
  ///   - items: the cells in which calls announce the variables.
  ///   - valued: the cells among them in which calls note the variables' values too.
  ///   - words: what is left out; see ``privacy(_:)``.
  mutating func instrument(
    _ outline: Outline, _ items: Set<ItemIndex>, valuesOf valued: Set<ItemIndex>, without words: [Range<Int>]
  ) {
    var result: [UInt8] = []
    var taken = 0
    var endsInCall = false
    for (index, span) in spans.enumerated() {
      if isForRunning && endsInCall {
        result.removeLast()
        result += Array(", next: \(span.item));".utf8)
        spans[index - 1].bytes = spans[index - 1].bytes.lowerBound..<result.count
        result += text[taken..<beginnings[index].line.lowerBound]
        taken = beginnings[index].line.upperBound
      }
      result += text[taken..<span.bytes.lowerBound]
      let start = result.count
      let isAnnounced = items.contains(span.item)
      let item = instrumented(
        span, outline, without: words, isAnnounced: isAnnounced,
        notesValues: isAnnounced && valued.contains(span.item))
      result += item.text
      endsInCall = item.endsInCall
      spans[index].bytes = start..<result.count
      taken = span.bytes.upperBound
    }
    text = result + text[taken...]
  }

  /// Where declarations of the whole file say `private` or `fileprivate`, if variables may be among them.
  ///
  /// All of the program is one file, so these words say nothing; but a private variable's memory can't be laid out.
  func privacy(_ outline: Outline) -> [Range<Int>] {
    let conditional = spans.flatMap { span -> [Range<Int>] in
      guard case .cell = notebook.program[span.item], text[span.bytes].containsDirective else { return [] }
      let start = span.bytes.lowerBound
      return MaskedSource(text[span.bytes].string).conditionalPrivacy.map {
        $0.lowerBound + start..<$0.upperBound + start
      }
    }
    return outline.hasPrivateVariables || !conditional.isEmpty ? outline.privacy + conditional : []
  }

  /// The text of an item with the calls that a run inserts.
  private mutating func instrumented(
    _ span: (item: ItemIndex, bytes: Range<Int>), _ outline: Outline, without words: [Range<Int>],
    isAnnounced: Bool, notesValues: Bool
  ) -> (text: [UInt8], endsInCall: Bool) {
    let own = Array(text[span.bytes])
    guard case .cell(let cell) = notebook.program[span.item] else {
      if case .value = notebook.program[span.item] { return (own, true) }
      return (own, false)
    }
    noteStatements(outline, of: span)
    let lines = notebook.cells[cell].lines
    var insertions = CellInsertions(
      cell: own.blanking(words, at: span.bytes.lowerBound), lines: lines, file: file)
    if let last = outline.lastItem(in: span.bytes), last.isValue,
      !text[last.end..<span.bytes.upperBound].containsDirective
    {
      insertions.show(from: last.start - span.bytes.lowerBound)
    }
    let scanner = StatementScanner(isAnnounced ? own : [])
    if notesValues {
      let values = ValueCalls(scanner, at: span.bytes.lowerBound, outline)
      sites += insertions.noteValues(values, item: span.item, firstSite: sites.count)
    }
    if isAnnounced {
      let places = scanner.declarations(outline.items(in: span.bytes), at: span.bytes.lowerBound)
      insertions.declare(before: places, item: span.item, scanner)
    }
    steps[span.item] = insertions.steps
    for shift in insertions.columnShifts {
      sourceMap.insert(shift.length, before: shift.column, line: shift.line, of: file.text)
    }
    return (insertions.text, insertions.endsInCall)
  }

  /// The cells into which calls are inserted that announce variables or note their values.
  var announced: Set<ItemIndex> {
    Set(sites.map(\.item)).union(steps.filter { !$0.value.isEmpty }.keys)
  }

  /// The step of an item that a position belongs to.
  func step(at place: ProgramPlaces.Position) -> Int {
    guard let steps = steps[place.item] else { return 0 }
    let next = steps.partitioningIndex { place.itemStart + $0.offset > place.offset }
    return next == 0 ? 0 : steps[next - 1].step
  }

  private mutating func noteStatements(_ outline: Outline, of span: (item: ItemIndex, bytes: Range<Int>)) {
    guard case .cell(let cell) = notebook.program[span.item] else { return }
    let lines = notebook.cells[cell].lines
    var (row, lineStart, place) = (0, span.bytes.lowerBound, span.bytes.lowerBound)
    statements[span.item] = outline.items(in: span.bytes).filter(\.isStatement).map { statement in
      while place < statement.start {
        if text[place] == .lineFeed { (row, lineStart) = (row + 1, place + 1) }
        place += 1
      }
      let line = lines[min(row, lines.count - 1)].location
      let column = line.column + statement.start - lineStart
      return (statement.start - span.bytes.lowerBound, SourceLocation(line: line.line, column: column))
    }
  }

  /// Where the first of a cell's top-level statements after a line begins.
  func statement(of item: ItemIndex, after line: Int) -> SourceLocation? {
    statements[item]?.map(\.location).filter { $0.line > line }.min()
  }

  /// The length of a cell's text before the top-level statement that contains a place.
  func length(of item: ItemIndex, before location: SourceLocation) -> Int? {
    statements[item]?.last { $0.location <= location }?.offset
  }
}

extension [UInt8] {
  /// The text with spaces in the place of some of its words.
  ///
  /// - Parameters:
  ///   - words: where they are, some of them in other texts.
  ///   - base: where this text begins.
  func blanking(_ words: [Range<Int>], at base: Int) -> [UInt8] {
    var result = self
    for word in words where word.lowerBound >= base && word.upperBound <= base + count {
      result.replaceSubrange(
        word.lowerBound - base..<word.upperBound - base, with: repeatElement(.space, count: word.count))
    }
    return result
  }
}

extension ArraySlice<UInt8> {
  /// Whether a line begins with `#`, as `#endif` does. Code with a directive inside can't become an argument.
  fileprivate var containsDirective: Bool {
    split(separator: .lineFeed).dropFirst().contains { line in
      line.first { !$0.isSpaceOrTab } == UInt8(ascii: "#")
    }
  }
}
