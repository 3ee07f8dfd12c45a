import SwiftSource

/// Finds the lines of places in a text.
struct LinePlaces {
  private let lines: LineStarts

  init(_ bytes: [UInt8]) { lines = LineStarts(bytes) }

  func location(of offset: Int) -> SourceLocation {
    let line = lines.line(of: offset)
    return SourceLocation(line: line + 1, column: offset - lines.offsets[line] + 1)
  }
}
