import Markup

/// Brackets that grow.
extension TeXParser {
  /// A bracket that grows with the content next to it.
  static func fence(_ text: String, isOpening: Bool) -> Element {
    .operation(
      text, [("stretchy", "true"), ("fence", "true"), ("form", isOpening ? "prefix" : "postfix")])
  }

  /// The bracket after `\left` and similar commands, at the parser's position; empty for a point, which means
  /// none.
  mutating func delimiter() -> String? {
    let result: String?
    switch token.kind {
    case .character("."): result = ""
    case .character("<"): result = "⟨"
    case .character(">"): result = "⟩"
    case .character(let scalar) where "()[]|/".unicodeScalars.contains(scalar): result = String(scalar)
    case .command(let name): result = TeXSymbols.delimiters[name]
    default: result = nil
    }
    guard let result else {
      error("expected a bracket like '(' or '\\langle', or '.' for none")
      return nil
    }
    advance()
    return result
  }

  /// The formula from `\left` to `\right`.
  mutating func fenced() -> MathAtom {
    let start = token.range.lowerBound
    advance()
    let opening = delimiter() ?? ""
    var row = opening.isEmpty ? [] : [Self.fence(opening, isOpening: true)]
    var closing = ""
    parts: while true {
      row += MathAtom.spaced(nested([]) { $0.list() })
      switch token.kind {
      case .command("right"):
        advance()
        closing = delimiter() ?? ""
        break parts
      case .command("middle"):
        advance()
        row.append(
          .operation(
            delimiter() ?? "", [("stretchy", "true"), ("lspace", "0.1667em"), ("rspace", "0.1667em")]))
      default:
        error("this '\\left' has no '\\right'", at: start)
        break parts
      }
    }
    if !closing.isEmpty { row.append(Self.fence(closing, isOpening: false)) }
    return MathAtom(element: .element("mrow", [], row))
  }

  /// `\big(` and similar commands.
  mutating func sizedDelimiter(_ name: String) -> MathAtom {
    advance()
    let height = TeXVocabulary.sizes[name] ?? "1em"
    guard let text = delimiter() else { return MathAtom(element: .element("mrow")) }
    let isOpening = name.hasSuffix("l") || "([{⟨⌈⌊⟦".contains(text)
    let isClosing = name.hasSuffix("r") || ")]}⟩⌉⌋⟧".contains(text)
    var element = Element.operation(
      text, [("stretchy", "true"), ("symmetric", "true"), ("minsize", height), ("maxsize", height)])
    if !isOpening, !isClosing {
      element["lspace"] = "0"
      element["rspace"] = "0"
      return MathAtom(element: element)
    }
    element["form"] = isOpening ? "prefix" : "postfix"
    return MathAtom(element: element, role: isOpening ? .opening : .closing)
  }
}
