/// A child of an element. A string literal is text.
package enum Node: Hashable, Sendable {
  case element(Element)
  /// Text without escaping; the serializer escapes it.
  case text(String)
  /// Markup written verbatim: scripts, style sheets, and what a filter leaves of the author's HTML.
  case raw(String)

  package static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?>, _ children: [Node] = []
  ) -> Node {
    .element(Element(name, attributes, children))
  }

  package static func element(_ name: String, _ children: [Node] = []) -> Node {
    .element(Element(name, children))
  }
}

extension Node: ExpressibleByStringInterpolation {
  package init(stringLiteral text: String) { self = .text(text) }
}

extension [Node] {
  package static func text(_ text: String) -> [Node] { text.isEmpty ? [] : [.text(text)] }

  /// The nodes with a separator between them.
  package func separated(by separator: Node) -> [Node] {
    Array([[Node]](map { [$0] }).joined(separator: [separator]))
  }

  /// Each part on its own line; empty parts are left out.
  package static func lines(_ parts: [[Node]]) -> [Node] {
    Array(parts.filter { !$0.isEmpty }.joined(separator: ["\n"]))
  }

  /// Each node on its own line.
  package var lines: [Node] { separated(by: "\n") }
}

extension Node {
  /// An element with its tags and each of its parts on separate lines.
  package static func block(
    _ name: String, _ attributes: KeyValuePairs<String, String?>, _ parts: [[Node]]
  ) -> Node {
    .element(Element(name, attributes, ["\n"] + .lines(parts) + ["\n"]))
  }

  package static func block(_ name: String, _ parts: [[Node]]) -> Node { block(name, [:], parts) }
}
