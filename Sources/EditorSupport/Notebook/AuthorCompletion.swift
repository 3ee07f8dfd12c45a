import Notebooks

/// Completes what authors write outside of code: keys of the front matter, options of cells, labels and works after `@`, and the
/// files of a book's other chapters in links.
struct AuthorCompletion {
  private let notebook: Notebook
  private let text: EditedText
  private let targets: ReferenceTargets

  init(_ open: OpenNotebook) { (notebook, text, targets) = (open.notebook, open.edited, open.targets) }

  /// What an item is, by the protocol's numbers.
  private enum Kind: Int { case property = 10, file = 17, reference = 18 }

  /// A name that can be chosen, and what is then written.
  private struct Choice {
    var name: String
    var text: String
    var detail: String?
  }

  func items(at place: Position) -> [JSONValue] {
    let beginning = text.beginning(of: place)
    // A place beyond the line's end means that end.
    let position = Position(line: place.line, character: beginning.utf16.count)
    if isInFrontMatter(position.line) { return keys(beginning, position) }
    if let option = option(beginning), !option.contains(":"), isInOptions(position.line) {
      return keys(KnownKeys.cell, typed: option, position)
    }
    if let typed = Self.address(in: beginning) {
      let choices = targets.chapters.map {
        Choice(name: $0.path, text: Path.address($0.path), detail: $0.title)
      }
      return items(choices, .file, typed: typed, position)
    }
    guard let typed = Self.mention(in: beginning) else { return [] }
    return items(mentions(typed), .reference, typed: typed, position)
  }

  // MARK: Keys and options

  private func keys(_ beginning: String, _ position: Position) -> [JSONValue] {
    if beginning.contains(":") || beginning.contains("#") { return [] }
    let typed = String(beginning.drop { $0 == " " })
    if typed == beginning { return keys(KnownKeys.frontMatter, typed: typed, position) }
    let key = text.lines[..<position.line].last { !$0.isEmpty && !$0.hasPrefix(" ") }
    guard key?.hasPrefix("execute:") == true else { return [] }
    return keys(KnownKeys.execute, typed: typed, position)
  }

  private func keys(_ names: [String], typed: String, _ position: Position) -> [JSONValue] {
    items(names.map { Choice(name: $0, text: "\($0): ") }, .property, typed: typed, position)
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

  // MARK: References

  /// A list of references has thousands of works in it, and an editor asks again only for a longer beginning.
  private static let mostWorks = 500

  private func mentions(_ typed: String) -> [Choice] {
    let labels = targets.labels.map { label in
      let detail = [label.words, label.chapter].compactMap { $0 }.joined(separator: ", ")
      return Choice(name: label.name, text: label.name, detail: detail)
    }
    let all = targets.works
    let wanted =
      all.count > Self.mostWorks ? all.filter { $0.lowercased().hasPrefix(typed.lowercased()) } : all
    let works = wanted.prefix(Self.mostWorks).map {
      Choice(name: $0, text: $0, detail: targets.description(ofWork: $0))
    }
    return labels + works
  }

  /// What has been typed of a label or a key after an `@` that isn't part of a word.
  private static func mention(in beginning: String) -> String? {
    guard let mark = beginning.lastIndex(of: "@") else { return nil }
    let typed = beginning[beginning.index(after: mark)...]
    let before = beginning[..<mark].last
    let isInWord = before.map { $0.isLetter || $0.isNumber || $0 == "." } ?? false
    let isName = typed.allSatisfy { $0.isLetter || $0.isNumber || ":.#$%&-+?<>~/_".contains($0) }
    return isInWord || !isName ? nil : String(typed)
  }

  /// What has been typed of a link's address. A picture's isn't a link's.
  private static func address(in beginning: String) -> String? {
    guard let mark = beginning.ranges(of: "](").last else { return nil }
    let typed = beginning[mark.upperBound...]
    if typed.contains(where: { $0 == ")" || $0 == "#" || $0.isWhitespace }) { return nil }
    let words = beginning[..<mark.lowerBound]
    if let bracket = words.lastIndex(of: "["), words[..<bracket].last == "!" { return nil }
    return String(typed)
  }

  private func items(
    _ choices: [Choice], _ kind: Kind, typed: String, _ position: Position
  ) -> [JSONValue] {
    let start = Position(line: position.line, character: position.character - typed.utf16.count)
    let range = PositionRange(start, position).json
    return choices.map { choice in
      let item: JSONValue = [
        "label": .text(choice.name), "kind": .number("\(kind.rawValue)"),
        "textEdit": ["range": range, "newText": .text(choice.text)],
      ]
      return item.with("detail", choice.detail.map { .text($0) })
    }
  }
}
