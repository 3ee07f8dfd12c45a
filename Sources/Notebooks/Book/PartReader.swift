/// Reads a book's parts: groups of chapters with a title, and the appendices.
///
///     chapters:
///       - preface.md
///       - part: Foundations
///         chapters: [01-neurons.md, 02-training.md]
///     appendices: [tables.md]
struct PartReader {
  let diagnostics: Diagnostics

  private static let keys = ["part", "chapters"]

  /// Whether an entry of the list of chapters is a part.
  static func isPart(_ value: YAMLValue) -> Bool {
    guard case .mapping(let entries) = value.kind else { return false }
    return entries.contains { $0.key == "part" }
  }

  /// A part and the entries of its chapters; `nil` if it has no title or no chapters, which is reported.
  func read(_ value: YAMLValue) -> (part: Book.Part, chapters: [YAMLValue])? {
    guard case .mapping(let entries) = value.kind else { return nil }
    var title: String?
    var list: YAMLValue?
    for entry in entries {
      switch entry.key {
      case "part": title = diagnostics.text(entry.value, of: entry.key)
      case "chapters": list = entry.value
      default:
        diagnostics.warning(
          "unknown key '\(entry.key)'\(Suggestion.hint(for: entry.key, among: Self.keys))",
          at: entry.keyLocation)
      }
    }
    guard let title else { return nil }
    guard let list else {
      diagnostics.error("the part '\(title)' has no 'chapters'", at: value.location)
      return nil
    }
    guard let chapters = chapters(list, of: "the part '\(title)'") else { return nil }
    return (Book.Part(title: title, location: value.location), chapters)
  }

  /// The entries of a list of chapters; `nil` for an empty list or another kind of value, which is reported.
  func chapters(_ value: YAMLValue, of owner: String) -> [YAMLValue]? {
    guard case .sequence(let values) = value.kind else {
      diagnostics.error(
        "the chapters of \(owner) must be a list of files, not \(value.kindName)", at: value.location)
      return nil
    }
    if values.isEmpty {
      diagnostics.error("\(owner) has no chapters", at: value.location)
      return nil
    }
    guard let inner = values.first(where: Self.isPart) else { return values }
    diagnostics.error("\(owner) can't contain another part", at: inner.location)
    return values.filter { !Self.isPart($0) }
  }
}

extension Book {
  /// A group of chapters with a title.
  public struct Part: Hashable, Sendable {
    /// Markdown within a line.
    public var title: String
    public var location: SourceLocation
    /// Whether these are the book's appendices, which have letters instead of numbers.
    public var isAppendices = false
  }

  /// What a chapter is called instead of the number at the start of its file's name.
  public enum Numbering: Hashable, Sendable {
    case ofFile
    case none
    case number(Int)
    /// The letter of an appendix.
    case letter(String)
  }

  /// The letters of the appendices: A to Z, then AA.
  static func letters(_ index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
    return index < 26 ? letter : letters(index / 26 - 1) + letter
  }
}
