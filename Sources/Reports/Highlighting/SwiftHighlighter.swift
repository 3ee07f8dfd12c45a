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
    let isTurned = text.unicodeScalars.contains(where: isRightToLeft)
    guard let name = kind.htmlClass, !text.isEmpty else { return isTurned ? words(of: text) : .text(text) }
    return [.element("span", ["class": name, "dir": isTurned ? "ltr" : nil], [.text(text)])]
  }

  /// Plain text in which names from right to left stand by themselves: browsers would put the numbers and signs behind
  /// such a name before it, and show other code than runs.
  private static func words(of text: String) -> [Node] {
    var nodes: [Node] = []
    var rest = text.unicodeScalars[...]
    while let first = rest.first {
      let isWord = isOfWord(first)
      let piece = rest.prefix { isOfWord($0) == isWord }
      rest = rest[piece.endIndex...]
      let part = Node.text(String(piece))
      nodes.append(piece.contains(where: isRightToLeft) ? .element("span", ["dir": "ltr"], [part]) : part)
    }
    return nodes
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.isASCII || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
  }

  /// Whether a letter or a digit belongs to a script that is written from right to left.
  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
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
