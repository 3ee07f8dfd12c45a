import Markup
import Notebooks

/// Titles and headings in lists: in the contents, on cards, in links to other pages.
extension PageRenderer {
  /// The line for use inside a link on any page: with formulas and emphasis, but without links, notes,
  /// pictures and anchors.
  func label(_ inlines: [Inline]) -> [Node] {
    var page = self
    return page.inlines(labelled(inlines)).trimmingBlanks
  }

  private func labelled(_ inlines: [Inline]) -> [Inline] {
    inlines.flatMap { inline -> [Inline] in
      switch inline {
      case .text, .code, .mathematics: [inline]
      case .emphasis(let content): [.emphasis(labelled(content))]
      case .strong(let content): [.strong(labelled(content))]
      case .link(let content, _, _): labelled(content)
      case .image(let alternative, _, _): labelled(alternative)
      case .value, .reference: [.text(plainText([inline]))]
      case .softBreak, .lineBreak: [.text(" ")]
      case .footnote, .html: []
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
