import Notebooks

/// Completes what authors write outside of code: keys of the front matter, options of cells, and labels after `@`.
struct AuthorCompletion {
  private let notebook: Notebook
  private let text: EditedText

  init(_ notebook: Notebook, _ text: EditedText) { (self.notebook, self.text) = (notebook, text) }

  func items(at position: Position) -> [JSONValue] {
    let beginning = text.beginning(of: position)
    if isInFrontMatter(position.line) { return keys(beginning, position) }
    if let option = option(beginning), isInOptions(position.line) {
      return option.contains(":")
        ? [] : items(KnownKeys.cell, typed: option, position, kind: 10, ending: ": ")
    }
    let label = String(
      beginning.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }.reversed())
    guard beginning.dropLast(label.count).last == "@" else { return [] }
    return items(notebook.labels.keys.sorted(), typed: label, position, kind: 18, ending: "")
  }

  private func keys(_ beginning: String, _ position: Position) -> [JSONValue] {
    if beginning.contains(":") || beginning.contains("#") { return [] }
    let typed = String(beginning.drop { $0 == " " })
    if typed == beginning {
      return items(KnownKeys.frontMatter, typed: typed, position, kind: 10, ending: ": ")
    }
    let key = text.lines[..<position.line].last { !$0.isEmpty && !$0.hasPrefix(" ") }
    guard key?.hasPrefix("execute:") == true else { return [] }
    return items(KnownKeys.execute, typed: typed, position, kind: 10, ending: ": ")
  }

  private func isInFrontMatter(_ line: Int) -> Bool {
    guard line > 0, text.lines.first == "---" else { return false }
    let end = text.lines.dropFirst().firstIndex { $0 == "---" } ?? text.lines.count
    return line < end
  }

  /// What follows the mark of an option in a line.
  private func option(_ beginning: String) -> String? {
    guard let mark = beginning.firstRange(of: "//|") else { return nil }
    return String(beginning[mark.upperBound...].drop { $0 == " " })
  }

  /// Whether all lines from a cell's fence up to this one are options.
  private func isInOptions(_ line: Int) -> Bool {
    notebook.cells.contains { cell in
      let first = cell.location.line
      return first <= line && text.lines[first...line].allSatisfy { $0.contains("//|") }
    }
  }

  /// - Parameter kind: the protocol's number for what an item is: 10 for a property, 18 for a reference.
  private func items(
    _ names: [String], typed: String, _ position: Position, kind: Int, ending: String
  ) -> [JSONValue] {
    let start = Position(line: position.line, character: position.character - typed.utf16.count)
    return names.map { name in
      [
        "label": .text(name), "kind": .number("\(kind)"),
        "textEdit": ["range": PositionRange(start, position).json, "newText": .text(name + ending)],
      ]
    }
  }
}
