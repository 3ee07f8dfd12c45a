/// Finds the line that turns the paragraph above it into a heading.
enum Underline {
  /// The number of the line, or `nil` for a heading that begins with `#`.
  ///
  /// cmark ends such a heading one line below the underline, or with it at the end of the file.
  static func line(
    of heading: MarkdownNode, in context: BlockWalker.Context, _ structure: BlockStructure
  ) -> Int? {
    guard heading.endLine > heading.start.line else { return nil }
    let column = structure.location(heading.start).column
    let found = [heading.endLine - 1, heading.endLine].first { number in
      number > heading.start.line && isUnderline(structure.line(number), in: context, below: column)
    }
    return found ?? heading.endLine
  }

  /// Whether the line is an underline in the same containers. One outside of them is a part of the paragraph.
  private static func isUnderline(
    _ line: [UInt8], in context: BlockWalker.Context, below column: Int
  ) -> Bool {
    let start = ContainerPrefix.length(of: line, quotes: context.quotes)
    if ContainerPrefix.quotes(of: line[..<start]) < context.quotes { return false }
    if context.quotes == 0, context.lists > 0, line.indentation + 4 < column { return false }
    let mark = line[start...].trimmingTrailingBlanks
    guard let first = mark.first, first == UInt8(ascii: "=") || first == UInt8(ascii: "-") else {
      return false
    }
    return mark.allSatisfy { $0 == first }
  }
}
