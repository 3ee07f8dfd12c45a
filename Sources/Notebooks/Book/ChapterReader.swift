/// Reads one entry of a book's list of chapters: a file's name, or a mapping with the file and more about the chapter.
struct ChapterReader {
  /// The chapters that come before it.
  private let above: [Book.Chapter]
  private let diagnostics: Diagnostics

  static let keys = ["file", "title", "plate", "after", "outcome", "number"]

  init(above: [Book.Chapter], _ diagnostics: Diagnostics) {
    self.above = above
    self.diagnostics = diagnostics
  }

  /// The chapter; `nil` if the entry names no file, which is reported.
  func read(_ value: YAMLValue) -> Book.Chapter? {
    guard case .mapping(let entries) = value.kind else { return file(value) }
    guard let file = entries.first(where: { $0.key == "file" }) else {
      diagnostics.error("a chapter with keys must have the key 'file'", at: value.location)
      return nil
    }
    guard var chapter = self.file(file.value) else { return nil }
    for entry in entries where entry.key != "file" { read(entry, into: &chapter) }
    return chapter
  }

  private func file(_ value: YAMLValue) -> Book.Chapter? {
    if let path = value.text, !value.isNull, !path.isEmpty {
      return Book.Chapter(path: path, location: value.location)
    }
    diagnostics.error("a chapter must be a file's name, not \(value.kindName)", at: value.location)
    return nil
  }

  private func read(_ entry: YAMLValue.Entry, into chapter: inout Book.Chapter) {
    switch entry.key {
    case "title": chapter.title = diagnostics.text(entry.value, of: entry.key)
    case "outcome": chapter.outcome = diagnostics.text(entry.value, of: entry.key)
    case "after": chapter.prerequisites = prerequisites(entry.value)
    case "number": readNumber(entry.value, into: &chapter)
    case "plate":
      let name = entry.value.text ?? entry.value.kindName
      chapter.plate = Book.Plate(rawValue: name)
      if chapter.plate == nil {
        let names = Book.Plate.allCases.map(\.rawValue)
        let hint = Suggestion.hint(for: name, among: names)
        diagnostics.error(
          "there is no plate '\(name)'\(hint.isEmpty ? "; the plates are \(names.joined(separator: ", "))" : hint)",
          at: entry.value.location)
      }
    default:
      diagnostics.warning(
        "unknown key '\(entry.key)'\(Suggestion.hint(for: entry.key, among: Self.keys))",
        at: entry.keyLocation)
    }
  }

  private func readNumber(_ value: YAMLValue, into chapter: inout Book.Chapter) {
    if value.truth == false {
      chapter.numbering = .none
    } else if let number = value.integer, number >= 0 {
      chapter.numbering = .number(number)
    } else {
      diagnostics.error(
        "'number' must be a whole number, or false for a chapter without one, not \(value.kindName)",
        at: value.location)
    }
  }

  /// The chapters that a list names; one that doesn't come before this chapter is reported.
  private func prerequisites(_ value: YAMLValue) -> [String] {
    let values = if case .sequence(let values) = value.kind { values } else { [value] }
    return values.compactMap { value in
      guard let path = value.text, !value.isNull else {
        diagnostics.error("'after' must list chapters, not \(value.kindName)", at: value.location)
        return nil
      }
      let known = above.map(\.path)
      if known.contains(path) { return path }
      diagnostics.error(
        "no chapter '\(path)' comes before this one\(Suggestion.hint(for: path, among: known))",
        at: value.location)
      return nil
    }
  }
}
