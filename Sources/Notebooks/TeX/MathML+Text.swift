import Markup

extension MathML {
  /// The formula as one would type it: `softmax(qkᵀ / √d)`. For titles and the search.
  public var text: String {
    let text = MathText.text(of: element)
    return text.split(separator: " ").joined(separator: " ")
  }
}

/// Writes MathML as a line of text.
private enum MathText {
  static func text(of element: Element) -> String {
    let parts = element.children.compactMap { if case .element(let child) = $0 { child } else { nil } }
    func part(_ index: Int) -> Element { index < parts.count ? parts[index] : Element("mrow") }
    switch element.name {
    case "mi", "mn", "mtext", "ms": return plain(element)
    case "mo": return operation(plain(element))
    case "mspace": return " "
    case "mphantom": return ""
    case "mfrac": return grouped(part(0)) + " / " + grouped(part(1))
    case "msqrt":
      return "√" + grouped(parts.count == 1 ? part(0) : Element(name: "mrow", children: element.children))
    case "mroot": return raised(part(1)) + "√" + grouped(part(0))
    case "msup": return grouped(part(0)) + raised(part(1))
    case "msub", "munder": return base(part(0)) + lowered(part(1)) + gap(after: part(0))
    case "mover": return accented(part(0), by: part(1))
    case "msubsup", "munderover":
      return base(part(0)) + lowered(part(1)) + raised(part(2)) + gap(after: part(0))
    case "mtable": return parts.map(text).joined(separator: "; ")
    case "mtr": return parts.map(text).joined(separator: ", ")
    default: return row(parts)
    }
  }

  /// A name of several letters is a word, with a space before the letter that follows.
  private static func row(_ parts: [Element]) -> String {
    var line = ""
    var endsWithWord = false
    for part in parts {
      let isSign = line.isEmpty || line.hasSuffix("(")
      let next = isSign && part.name == "mo" ? trimmed(part) : text(of: part)
      let beginsWithLetter = next.first.map { $0.isLetter || $0.isNumber } ?? false
      let isWord = part.name == "mi" && next.count > 1
      if beginsWithLetter, endsWithWord || (isWord && line.last?.isLetter ?? false) { line += " " }
      line += next
      if !next.isEmpty { endsWithWord = isWord }
    }
    return line
  }

  /// The base of indices, without the spaces of an operator.
  private static func base(_ element: Element) -> String {
    element.name == "mo" ? trimmed(element) : text(of: element)
  }

  private static func gap(after base: Element) -> String { base.name == "mo" ? " " : "" }

  private static func plain(_ element: Element) -> String {
    let text = element.children.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    // function application, invisible times and the like
    return String(text.filter { !("\u{2061}"..."\u{2064}").contains($0) })
  }

  /// Relations and sums have spaces around them, brackets none.
  private static func operation(_ sign: String) -> String {
    switch sign {
    case ",", ";", ":": sign + " "
    case "(", ")", "[", "]", "{", "}", "|", "∣", "‖", "!", "′", ".", "∂", "∇": sign
    default: " \(sign) "
    }
  }

  /// In parentheses if it has several parts.
  private static func grouped(_ element: Element) -> String {
    let line = text(of: element)
    let isOne =
      line.count == 1 || element.name.hasPrefix("m") && !line.contains(" ") && element.name != "mrow"
    return isOne || line.hasPrefix("(") && line.hasSuffix(")") ? line : "(\(line))"
  }

  private static func raised(_ element: Element) -> String {
    let line = trimmed(element)
    if ["⊤", "𝖳", "T", "⊺"].contains(line) { return "ᵀ" }
    return mapped(line, to: "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱᵏᵗ", from: "0123456789+−nikt")
      ?? (line == "′" ? line : "^" + grouped(element))
  }

  private static func lowered(_ element: Element) -> String {
    let line = trimmed(element)
    return mapped(line, to: "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", from: "0123456789+−aehijklmnoprstuvx")
      ?? "_" + grouped(element)
  }

  private static func trimmed(_ element: Element) -> String { text(of: element).filter { $0 != " " } }

  private static func mapped(_ text: String, to signs: String, from letters: String) -> String? {
    let table = Dictionary(zip(letters, signs), uniquingKeysWith: { first, _ in first })
    let result = text.compactMap { table[$0] }
    return result.count == text.count ? String(result) : nil
  }

  private static func accented(_ base: Element, by accent: Element) -> String {
    let marks: [String: String] = [
      "^": "\u{302}", "ˆ": "\u{302}", "~": "\u{303}", "˜": "\u{303}", "¯": "\u{304}", "‾": "\u{304}",
      "˙": "\u{307}", "→": "\u{20D7}",
    ]
    if let mark = marks[trimmed(accent)] { return text(of: base) + mark }
    return text(of: base) + raised(accent)
  }
}
