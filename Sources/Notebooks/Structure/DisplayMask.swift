/// Hides formulas of several lines from cmark, for which a line that begins with `-` or `#` would be a list or a heading.
///
/// Each byte of the formula becomes a letter, so that the formula is a paragraph or a part of one.
enum DisplayMask {
  /// Where a formula begins that isn't over in its line.
  private struct Opening {
    var column: Int
    /// The environment's name; `nil` for `$$`.
    var environment: String?

    /// Where the line's part of the formula ends, if it ends in this line.
    func end(in line: [UInt8]) -> Int? {
      if let environment { return MathEnvironment.end(of: environment, in: line, from: 0) }
      return DisplayMask.dollars(in: line).first.map { $0 + 2 }
    }
  }

  static func mayOpen(_ line: [UInt8]) -> Bool {
    line.indices.contains { line.has("$$", at: $0) || line.has("\\begin{", at: $0) }
  }

  static func mask(_ lines: inout [[UInt8]], outside code: CodeLines) {
    var index = 0
    while index < lines.count {
      if !code.contains(index), let opening = opening(in: lines[index]),
        let last = lastLine(of: lines, opening, in: index)
      {
        hide(&lines, from: index, opening, through: last)
        index = last
        // The rest of the formula's last line may open the next formula.
        if self.opening(in: lines[index]) != nil { continue }
      }
      index += 1
    }
  }

  /// Where a `$$` begins or ends the line's text, or an environment begins it, without being closed in it.
  private static func opening(in line: [UInt8]) -> Opening? {
    let columns = dollars(in: line)
    let first = ContainerPrefix.longest(of: line)
    if columns.count % 2 == 1, let last = columns.last {
      let begins = columns.count == 1 && last == first
      let ends = line[(last + 2)...].isBlank
      return begins || ends ? Opening(column: last) : nil
    }
    guard let name = MathEnvironment.name(in: line, at: first),
      MathEnvironment.end(of: name, in: line, from: first) == nil
    else { return nil }
    return Opening(column: first, environment: name)
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
  private static func lastLine(of lines: [[UInt8]], _ opening: Opening, in first: Int) -> Int? {
    let quotes = ContainerPrefix.quotes(of: lines[first].prefix(ContainerPrefix.longest(of: lines[first])))
    for index in (first + 1)..<max(first + 1, lines.count) {
      let text = lines[index][ContainerPrefix.length(of: lines[index], quotes: quotes)...]
      if text.isBlank || CodeFence.isFence(text) { return nil }
      if opening.end(in: lines[index]) != nil { return index }
    }
    return nil
  }

  private static func hide(
    _ lines: inout [[UInt8]], from first: Int, _ opening: Opening, through last: Int
  ) {
    let quotes = ContainerPrefix.quotes(of: lines[first].prefix(ContainerPrefix.longest(of: lines[first])))
    for index in first...last {
      let start =
        index == first ? opening.column : ContainerPrefix.length(of: lines[index], quotes: quotes)
      let end = index == last ? opening.end(in: lines[index]) ?? start + 2 : lines[index].count
      for position in start..<max(start, end) { lines[index][position] = UInt8(ascii: "x") }
    }
  }
}
