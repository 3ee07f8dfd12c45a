/// A line that includes a file: `{{< include _data.md >}}`.
struct IncludeLine {
  /// A part of a line, with its column from 1.
  typealias Piece = (text: String, column: Int)

  /// The file's path as the line gives it.
  let path: Piece?
  /// What is wrong with the line.
  let mistake: Piece?

  /// Whether a line may include a file, without a look at what surrounds it.
  static func mayInclude(_ line: [UInt8]) -> Bool {
    let start = ContainerPrefix.longest(of: line)
    return line.has("{{<", at: start) && Self.word(in: line, from: start + 3)?.text == "include"
  }

  /// Reads a line for which ``mayInclude(_:)`` holds.
  init(_ line: [UInt8]) {
    let start = ContainerPrefix.longest(of: line)
    if start > 0 {
      (path, mistake) = (
        nil, ("an include begins its line; it can't be in a list or a quotation", start + 1)
      )
      return
    }
    let name = Self.word(in: line, from: 3)
    let after = (name?.column ?? 1) - 1 + (name?.text.utf8.count ?? 0)
    guard let end = line.indices.last(where: { $0 >= after && line.has(">}}", at: $0) }) else {
      (path, mistake) = (nil, ("this include is not closed: '>}}' is missing", 1))
      return
    }
    if !line[(end + 3)...].isBlank {
      (path, mistake) = (nil, ("an include must be alone in its line", end + 4))
      return
    }
    (path, mistake) = Self.path(in: Array(line[..<end]), from: after)
  }

  /// The path in quotes, or the only word.
  private static func path(in line: [UInt8], from start: Int) -> (Piece?, Piece?) {
    guard let first = word(in: line, from: start) else {
      return (nil, ("this include names no file", start + 1))
    }
    let quote = UInt8(ascii: "\"")
    var path = first
    var end = first.column - 1 + first.text.utf8.count
    if line[first.column - 1] == quote {
      guard let close = line[first.column...].firstIndex(of: quote) else {
        return (nil, ("the quotation mark after the path is missing", first.column))
      }
      path = (line[first.column..<close].string, first.column + 1)
      end = close + 1
    }
    if path.text.isEmpty { return (nil, ("this include names no file", first.column)) }
    guard let next = line.indices.first(where: { $0 >= end && !line[$0].isSpaceOrTab }) else {
      return (path, nil)
    }
    if line.has(">}}", at: next) { return (nil, ("an include must be alone in its line", next + 4)) }
    return (nil, ("an include names one file; a path with spaces is written in quotes", next + 1))
  }

  /// The first word after blanks.
  private static func word(in line: [UInt8], from start: Int) -> Piece? {
    guard let first = line.indices.first(where: { $0 >= start && !line[$0].isSpaceOrTab }) else { return nil }
    let word = line[first...].prefix { !$0.isSpaceOrTab && $0 != UInt8(ascii: ">") }
    return word.isEmpty ? nil : (word.string, first + 1)
  }
}
