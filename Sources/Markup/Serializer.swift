/// Writes trees as markup. Nothing else does.
///
/// The result is HTML in which drawings are well-formed XML, so that a drawing can also be saved as a file.
struct Serializer {
  private var bytes: [UInt8] = []

  var markup: String { String(decoding: bytes, as: UTF8.self) }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes += $0 }
  }

  mutating func write(_ nodes: [Node], inDrawing: Bool = false) {
    for node in nodes {
      switch node {
      case .element(let element): write(element, inDrawing: inDrawing)
      case .text(let text): Escaper.append(text, to: &bytes)
      case .raw(let text): append(text)
      }
    }
  }

  mutating func write(_ element: Element, inDrawing: Bool = false) {
    let inDrawing = inDrawing || element.name == "svg"
    append("<")
    append(element.name)
    for attribute in element.attributes { write(attribute, inDrawing: inDrawing) }
    if element.children.isEmpty {
      if inDrawing {
        append("/>")
        return
      }
      append(">")
      if Serializer.void.contains(element.name) { return }
    } else {
      append(">")
      write(element.children, inDrawing: inDrawing)
    }
    append("</")
    append(element.name)
    append(">")
  }

  /// In HTML, an attribute with an empty value is only a name (`hidden`), except `alt`, which is written in
  /// full.
  private mutating func write(_ attribute: Attribute, inDrawing: Bool) {
    append(" ")
    append(attribute.name)
    if attribute.value.isEmpty, !inDrawing, attribute.name != "alt" { return }
    append("=\"")
    Escaper.append(attribute.value, to: &bytes)
    append("\"")
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
