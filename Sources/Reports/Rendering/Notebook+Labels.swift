import Markup
import Notebooks

/// Lines that are shown apart from their page: titles in the contents, on cards and in links, sentences in the glossary.
extension Notebook {
  /// The most letters of a value in such a line. There can be thousands of them.
  private static let longestValue = 400

  /// The title as a label; the file's name if the notebook has no title.
  func titleLabel(in result: RunResult) -> [Node] {
    titleLine(in: result).map { label($0, in: result) } ?? .text(displayTitle(in: result))
  }

  /// The line for use on any page, also inside a link: with formulas and emphasis, but without links, notes,
  /// pictures and anchors.
  func label(_ inlines: [Inline], in result: RunResult) -> [Node] {
    var quotations = OpenQuotations()
    return labelNodes(inlines, in: result, after: nil, &quotations).trimmingBlanks
  }

  private func labelNodes(
    _ inlines: [Inline], in result: RunResult, after previous: Character?, _ quotations: inout OpenQuotations
  ) -> [Node] {
    let typography = Typography(language: metadata.language)
    var previous = previous
    return inlines.flatMap { inline -> [Node] in
      defer { previous = inline.lastCharacter ?? previous }
      return switch inline {
      case .text(let text): [.text(typography.typeset(text, after: previous, in: &quotations))]
      case .code(let text): [.element("code", [.text(text)])]
      case .mathematics(let mathematics): [.formula(mathematics)]
      case .emphasis(let content):
        [.element("em", labelNodes(content, in: result, after: previous, &quotations))]
      case .strong(let content):
        [.element("strong", labelNodes(content, in: result, after: previous, &quotations))]
      case .strikethrough(let content):
        [.element("del", labelNodes(content, in: result, after: previous, &quotations))]
      case .link(let content, _, _), .reference(let content, _):
        labelNodes(content, in: result, after: previous, &quotations)
      case .image(let alternative, _, _): labelNodes(alternative, in: result, after: previous, &quotations)
      case .value: [.text(String(plainText([inline], in: result).unicodeScalars.prefix(Self.longestValue)))]
      case .softBreak, .lineBreak: [.text(" ")]
      case .footnote, .html, .checkBox: []
      }
    }
  }
}

extension [Node] {
  /// The nodes without white space at either end of the line.
  var trimmingBlanks: [Node] {
    var nodes = self
    while case .text(let text)? = nodes.first {
      let rest = text.drop(while: \.isWhitespace)
      if !rest.isEmpty {
        nodes[0] = .text(String(rest))
        break
      }
      nodes.removeFirst()
    }
    while case .text(let text)? = nodes.last {
      let rest = text.prefix(
        upTo: text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? text.startIndex)
      if !rest.isEmpty {
        nodes[nodes.count - 1] = .text(String(rest))
        break
      }
      nodes.removeLast()
    }
    return nodes
  }
}
