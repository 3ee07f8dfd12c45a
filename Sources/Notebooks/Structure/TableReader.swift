/// Reads pipe tables: a header, a line of dashes with the same number of cells, and rows to the end of the paragraph.
///
/// A pipe after a backslash stays in its cell, as on code hosts, and so does one in a formula or a value.
enum TableReader {
  /// The table in a paragraph's text, or `nil` if it isn't one.
  static func table(in text: SourceText, state: ParseState) -> UnresolvedTable? {
    guard text.bytes.contains(UInt8(ascii: "|")) else { return nil }
    let lines = text.lines
    guard lines.count >= 2,
      lines[0].bytes.contains(UInt8(ascii: "|")) || lines[1].bytes.contains(UInt8(ascii: "|")),
      let alignments = TableRow.alignments(lines[1])
    else { return nil }
    let header = TableRow.cells(lines[0])
    guard header.count == alignments.count else { return nil }
    var table = UnresolvedTable(alignments: alignments, header: header.map { state.addText($0) }, rows: [])
    for index in lines.indices.dropFirst(2) {
      if isCaption(lines[index].bytes) {
        addCaption(text[offset(ofLine: index, in: text)..<text.count], to: &table, state: state)
        break
      }
      table.rows.append(row(lines[index], columns: alignments.count, state: state))
    }
    return table
  }

  private static func row(_ line: SourceText, columns: Int, state: ParseState) -> [Int] {
    var cells = TableRow.cells(line)
    if cells.count > columns {
      state.diagnostics.warning(
        "this row has \(cells.count) cells, but the table has \(columns)", at: cells[columns].start)
      cells.removeLast(cells.count - columns)
    }
    guard state.mayFill(cells: columns - cells.count, at: line.location(at: line.count)) else {
      return cells.map { state.addText($0) }
    }
    while cells.count < columns { cells.append(SourceText([], at: line.location(at: line.count))) }
    return cells.map { state.addText($0) }
  }

  private static func offset(ofLine index: Int, in text: SourceText) -> Int {
    var left = index
    for (offset, byte) in text.bytes.enumerated() where byte == UInt8(ascii: "\n") {
      left -= 1
      if left == 0 { return offset + 1 }
    }
    return text.count
  }

  // MARK: Captions

  /// Whether a text below a table is its caption: `: Accuracy by layer {#tbl-accuracy}`.
  static func isCaption(_ bytes: [UInt8]) -> Bool {
    bytes.count > 1 && bytes[0] == UInt8(ascii: ":") && bytes[1].isBlank && !bytes[1...].isBlank
  }

  static func addCaption(_ text: SourceText, to table: inout UnresolvedTable, state: ParseState) {
    let (caption, attributes) = TrailingAttributes.split(
      text[1..<text.count].trimmed, diagnostics: state.diagnostics)
    let label = attributes.flatMap { state.register($0, as: .table) }
    (table.id, table.number) = (label?.id, label?.number)
    table.caption = state.addText(caption)
  }
}

/// A line of a table.
enum TableRow {
  /// The cells' texts, without the spaces around them and with escaped pipes as pipes.
  static func cells(_ line: SourceText) -> [SourceText] {
    let row = line.trimmed
    var cells = bounds(of: row).map { unescaped(row[$0].trimmed) }
    if cells.count > 1, row.bytes.first == UInt8(ascii: "|") { cells.removeFirst() }
    if cells.count > 1, row.bytes.last == UInt8(ascii: "|"), cells.last?.isEmpty == true {
      cells.removeLast()
    }
    return cells
  }

  /// The ranges between the pipes.
  private static func bounds(of row: SourceText) -> [Range<Int>] {
    let whole = InlineScanner.tokens(of: row).compactMap { token -> Range<Int>? in
      switch token.kind {
      case .inlineMathematics, .displayMathematics, .value, .comment: token.range
      default: nil
      }
    }
    var next = whole.makeIterator()
    var skipped = next.next()
    var result: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < row.count {
      if let token = skipped, token.lowerBound <= index {
        index = max(index, token.upperBound)
        skipped = next.next()
      } else if row.bytes[index] == UInt8(ascii: "\\") {
        index += 2
      } else {
        if row.bytes[index] == UInt8(ascii: "|") {
          result.append(start..<index)
          start = index + 1
        }
        index += 1
      }
    }
    result.append(start..<row.count)
    return result
  }

  /// Replaces `\|` by `|`, except in formulas, where it is a norm's bar.
  private static func unescaped(_ cell: SourceText) -> SourceText {
    let bytes = cell.bytes
    guard bytes.indices.contains(where: { bytes.has("\\|", at: $0) }) else { return cell }
    let formulas = InlineScanner.tokens(of: cell).compactMap { token -> Range<Int>? in
      if case .inlineMathematics = token.kind { token.range } else { nil }
    }
    var result = SourceText()
    var start = 0
    for index in bytes.indices
    where bytes.has("\\|", at: index) && !formulas.contains(where: { $0.contains(index) }) {
      if start < index { result.append(bytes[start..<index], at: cell.location(at: start)) }
      start = index + 1
    }
    result.append(bytes[start...], at: cell.location(at: start))
    return result
  }

  /// The alignments in a line of dashes; `nil` for any other line.
  static func alignments(_ line: SourceText) -> [PipeTable.Alignment?]? {
    guard line.bytes.contains(UInt8(ascii: "-")), line.bytes.allSatisfy({ isRuleByte($0) }) else {
      return nil
    }
    var result: [PipeTable.Alignment?] = []
    for cell in cells(line) {
      let isLeading = cell.bytes.first == UInt8(ascii: ":")
      let isTrailing = cell.bytes.last == UInt8(ascii: ":")
      let dashes = cell.bytes.dropFirst(isLeading ? 1 : 0).dropLast(isTrailing ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
      result.append(isLeading && isTrailing ? .center : isLeading ? .leading : isTrailing ? .trailing : nil)
    }
    return result
  }

  private static func isRuleByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "|") || byte.isBlank
  }
}
