import Notebooks

/// A text as an editor has it, changed by the protocol's events.
struct EditedText {
  private(set) var text: String
  /// The lines without their ends, which may be LF, CR LF or CR.
  private(set) var lines: [Substring] = []

  init(_ text: String) {
    self.text = text
    self.text.makeContiguousUTF8()
    split()
  }

  /// Applies a change of a range, or of the whole text.
  mutating func apply(_ change: JSONValue) {
    guard let new = change["text"]?.text else { return }
    if let written = change["range"] {
      // What can't be read as a range must not stand for the whole text.
      guard let range = PositionRange(written) else { return }
      text.replaceSubrange(index(range.start)..<index(range.end), with: new)
    } else {
      text = new
    }
    text.makeContiguousUTF8()
    split()
  }

  /// The place in the text; what lies beyond a line's end means that end.
  private func index(_ position: Position) -> String.Index {
    guard lines.indices.contains(position.line) else { return text.endIndex }
    let line = lines[position.line]
    return text.utf16.index(line.startIndex, offsetBy: position.character, limitedBy: line.endIndex)
      ?? line.endIndex
  }

  private mutating func split() {
    let bytes = text.utf8
    var start = bytes.startIndex
    lines = []
    var place = start
    while place < bytes.endIndex {
      let byte = bytes[place]
      let next = bytes.index(after: place)
      if byte == 0x0A || byte == 0x0D {
        lines.append(text[start..<place])
        let isPair = byte == 0x0D && next < bytes.endIndex && bytes[next] == 0x0A
        start = isPair ? bytes.index(after: next) : next
        place = start
      } else {
        place = next
      }
    }
    lines.append(text[start...])
  }

  /// A place in the form of compilers: both numbers from 1, columns in bytes.
  func position(_ location: SourceLocation) -> Position {
    let line = min(max(location.line - 1, 0), lines.count - 1)
    let before = lines[line].utf8.prefix(max(location.column - 1, 0))
    return Position(line: line, character: String(decoding: before, as: UTF8.self).utf16.count)
  }

  /// The word that begins at a place, or one character.
  func word(at location: SourceLocation) -> PositionRange {
    let start = position(location)
    let line = lines[start.line].utf16.dropFirst(start.character)
    let length = line.prefix {
      $0 == 0x5F || $0 == 0x2D || Unicode.Scalar($0)?.properties.isAlphabetic ?? false
        || (0x30...0x39).contains($0)
    }.count
    let count = min(max(length, 1), line.count)
    return PositionRange(start, Position(line: start.line, character: start.character + count))
  }

  /// What stands before a place in its line.
  func beginning(of position: Position) -> String {
    guard lines.indices.contains(position.line) else { return "" }
    return String(decoding: lines[position.line].utf16.prefix(position.character), as: UTF16.self)
  }
}
