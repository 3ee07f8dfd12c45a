/// What an element may hold. A string literal is text.
package enum Node: Hashable, Sendable {
  case element(Element)
  /// Text as it is meant; the serializer escapes it.
  case text(String)
  /// Markup that is written as it is: an author's own HTML where a notebook allows it, scripts and style sheets.
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

  /// The nodes with something between them.
  package func separated(by separator: Node) -> [Node] {
    Array([[Node]](map { [$0] }).joined(separator: [separator]))
  }

  /// Each part on a line of its own; those without content are left out.
  package static func lines(_ parts: [[Node]]) -> [Node] {
    Array(parts.filter { !$0.isEmpty }.joined(separator: ["\n"]))
  }

  /// Each node on a line of its own.
  package var lines: [Node] { separated(by: "\n") }
}

extension Node {
  /// An element whose parts are on lines of their own, and so are its tags.
  package static func block(
    _ name: String, _ attributes: KeyValuePairs<String, String?>, _ parts: [[Node]]
  ) -> Node {
    .element(Element(name, attributes, ["\n"] + .lines(parts) + ["\n"]))
  }

  package static func block(_ name: String, _ parts: [[Node]]) -> Node { block(name, [:], parts) }
}
