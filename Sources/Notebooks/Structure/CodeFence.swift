/// The meaning of a fence's info string, which says whether the code runs.
enum CodeFence: Hashable {
  case cell
  /// A cell whose braces contain more than the language.
  case cellWithAttributes(String)
  /// Code in braces that isn't Swift and perhaps should be.
  case foreign(language: String)
  /// A cell's language with one of its braces: `{swift` or `swift}`.
  case halfBraced(String)
  case shown(language: String)

  /// The languages of other notebooks' cells, which no listing would have in braces by chance.
  static let foreignLanguages: Set<String> = [
    "swift", "python", "r", "julia", "js", "javascript", "ojs", "bash", "sh", "rust", "sql",
  ]

  init(info: String) {
    let info = info.trimmingBlanks
    guard info.hasPrefix("{"), let close = info.firstIndex(of: "}"), !info.hasPrefix("{{") else {
      let language = String(info.prefix { $0 != " " && $0 != "\t" })
      let pieces = info.split { $0 == " " || $0 == "\t" || $0 == "," }
      let isHalf =
        ["{swift", "swift}"].contains(language.lowercased()) || pieces.starts(with: ["{", "swift"])
      self = isHalf ? .halfBraced(info) : .shown(language: language)
      return
    }
    let inner = info[info.index(after: info.startIndex)..<close]
    let rest = String(info[info.index(after: close)...]).trimmingBlanks
    let words = inner.split { $0 == " " || $0 == "\t" || $0 == "," }
    let language = words.first.map(String.init) ?? ""
    let attributes = (words.dropFirst().map(String.init) + (rest.isEmpty ? [] : [rest])).joined(
      separator: " ")
    if language == "swift" {
      self = attributes.isEmpty ? .cell : .cellWithAttributes(attributes)
    } else if language.hasPrefix(".") || language.hasPrefix("=") {
      self = .shown(language: String(language.dropFirst()))
    } else {
      self = .foreign(language: language)
    }
  }

  /// Whether a line without its containers' marks begins or ends a fenced block.
  static func isFence(_ line: some Collection<UInt8>) -> Bool {
    let content = line.dropFirst(line.indentation)
    return content.starts(with: "```".utf8) || content.starts(with: "~~~".utf8)
  }
}

extension String {
  package var trimmingBlanks: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
