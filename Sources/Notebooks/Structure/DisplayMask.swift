/// Hides formulas of several lines from cmark, for which a line that begins with `-` or `#` would be a list or a heading.
///
/// Each byte of the formula becomes a letter, so that the formula is a paragraph or a part of one.
enum DisplayMask {
  static func mayOpen(_ line: [UInt8]) -> Bool { line.indices.contains { line.has("$$", at: $0) } }

  static func mask(_ lines: inout [[UInt8]], outside code: CodeLines) {
    var index = 0
    while index < lines.count {
      if !code.contains(index), let start = openingColumn(of: lines[index]),
        let last = lastLine(of: lines, openedIn: index)
      {
        hide(&lines, from: index, column: start, through: last)
        index = last
        // The rest of the formula's last line may open the next formula.
        if openingColumn(of: lines[index]) != nil { continue }
      }
      index += 1
    }
  }

  /// Where a `$$` begins or ends the line's text without being closed in it.
  private static func openingColumn(of line: [UInt8]) -> Int? {
    let columns = dollars(in: line)
    guard columns.count % 2 == 1, let last = columns.last else { return nil }
    let begins = columns.count == 1 && last == ContainerPrefix.longest(of: line)
    let ends = line[(last + 2)...].isBlank
    return begins || ends ? last : nil
  }

  /// Where the line has a `$$` without a backslash.
  private static func dollars(in line: [UInt8]) -> [Int] {
    var columns: [Int] = []
    var index = 0
    while index + 1 < line.count {
      if line[index] == UInt8(ascii: "\\") {
        index += 2
      } else if line.has("$$", at: index) {
        columns.append(index)
        index += 2
      } else {
        index += 1
      }
    }
    return columns
  }

  /// The line that closes the formula; an empty line or a fence ends the search.
  private static func lastLine(of lines: [[UInt8]], openedIn first: Int) -> Int? {
    let quotes = ContainerPrefix.quotes(of: lines[first].prefix(ContainerPrefix.longest(of: lines[first])))
    for index in (first + 1)..<max(first + 1, lines.count) {
      let text = lines[index][ContainerPrefix.length(of: lines[index], quotes: quotes)...]
      if text.isBlank || CodeFence.isFence(text) { return nil }
      if !dollars(in: lines[index]).isEmpty { return index }
    }
    return nil
  }

  private static func hide(_ lines: inout [[UInt8]], from first: Int, column: Int, through last: Int) {
    let quotes = ContainerPrefix.quotes(of: lines[first].prefix(ContainerPrefix.longest(of: lines[first])))
    for index in first...last {
      let start = index == first ? column : ContainerPrefix.length(of: lines[index], quotes: quotes)
      let end = index == last ? (dollars(in: lines[index]).first ?? start) + 2 : lines[index].count
      for position in start..<max(start, end) { lines[index][position] = UInt8(ascii: "x") }
    }
  }
}
