/// Measures the containers' marks before a line's own text.
enum ContainerPrefix {
  /// The length of the spaces and of at most `quotes` quotation marks at the line's beginning.
  ///
  /// A line of a paragraph may have fewer marks than the paragraph has quotations around it.
  static func length(of line: [UInt8], quotes: Int) -> Int {
    var index = line.indentation
    var left = quotes
    while left > 0, index < line.count, line[index] == UInt8(ascii: ">") {
      left -= 1
      index += 1
      index += line[index...].indentation
    }
    return index
  }

  /// The number of quotation marks at the line's beginning, list markers in between ignored.
  static func quotes(of line: ArraySlice<UInt8>) -> Int {
    line.count { $0 == UInt8(ascii: ">") }
  }

  /// The length of everything that can be a container's mark: spaces, quotation marks, list markers.
  static func longest(of line: [UInt8]) -> Int {
    var index = 0
    while index < line.count {
      let start = index
      index += line[index...].indentation
      if index < line.count, line[index] == UInt8(ascii: ">") {
        index += 1
      } else if let marker = markerLength(line[index...]) {
        index += marker
      }
      if index == start { break }
    }
    return index
  }

  /// The length of a list marker that a space follows.
  private static func markerLength(_ text: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first else { return nil }
    var length = 1
    if first.isDigit {
      length = text.prefix(10).prefix(while: \.isDigit).count
      guard length < 10, let mark = text.dropFirst(length).first,
        mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")")
      else { return nil }
      length += 1
    } else if first != UInt8(ascii: "-"), first != UInt8(ascii: "*"), first != UInt8(ascii: "+") {
      return nil
    }
    guard let next = text.dropFirst(length).first else { return nil }
    return next.isSpaceOrTab ? length : nil
  }
}
