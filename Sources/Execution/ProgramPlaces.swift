import Notebooks
import SwiftSource

/// The way from lines of the program's own text, as the compiler's index has them, to the notebook.
struct ProgramPlaces {
  /// A place in an item of the program.
  struct Position {
    /// An offset in the program's text.
    var offset: Int
    var item: ItemIndex
    /// Where the item's text begins.
    var itemStart: Int
  }

  private let program: Program
  private let masks = Masks()
  private let lines: LineStarts
  /// For each line, its file and line according to the `#sourceLocation` before it.
  private var shownLines: [(file: String, line: Int)] = []

  init(_ program: Program) {
    self.program = program
    lines = LineStarts(program.text)
    var (file, line) = ("", 0)
    for text in program.text.split(separator: .lineFeed, omittingEmptySubsequences: false) {
      shownLines.append((file, line))
      line += 1
      if let directive = ProgramPlaces.directive(text) { (file, line) = directive }
    }
  }

  /// The file and line that `#sourceLocation(file: "name", line: 12)` gives the next line.
  private static func directive(_ line: ArraySlice<UInt8>) -> (String, Int)? {
    guard line.starts(with: "#sourceLocation(file: \"".utf8) else { return nil }
    let parts = line.split(separator: UInt8(ascii: "\""))
    guard parts.count == 3, let number = Int(String(decoding: parts[2].filter(\.isDigit), as: UTF8.self))
    else { return nil }
    return (String(decoding: parts[1], as: UTF8.self), number)
  }

  /// Where an occurrence is; `nil` if it isn't in an item's own text.
  func position(of found: NameIndex.Occurrence) -> Position? {
    guard lines.offsets.indices.contains(found.line - 1) else { return nil }
    let offset = lines.offsets[found.line - 1] + found.column - 1
    return span(holding: offset).map {
      Position(offset: offset, item: $0.item, itemStart: $0.bytes.lowerBound)
    }
  }

  private func span(holding offset: Int) -> (item: ItemIndex, bytes: Range<Int>)? {
    let spans = program.spans
    let place = spans.partitioningIndex { $0.bytes.upperBound > offset }
    return spans.indices.contains(place) && spans[place].bytes.contains(offset) ? spans[place] : nil
  }

  /// The place in the notebook of a byte of the program.
  func location(atOffset offset: Int) -> SourceLocation? {
    let line = lines.line(of: offset)
    guard shownLines.indices.contains(line) else { return nil }
    let column = offset - lines.offsets[line] + 1
    return program.location(file: shownLines[line].file, line: shownLines[line].line, column: column)?
      .location
  }
}

// MARK: - What is executed

extension ProgramPlaces {
  /// Whether code at the top level is executed when the program reaches it: code in a closure isn't.
  func isExecuted(_ position: Position) -> Bool {
    guard let (code, place) = masked(position) else { return false }
    var end = place
    while let brace = code.braces.last(before: end) {
      let head = code.text.head(of: brace)
      guard let word = head.words.first, ProgramPlaces.branching.contains(String(word)), head.isBalanced
      else { return false }
      end = brace
    }
    return true
  }

  private static let branching: Set = ["for", "while", "if", "else", "do", "catch", "repeat", "switch"]

  /// Whether a place in the body of a function or a getter is executed whenever that is called.
  func isAlwaysExecuted(_ position: Position) -> Bool {
    guard let (code, place) = masked(position), let brace = code.braces.last(before: place),
      !code.branches(in: brace + 1..<place)
    else { return false }
    let head = code.text.head(of: brace)
    let isBody = head.words.contains { ["func", "init", "subscript", "get"].contains($0) }
    return isBody || head.words.contains("var") && !head.text.contains("=")
  }

  private func masked(_ position: Position) -> (code: MaskedItem, place: Int)? {
    guard let span = span(holding: position.offset) else { return nil }
    let code = masks.code(of: position.item) { MaskedItem(program.text[span.bytes].string) }
    return (code, position.offset - position.itemStart)
  }
}

/// The masked text of items, made when it is first needed.
private final class Masks {
  private var known: [ItemIndex: MaskedItem] = [:]

  func code(of item: ItemIndex, _ make: () -> MaskedItem) -> MaskedItem {
    if let code = known[item] { return code }
    let code = make()
    known[item] = code
    return code
  }
}

/// An item's masked text, in which braces and branches are found without reading it again.
private struct MaskedItem {
  let text: MaskedSource
  let braces: OpenBrackets
  /// Where a brace, a question mark or a logical operator is.
  private let marks: [Int]

  init(_ source: String) {
    let code = MaskedSource(source)
    let branches = "{?&|".utf8
    text = code
    braces = OpenBrackets(
      in: code.bytes, opens: { $0 == UInt8(ascii: "{") }, closes: { $0 == UInt8(ascii: "}") })
    marks = code.bytes.indices.filter { branches.contains(code[$0]) }
  }

  /// Whether code in a range may leave out what comes after it.
  func branches(in range: Range<Int>) -> Bool {
    let next = marks.partitioningIndex { $0 >= range.lowerBound }
    return next < marks.count && marks[next] < range.upperBound
  }
}

extension MaskedSource {
  /// What is before a brace in its statement.
  fileprivate func head(of brace: Int) -> Head {
    let ends: [UInt8] = Array("\n;{}".utf8)
    let start = bytes[..<brace].lastIndex { ends.contains($0) }.map { $0 + 1 } ?? 0
    return Head(text: text(start..<brace))
  }

  fileprivate struct Head {
    var text: String
    var words: [Substring] { text.split { !$0.isLetter } }
    var isBalanced: Bool {
      text.count { $0 == "(" || $0 == "[" } == text.count { $0 == ")" || $0 == "]" }
    }
  }
}
