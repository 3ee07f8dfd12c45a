/// A comment that says what the text before it stands for in the Markdown file: `0.98<!-- 0.98 = `{swift} accuracy` -->`.
///
/// Jupyter shows `0.98`, and the way back finds the expression. If the text before the comment is no longer the one that the
/// comment names, somebody has written another, and it stays.
struct ProseComment {
  var shown: [UInt8]
  var original: [UInt8]

  /// What originals begin with.
  private static let beginnings = ["`{swift}", "@", "{#", "$$", "\\end{", ":"].map { Array($0.utf8) }
  private static let opening = Array("<!-- ".utf8)
  private static let closing = Array(" -->".utf8)
  private static let equals = Array("= ".utf8)

  /// The text with its comment.
  var bytes: [UInt8] {
    let name = shown.isEmpty ? [] : Self.encoded(shown) + [0x20]
    return shown + Self.opening + name + Self.equals + Self.encoded(original) + Self.closing
  }

  // MARK: Characters

  /// Without what would end a comment, a line or a formula.
  private static func encoded(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where result.last == byte: result += Array("&#45;".utf8)
      // Jupyter looks for formulas in comments too.
      case UInt8(ascii: "$"): result += Array("&#36;".utf8)
      case 0x0A: result += Array("&#10;".utf8)
      case 0x0D: result += Array("&#13;".utf8)
      case UInt8(ascii: "&") where text.has("&amp;", at: index) || text.has("&#", at: index):
        result += Array("&amp;".utf8)
      default: result.append(byte)
      }
    }
    return result
  }

  private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let names: [(name: StaticString, byte: UInt8)] = [
      ("&#45;", 0x2D), ("&#36;", 0x24), ("&#10;", 0x0A), ("&#13;", 0x0D), ("&amp;", 0x26),
    ]
    var result: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if let found = names.first(where: { text.has($0.name, at: index) }) {
        result.append(found.byte)
        index += found.name.utf8CodeUnitCount
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  // MARK: Reading

  /// The text as the Markdown file has it: what comments stand for, instead of what is shown.
  static func restored(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      if text.has("<!-- ", at: index), let end = end(of: index, in: text) {
        let content = text[(index + 5)..<(end - 4)]
        if let kept = replaced(result, by: content) {
          result = kept
          index = end
          continue
        }
      }
      result.append(text[index])
      index += 1
    }
    return result
  }

  private static func end(of start: Int, in text: [UInt8]) -> Int? {
    var index = start + 5
    while index < text.count, text[index] != 0x0A {
      if text.has(" -->", at: index) { return index + 4 }
      index += 1
    }
    return nil
  }

  /// The text so far with what a comment stands for at its end; `nil` for another's comment.
  private static func replaced(_ text: [UInt8], by content: ArraySlice<UInt8>) -> [UInt8]? {
    var other: [UInt8]?
    for index in content.indices where content.has("= ", at: index) {
      let original = decoded(content[(index + 2)...])
      guard index == content.startIndex || content[index - 1] == 0x20, isOriginal(original) else { continue }
      let shown = index == content.startIndex ? [] : decoded(content[..<(index - 1)])
      if text.suffix(shown.count).elementsEqual(shown) { return text.dropLast(shown.count) + original }
      other = other ?? original
    }
    return other.map { text + [0x20] + $0 }
  }

  /// Whether a text is one that this shows as another: brackets with an `@` are citations.
  private static func isOriginal(_ text: [UInt8]) -> Bool {
    beginnings.contains { text.starts(with: $0) }
      || text.first == UInt8(ascii: "[") && text.contains(UInt8(ascii: "@"))
  }
}
