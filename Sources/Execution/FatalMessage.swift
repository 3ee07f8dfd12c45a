/// What the Swift runtime prints when it stops a program: `nb.md:12: Fatal error: Index out of range`.
struct FatalMessage {
  /// Without the place: `Fatal error: Index out of range`.
  var message: String
  /// The file and line before it, if there are any.
  var place: (file: String, line: Int)?
  /// The text that was printed before it.
  var before: Substring

  /// Finds the last such message. It extends to the end of the text, because it may have several lines.
  init?(in text: String) {
    let marks = ["Fatal error", "Precondition failed", "Assertion failed"]
    var end = text.endIndex
    while let newline = text[..<end].lastIndex(of: "\n") {
      if let found = FatalMessage.read(text, from: text.index(after: newline), marks) {
        self = found
        return
      }
      end = newline
    }
    guard let found = FatalMessage.read(text, from: text.startIndex, marks) else { return nil }
    self = found
  }

  private init(message: String, place: (String, Int)?, before: Substring) {
    self.message = message
    self.place = place
    self.before = before
  }

  private static func read(_ text: String, from start: String.Index, _ marks: [String]) -> FatalMessage? {
    let line = text[start...].prefix { $0 != "\n" }
    for mark in marks {
      guard let range = line.firstRange(of: mark) else { continue }
      let parts = line[..<range.lowerBound].split(separator: ":")
      let isPlaced = parts.count >= 3 && parts.last == " "
      guard isPlaced || range.lowerBound == start else { continue }
      let number = isPlaced ? Int(parts[parts.count - 2]) : nil
      let place = number.map { (parts.dropLast(2).joined(separator: ":"), $0) }
      var message = text[range.lowerBound...]
      // The runtime's own stack has addresses, which differ in every run.
      if let stack = message.firstRange(of: "\nCurrent stack trace:") {
        message = message[..<stack.lowerBound]
      }
      while message.last?.isNewline == true { message.removeLast() }
      return FatalMessage(message: String(message), place: place, before: text[..<start])
    }
    return nil
  }
}
