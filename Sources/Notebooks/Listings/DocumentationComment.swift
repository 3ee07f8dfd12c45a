/// The text of a documentation comment as parts of a page.
///
/// It is Markdown with DocC's lists of parameters, and its links to symbols between two backticks.
enum DocumentationComment {
  static func blocks(_ comment: String) -> [Block] {
    if comment.isEmpty { return [] }
    return Notebook.parse(markdown(comment), file: "").blocks.map(\.inDocumentation)
  }

  /// The words that DocC sets apart at the beginning of a list's item.
  private static let callouts: Set<String> = [
    "Returns", "Throws", "Precondition", "Note", "Complexity", "Important", "Warning", "Requires",
  ]

  /// The comment with DocC's lists as ordinary ones.
  static func markdown(_ comment: String) -> String {
    var lines: [String] = []
    var isInParameters = false
    for line in comment.split(separator: "\n", omittingEmptySubsequences: false) {
      let indentation = line.prefix { $0 == " " }.count
      let text = line.dropFirst(indentation)
      if indentation == 0 { isInParameters = false }
      if indentation == 0, text == "- Parameters:" {
        isInParameters = true
      } else if isInParameters {
        let rest = line.dropFirst(min(indentation, 2))
        lines.append(text.hasPrefix("- ") ? named(rest.dropFirst(2)) : String(rest))
      } else if indentation == 0, text.hasPrefix("- Parameter ") {
        lines.append(named(text.dropFirst("- Parameter ".count)))
      } else if indentation == 0, text.hasPrefix("- "), let word = callout(text.dropFirst(2)) {
        lines.append("- *\(word):*\(text.dropFirst(3 + word.count))")
      } else {
        lines.append(String(line))
      }
    }
    return withSymbols(lines.joined(separator: "\n"))
  }

  /// An item that begins with a parameter's name: its colon stays.
  private static func named(_ text: Substring) -> String {
    let name = text.prefix { $0 != ":" }
    return "- `\(name)`\(text.dropFirst(name.count))"
  }

  private static func callout(_ text: Substring) -> String? {
    let word = String(text.prefix { $0 != ":" })
    return callouts.contains(word) && text.count > word.count ? word : nil
  }

  /// Links to symbols, as in ``Notebook/blocks``, with dots instead of slashes.
  private static func withSymbols(_ text: String) -> String {
    let parts = text.split(separator: "``", omittingEmptySubsequences: false)
    guard parts.count > 2 else { return text }
    return parts.enumerated().map { index, part in
      index % 2 == 1 && index + 1 < parts.count
        ? part.map { $0 == "/" ? "." : String($0) }.joined() : String(part)
    }.joined(separator: "``")
  }
}

extension Block {
  /// A heading in a comment is none of the page's, and code without a language is Swift.
  fileprivate var inDocumentation: Block {
    switch self {
    case .heading(_, let title, _): .paragraph([.emphasis(title)])
    case .code(let code, language: ""): .code(code, language: "swift")
    case .list(let items, let start, let isTight):
      .list(items: items.map { $0.map(\.inDocumentation) }, start: start, isTight: isTight)
    case .quotation(let blocks): .quotation(blocks.map(\.inDocumentation))
    case .cell, .footnotes: .thematicBreak
    default: self
    }
  }
}
