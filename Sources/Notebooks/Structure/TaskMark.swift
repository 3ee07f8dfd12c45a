/// The box at the beginning of a task in a list: `- [ ] to do`, `- [x] done`.
enum TaskMark {
  /// Whether the task is done, and its text; `nil` if the text doesn't begin with a box.
  static func split(_ text: SourceText) -> (isDone: Bool, text: SourceText)? {
    guard text.bytes.has("[", at: 0), text.bytes.has("]", at: 2), text.count > 4,
      text.bytes[3].isBlank || text.bytes[3] == UInt8(ascii: "\n")
    else { return nil }
    let rest = text[4..<text.count].trimmed
    switch text.bytes[1] {
    case _ where rest.isEmpty: return nil
    case UInt8(ascii: " "), UInt8(ascii: "\t"): return (false, rest)
    case UInt8(ascii: "x"), UInt8(ascii: "X"): return (true, rest)
    default: return nil
    }
  }
}
