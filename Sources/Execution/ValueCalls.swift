import SwiftSource

/// A variable on a line of a cell whose value the run notes for the page.
struct ValueSite: Hashable {
  /// The cell's place in ``Notebook/program``.
  var item: ItemIndex
  var name: String
  /// The line in the notebook.
  var line: Int
}

/// The calls that note the values of a cell's variables: after which statement each comes, and which variable it notes.
///
/// Only variables that can be read without running the author's code are noted: no computed, observed or lazy variable,
/// no member, no element. A call comes before the next statement, or before the brace that closes the body, so that it
/// doesn't share a line with the author's code.
struct ValueCalls {
  struct Call {
    /// The byte of the cell that it is inserted before.
    var offset: Int
    var name: String
    /// The byte of the cell whose line shows the value: where the variable is declared, or its statement begins.
    var declaration: Int
    /// Whether it may run many times.
    var isInLoop: Bool

    func text(_ site: Int) -> String { "\(isInLoop ? "__lecternLoop" : "__lecternLine")(\(site), `\(name)`)" }
  }

  private(set) var calls: [Call] = []
  let scanner: StatementScanner
  private let base: Int
  private let outline: Outline

  /// - Parameters:
  ///   - scanner: of the text of the cell.
  ///   - base: where it begins in the program that `outline` describes.
  init(_ scanner: StatementScanner, at base: Int, _ outline: Outline) {
    (self.scanner, self.base, self.outline) = (scanner, base, outline)
    let items = outline.items(in: base..<base + scanner.count)
    let elements = items.map { Element(start: $0.start - base, statement: $0.statement ?? .other) }
    note(elements, in: 0..<scanner.count, isInLoop: false)
    if let shown = items.last?.statement?.onlyName, items.last?.isValue == true { drop(shown) }
  }

  private struct Element {
    var start: Int?
    var statement: Statement
  }

  private mutating func note(_ body: Statement.Body, isInLoop: Bool) {
    let elements = (body.elements ?? []).filter { $0.variable == nil }
      .map { Element(start: $0.range.map { $0.start - base }, statement: $0) }
    note(elements, in: body.range.start + 1 - base..<body.range.end - base, isInLoop: isInLoop)
  }

  private mutating func note(_ elements: [Element], in range: Range<Int>, isInLoop: Bool) {
    guard let starts = scanner.starts(in: range), starts.count == elements.count else { return }
    for (index, element) in elements.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : range.upperBound
      if let start = element.start, !(starts[index]..<end).contains(start) { return }
    }
    for (index, element) in elements.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : range.upperBound
      note(element.statement, in: starts[index]..<end, isInLoop: isInLoop)
    }
  }

  private mutating func note(_ statement: Statement, in range: Range<Int>, isInLoop: Bool) {
    for name in statement.names {
      guard let declaration = declaration(of: name, statement, in: range) else { continue }
      calls.append(Call(offset: range.upperBound, name: name, declaration: declaration, isInLoop: isInLoop))
    }
    for body in statement.bodies { note(body, isInLoop: isInLoop || statement.isLoop) }
  }

  /// Where a statement declares the name, or otherwise where the statement begins; `nil` if the variable must not be
  /// read.
  private func declaration(of name: String, _ statement: Statement, in range: Range<Int>) -> Int? {
    guard name.utf8.allSatisfy(\.isSwiftName), name != "_" else { return nil }
    guard statement.isBinding else { return outline.otherVariables.contains(name) ? nil : range.lowerBound }
    let place = outline.plainVariable(name, in: range.lowerBound + base..<range.upperBound + base)
    return place.map { $0 - base }
  }

  /// Leaves out the variable that the cell's last line shows anyway.
  private mutating func drop(_ name: String) {
    guard let last = calls.lastIndex(where: { $0.name == name && !$0.isInLoop }) else { return }
    calls.remove(at: last)
  }
}
