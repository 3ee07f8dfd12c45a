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
  private var lineStarts = [0]
  /// For each line, its file and line according to the `#sourceLocation` before it.
  private var shownLines: [(file: String, line: Int)] = []

  init(_ program: Program) {
    self.program = program
    var (file, line) = ("", 0)
    for text in program.text.split(separator: .lineFeed, omittingEmptySubsequences: false) {
      shownLines.append((file, line))
      lineStarts.append(text.endIndex + 1)
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
    guard lineStarts.indices.contains(found.line - 1) else { return nil }
    let offset = lineStarts[found.line - 1] + found.column - 1
    return span(holding: offset).map {
      Position(offset: offset, item: $0.item, itemStart: $0.bytes.lowerBound)
    }
  }

  private func span(holding offset: Int) -> (item: ItemIndex, bytes: Range<Int>)? {
    let spans = program.spans
    let place = spans.firstIndex(fromWhich: { $0.bytes.upperBound > offset })
    return spans.indices.contains(place) && spans[place].bytes.contains(offset) ? spans[place] : nil
  }

  /// The place in the notebook of a byte of the program.
  func location(atOffset offset: Int) -> SourceLocation? {
    let line = lineStarts.firstIndex(fromWhich: { $0 > offset }) - 1
    guard shownLines.indices.contains(line) else { return nil }
    let column = offset - lineStarts[line] + 1
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
    while let brace = code.openBrace(before: end) {
      let head = code.head(of: brace)
      guard let word = head.words.first, ProgramPlaces.branching.contains(String(word)), head.isBalanced
      else { return false }
      end = brace
    }
    return true
  }

  private static let branching: Set = ["for", "while", "if", "else", "do", "catch", "repeat", "switch"]

  /// Whether a place in the body of a function or a getter is executed whenever that is called.
  func isAlwaysExecuted(_ position: Position) -> Bool {
    guard let (code, place) = masked(position), let brace = code.openBrace(before: place) else {
      return false
    }
    let branches = "{?&|".utf8
    guard !code[(brace + 1)..<place].contains(where: branches.contains) else { return false }
    let head = code.head(of: brace)
    let isBody = head.words.contains { ["func", "init", "subscript", "get"].contains($0) }
    return isBody || head.words.contains("var") && !head.text.contains("=")
  }

  private func masked(_ position: Position) -> (code: MaskedSource, place: Int)? {
    guard let span = span(holding: position.offset) else { return nil }
    let code = masks.code(of: position.item) { MaskedSource(program.text[span.bytes].string) }
    return (code, position.offset - position.itemStart)
  }
}

/// The masked text of items, made when it is first needed.
private final class Masks {
  private var known: [ItemIndex: MaskedSource] = [:]

  func code(of item: ItemIndex, _ make: () -> MaskedSource) -> MaskedSource {
    if let code = known[item] { return code }
    let code = make()
    known[item] = code
    return code
  }
}

extension MaskedSource {
  /// The innermost brace that is open at a place.
  fileprivate func openBrace(before place: Int) -> Int? {
    var depth = 0
    for index in (0..<place).reversed() {
      if bytes[index] == UInt8(ascii: "}") { depth += 1 }
      guard bytes[index] == UInt8(ascii: "{") else { continue }
      if depth == 0 { return index }
      depth -= 1
    }
    return nil
  }

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

extension RandomAccessCollection where Index == Int {
  /// The first index from which a condition holds, found by bisection; the end if it holds nowhere.
  fileprivate func firstIndex(fromWhich holds: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
