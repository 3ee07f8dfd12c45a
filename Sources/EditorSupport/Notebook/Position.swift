import Notebooks

/// A place as the protocol counts: from 0, in lines and in units of UTF-16.
struct Position: Hashable, Comparable {
  var line: Int
  var character: Int

  /// The largest number that the protocol allows.
  private static let most = Int(Int32.max)

  init(line: Int, character: Int) { (self.line, self.character) = (line, character) }

  /// `nil` if it isn't a place. Editors write very large numbers where they mean the end.
  init?(_ value: JSONValue?) {
    guard let line = value?["line"]?.integer, let character = value?["character"]?.integer, line >= 0,
      character >= 0
    else { return nil }
    self.init(line: min(line, Self.most), character: min(character, Self.most))
  }

  var json: JSONValue { ["line": .number("\(line)"), "character": .number("\(character)")] }

  static func < (a: Position, b: Position) -> Bool { (a.line, a.character) < (b.line, b.character) }
}

/// A place and the one that comes after its last character.
struct PositionRange: Hashable {
  var start: Position
  var end: Position

  init(_ start: Position, _ end: Position) { (self.start, self.end) = (start, end) }

  init?(_ value: JSONValue?) {
    guard let start = Position(value?["start"]), let end = Position(value?["end"]) else { return nil }
    self.init(min(start, end), max(start, end))
  }

  var json: JSONValue { ["start": start.json, "end": end.json] }
}
