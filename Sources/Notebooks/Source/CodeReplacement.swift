/// Other code for some of a notebook's cells, in the notebook's text. Everything around the code stays byte for byte: fences,
/// options, the marks of lists and quotations, and line endings.
public enum CodeReplacement {
  /// The notebook's text with the given code in its cells; `nil` if that would change more than these cells.
  ///
  /// - Parameters:
  ///   - codes: the code by the cell's index.
  ///   - text: the file's bytes.
  public static func text(_ text: [UInt8], with codes: [Int: String], file: String) -> [UInt8]? {
    let before = Notebook.parse(text, file: file)
    let mark: [UInt8] = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.prefix(3)) : []
    var lines = wholeLines(of: text[mark.count...])
    // From the last cell on, so that the lines of those above keep their numbers.
    for (index, code) in codes.sorted(by: { $0.key > $1.key }) {
      guard before.cells.indices.contains(index) else { return nil }
      let changed = replace(before.cells[index], with: code, in: &lines)
      if !changed { return nil }
    }
    let replaced = mark + lines.joined()
    let after = Notebook.parse(replaced, file: file)
    let isKept =
      after.cells.count == before.cells.count && after.values == moved(before.values, as: after.values)
      && before.cells.indices.allSatisfy { codes[$0] != nil || after.cells[$0].code == before.cells[$0].code }
    return isKept ? replaced : nil
  }

  /// The same values in other places.
  private static func moved(_ values: [InlineValue], as others: [InlineValue]) -> [InlineValue] {
    guard values.count == others.count else { return values }
    return zip(values, others).map { InlineValue(expression: $0.expression, location: $1.location) }
  }

  /// - Returns: whether the cell's fences are where they should be.
  private static func replace(_ cell: Cell, with code: String, in lines: inout [[UInt8]]) -> Bool {
    let (row, column) = (cell.location.line - 1, cell.location.column - 1)
    guard lines.indices.contains(row), lines[row].indices.contains(column) else { return false }
    let opening = lines[row]
    let fence = opening[column]
    guard fence == UInt8(ascii: "`") || fence == UInt8(ascii: "~") else { return false }
    let length = opening[column...].prefix { $0 == fence }.count
    let last = cell.lines.last.map { $0.location.line - 1 } ?? row
    let closing = lines.indices.first { $0 > last && closes(lines[$0], fence, length) }
    guard let closing else { return false }

    let first = cell.lines.first.map { $0.location.line - 1 } ?? closing
    let end = opening.suffix { $0 == 0x0A || $0 == 0x0D }
    // A quotation's marks are in each line; of a list's there is the width alone.
    let margin = opening[..<column].map { $0 == UInt8(ascii: ">") || $0 == 0x09 ? $0 : 0x20 }
    let texts =
      code.isEmpty ? [] : code.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    let fresh = texts.map { text in (text.isEmpty ? margin.trimmed : margin + text) + end }

    let longest =
      texts.map { text in text.drop { $0 == 0x20 || $0 == 0x09 }.prefix { $0 == fence }.count }.max() ?? 0
    let more = [UInt8](repeating: fence, count: max(0, longest - length + 1))
    if let place = lines[closing].firstIndex(of: fence) { lines[closing].insert(contentsOf: more, at: place) }
    lines[row].insert(contentsOf: more, at: column)
    lines.replaceSubrange(first..<(cell.lines.isEmpty ? closing : last + 1), with: fresh)
    return true
  }

  private static func closes(_ line: [UInt8], _ fence: UInt8, _ length: Int) -> Bool {
    let isSpace = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
    let rest = line.drop { isSpace($0) || $0 == UInt8(ascii: ">") }
    return rest.prefix { $0 == fence }.count >= length && rest.drop { $0 == fence }.allSatisfy(isSpace)
  }

  /// The lines with their endings: LF, CR LF or CR.
  private static func wholeLines(of text: ArraySlice<UInt8>) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var rest = text
    while !rest.isEmpty {
      var end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D }.map { $0 + 1 } ?? rest.endIndex
      if end < rest.endIndex, rest[end - 1] == 0x0D, rest[end] == 0x0A { end += 1 }
      lines.append(Array(rest[..<end]))
      rest = rest[end...]
    }
    return lines
  }
}

extension [UInt8] {
  /// Without spaces at the end.
  fileprivate var trimmed: [UInt8] { Array(reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed()) }

  fileprivate func suffix(_ isPart: (UInt8) -> Bool) -> [UInt8] {
    Array(reversed().prefix(while: isPart).reversed())
  }
}
