import Markup

/// The elements of MathML that formulas are made of.
extension Element {
  static func identifier(_ text: String, isUpright: Bool = false) -> Element {
    // MathML sets one-letter identifiers in italics and longer ones upright.
    let needsVariant = isUpright && text.unicodeScalars.count == 1
    return token("mi", needsVariant ? [("mathvariant", "normal")] : [], text)
  }

  static func number(_ text: String) -> Element { token("mn", [], text) }

  static func words(_ text: String) -> Element {
    // TeX keeps spaces at the ends of a text, but MathML drops them.
    var words = text
    if words.first == " " { words = "\u{A0}" + words.dropFirst() }
    if words.last == " " { words = words.dropLast() + "\u{A0}" }
    return token("mtext", [], words)
  }

  static func operation(_ text: String, _ attributes: [(name: String, value: String)] = []) -> Element {
    token("mo", attributes, text)
  }

  static func space(_ width: String) -> Element { .element("mspace", [("width", width)]) }

  /// The element itself if there is only one, otherwise a row.
  static func row(_ children: [Element]) -> Element {
    children.count == 1 ? children[0] : .element("mrow", [], children)
  }

  static func element(
    _ name: String, _ attributes: [(name: String, value: String)] = [], _ children: Element...
  ) -> Element {
    element(name, attributes, children)
  }

  static func element(
    _ name: String, _ attributes: [(name: String, value: String)], _ children: [Element]
  ) -> Element {
    Element(
      name: name, attributes: attributes.map { Attribute(name: $0.name, value: $0.value) },
      children: children.map { .element($0) })
  }

  private static func token(
    _ name: String, _ attributes: [(name: String, value: String)], _ text: String
  ) -> Element {
    var element = element(name, attributes)
    element.children = .text(text)
    return element
  }
}
