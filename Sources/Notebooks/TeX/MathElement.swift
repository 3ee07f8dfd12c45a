/// An element of MathML.
struct MathElement {
  var name: String
  var attributes: [(name: String, value: String)] = []
  /// The text of a token element; not escaped yet.
  var text = ""
  var children: [MathElement] = []

  static func identifier(_ text: String, isUpright: Bool = false) -> MathElement {
    // Of one letter MathML makes italics by itself, of more it doesn't.
    let needsVariant = isUpright && text.unicodeScalars.count == 1
    return MathElement(name: "mi", attributes: needsVariant ? [("mathvariant", "normal")] : [], text: text)
  }

  static func number(_ text: String) -> MathElement { MathElement(name: "mn", text: text) }

  static func text(_ text: String) -> MathElement {
    // Spaces at the ends of a text count in TeX, and don't in MathML.
    var words = text
    if words.first == " " { words = "\u{A0}" + words.dropFirst() }
    if words.last == " " { words = words.dropLast() + "\u{A0}" }
    return MathElement(name: "mtext", text: words)
  }

  static func operation(_ text: String, _ attributes: [(name: String, value: String)] = []) -> MathElement {
    MathElement(name: "mo", attributes: attributes, text: text)
  }

  static func space(_ width: String) -> MathElement {
    MathElement(name: "mspace", attributes: [("width", width)])
  }

  /// The one element, or a row of several.
  static func row(_ children: [MathElement]) -> MathElement {
    children.count == 1 ? children[0] : MathElement(name: "mrow", children: children)
  }

  static func element(
    _ name: String, _ attributes: [(name: String, value: String)] = [], _ children: MathElement...
  ) -> MathElement {
    MathElement(name: name, attributes: attributes, children: children)
  }

  mutating func set(_ name: String, _ value: String) {
    attributes.removeAll { $0.name == name }
    attributes.append((name, value))
  }

  func write(to markup: inout String) {
    markup += "<\(name)"
    for attribute in attributes { markup += " \(attribute.name)=\"\(Self.escaped(attribute.value))\"" }
    markup += ">"
    markup += Self.escaped(text)
    for child in children { child.write(to: &markup) }
    markup += "</\(name)>"
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(PageCharacter.isAllowed(character) ? character : "\u{FFFD}")
      }
    }
    return result
  }
}
