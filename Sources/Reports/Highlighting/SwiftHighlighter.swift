import Markup
import Notebooks
import SwiftSource

/// Colours Swift source with spans that have classes from the page's style sheet.
package enum SwiftHighlighter {
  /// The nodes of each line. No span crosses a line's end, so a line can be marked or get a note.
  ///
  /// - Parameter link: where the name of a type leads to, if anywhere.
  package static func lines(of source: String, link: (String) -> String? = { _ in nil }) -> [[Node]] {
    var lines: [[Node]] = [[]]
    for token in SwiftLexer.tokens(of: source) {
      let parts = token.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append([]) }
        let nodes = nodes(of: String(part), kind: token.kind)
        let target = token.kind == .type ? link(token.text) : nil
        lines[lines.count - 1] += target.map { [.element("a", ["href": $0], nodes)] } ?? nodes
      }
    }
    return lines
  }

  private static func nodes(of text: String, kind: SwiftToken.Kind) -> [Node] {
    guard let name = kind.htmlClass, !text.isEmpty else { return .text(text) }
    return [.element("span", ["class": name], [.text(text)])]
  }
}

extension SwiftToken.Kind {
  /// The class that the page's style sheet colours; `nil` for plain text.
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
