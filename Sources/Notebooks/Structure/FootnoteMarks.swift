/// Turns `[^id]: text` into a list item for cmark, so that a footnote can contain what an item can: further paragraphs,
/// lists and cells, indented by two spaces or more.
enum FootnoteMarks {
  static func mayDefine(_ line: [UInt8]) -> Bool {
    line.has("[^", at: ContainerPrefix.length(of: line, quotes: .max))
  }

  static func rewrite(
    _ lines: inout [[UInt8]], numbers: [Int], outside code: CodeLines, state: ParseState
  ) {
    for index in lines.indices where !code.contains(index) {
      let line = lines[index]
      let start = ContainerPrefix.length(of: line, quotes: .max)
      guard line.has("[^", at: start),
        let close = line[(start + 2)...].firstIndex(of: UInt8(ascii: "]")), line.has(":", at: close + 1)
      else { continue }
      let id = line[(start + 2)..<close]
      guard !id.isEmpty, !id.contains(where: { $0.isBlank || $0 == UInt8(ascii: "[") }) else { continue }
      let location = SourceLocation(line: numbers[index], column: start + 1)
      if line[(close + 2)...].isBlank {
        state.diagnostics.error("the footnote '\(id.string)' has no text in its first line", at: location)
        continue
      }
      state.footnotes.define(.init(id: id.string, location: location), diagnostics: state.diagnostics)
      let text = line[(close + 2)...]
      lines[index] = Array(line[..<start]) + Array("+ ".utf8) + Array(text.dropFirst(text.indentation))
    }
  }
}
