import Notebooks
import SwiftSource

/// Colours Swift source with spans whose classes the page's style sheet knows.
package enum SwiftHighlighter {
  /// The markup of each line. No span crosses a line's end, so that a line can be marked or joined by a note.
  package static func lines(of source: String) -> [String] {
    var lines = [""]
    for token in SwiftLexer.tokens(of: source) {
      let parts = token.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append("") }
        lines[lines.count - 1] += markup(Substring(part), kind: token.kind)
      }
    }
    return lines
  }

  private static func markup(_ text: Substring, kind: SwiftToken.Kind) -> String {
    guard let name = kind.htmlClass, !text.isEmpty else { return HTML.escape(text) }
    return "<span class=\"\(name)\">\(HTML.escape(text))</span>"
  }
}

extension SwiftToken.Kind {
  /// The class that the page's style sheet colours; plain text has none.
  var htmlClass: String? {
    switch self {
    case .plain: nil
    case .keyword: "k"
    case .type: "t"
    case .string: "s"
    case .number: "n"
    case .comment: "c"
    case .attribute: "a"
    case .regex: "r"
    }
  }
}
