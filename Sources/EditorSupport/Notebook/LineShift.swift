/// Where a change of a text leaves its lines.
struct LineShift {
  /// How many lines at the text's beginning and at its end are as before.
  private let head, tail: Int
  /// How many lines there were, and how many there are.
  private let before, after: Int

  init(from old: [Substring], to new: [Substring]) {
    (before, after) = (old.count, new.count)
    // By bytes: texts that Swift takes for the same can differ in length.
    let same = zip(old, new).prefix { $0.utf8.elementsEqual($1.utf8) }.count
    let limit = min(old.count, new.count) - same
    head = same
    tail = zip(old.reversed(), new.reversed()).prefix { $0.utf8.elementsEqual($1.utf8) }.prefix(limit).count
  }

  /// The last line that was changed, or the one that follows what was taken away.
  var lastChanged: Int { max(after - tail - 1, min(head, after - 1)) }

  /// The number that a line has now; `nil` if it was changed.
  func moved(_ line: Int) -> Int? {
    if line < head { return line }
    return line >= before - tail ? line + after - before : nil
  }

  /// What there is now of some lines; `nil` if they were taken away.
  func moved(_ lines: ClosedRange<Int>) -> ClosedRange<Int>? {
    let first = moved(lines.lowerBound) ?? head
    let last = moved(lines.upperBound) ?? after - tail - 1
    return first <= last ? first...last : nil
  }

  /// A place in the same line, or in the changed line that is closest to where it was.
  func moved(_ place: Position) -> Position {
    Position(line: moved(place.line) ?? min(place.line, lastChanged), character: place.character)
  }
}
