/// Writes trees as markup. Nothing else does.
///
/// The result is HTML in which drawings are well-formed XML, so that a drawing can also be saved as a file.
struct Serializer {
  private(set) var markup = ""

  mutating func write(_ nodes: [Node], inDrawing: Bool = false) {
    for node in nodes {
      switch node {
      case .element(let element): write(element, inDrawing: inDrawing)
      case .text(let text): Escaper.append(text, to: &markup)
      case .raw(let text): markup += text
      }
    }
  }

  mutating func write(_ element: Element, inDrawing: Bool = false) {
    let inDrawing = inDrawing || element.name == "svg"
    markup += "<"
    markup += element.name
    for attribute in element.attributes { write(attribute, inDrawing: inDrawing) }
    if element.children.isEmpty {
      if inDrawing {
        markup += "/>"
        return
      }
      markup += ">"
      if Serializer.void.contains(element.name) { return }
    } else {
      markup += ">"
      write(element.children, inDrawing: inDrawing)
    }
    markup += "</"
    markup += element.name
    markup += ">"
  }

  /// In HTML, an attribute with an empty value is only a name (`hidden`), except `alt`, which is written in
  /// full.
  private mutating func write(_ attribute: Attribute, inDrawing: Bool) {
    markup += " "
    markup += attribute.name
    if attribute.value.isEmpty, !inDrawing, attribute.name != "alt" { return }
    markup += "=\""
    Escaper.append(attribute.value, to: &markup)
    markup += "\""
  }

  /// The HTML elements without an end tag.
  private static let void: Set<String> = ["br", "hr", "img", "input", "meta"]
}

extension Element {
  package var markup: String {
    var serializer = Serializer()
    serializer.write(self)
    return serializer.markup
  }
}

extension [Node] {
  package var markup: String {
    var serializer = Serializer()
    serializer.write(self)
    return serializer.markup
  }
}
