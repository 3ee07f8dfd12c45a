import Markup

/// The commands that take arguments. Each function starts with the parser at the command.
extension TeXParser {
  mutating func inAlphabet(_ new: MathAlphabet, _ name: String) -> MathAtom {
    advance()
    let outer = alphabet
    alphabet = new
    defer { alphabet = outer }
    // `\bf` and similar commands apply until the end of the group.
    if ["bf", "rm", "cal"].contains(name) { return MathAtom(element: .row(MathAtom.spaced(list()))) }
    guard case .open = token.kind else { return MathAtom(element: argument(of: "'\\\(name)'")) }
    let atoms = group()
    return atoms.count == 1 ? atoms[0] : MathAtom(element: .row(MathAtom.spaced(atoms)))
  }

  mutating func accented(_ accent: TeXVocabulary.Accent, _ name: String) -> MathAtom {
    advance()
    let base = argument(of: "'\\\(name)'")
    if accent.mark.isEmpty {
      // A line as long as its base: fonts rarely have one that stretches.
      let side = accent.isBelow ? "bottom" : "top"
      let style = "border-\(side):0.06em solid;padding-\(side):0.12em"
      return MathAtom(element: .element("mrow", [("style", style)], [base]))
    }
    let mark = Element.operation(accent.mark, [("stretchy", accent.stretches ? "true" : "false")])
    let element =
      accent.isBelow
      ? Element.element("munder", [("accentunder", "true")], base, mark)
      : Element.element("mover", [("accent", "true")], base, mark)
    return MathAtom(element: element)
  }

  mutating func braced(_ brace: TeXVocabulary.Accent, _ name: String) -> MathAtom {
    var atom = accented(brace, name)
    atom.alwaysTakesLimits = true
    return atom
  }

  mutating func fraction(_ name: String) -> MathAtom {
    let fraction = Element.element("mfrac", [], twoInlineArguments(of: name))
    switch name {
    case "dfrac", "cfrac":
      return MathAtom(
        element: .element("mstyle", [("displaystyle", "true"), ("scriptlevel", "0")], fraction))
    case "tfrac":
      return MathAtom(element: .element("mstyle", [("displaystyle", "false")], fraction))
    default:
      return MathAtom(element: fraction)
    }
  }

  /// The two parts of a fraction, which are not displayed even if the fraction is.
  private mutating func twoInlineArguments(of name: String) -> [Element] {
    advance()
    let outer = isDisplayed
    isDisplayed = false
    defer { isDisplayed = outer }
    return [argument(of: "'\\\(name)'"), argument(of: "'\\\(name)'")]
  }

  mutating func binomial(_ name: String) -> MathAtom {
    let stack = Element.element("mfrac", [("linethickness", "0")], twoInlineArguments(of: name))
    return MathAtom(
      element: .element(
        "mrow", [], Self.fence("(", isOpening: true), stack, Self.fence(")", isOpening: false)))
  }

  mutating func root() -> MathAtom {
    advance()
    guard token.kind == .character("[") else {
      return MathAtom(element: .element("msqrt", [], argument(of: "'\\sqrt'")))
    }
    let start = token.range.lowerBound
    advance()
    let degree = Element.row(MathAtom.spaced(nested([]) { $0.list(until: "]") }))
    if token.kind == .character("]") { advance() } else { error("this '[' is not closed", at: start) }
    return MathAtom(element: .element("mroot", [], argument(of: "'\\sqrt'"), degree))
  }

  mutating func stacked(_ name: String) -> MathAtom {
    advance()
    let script = argument(of: "'\\\(name)'")
    let first = token.kind
    var base = MathAtom(element: argument(of: "'\\\(name)'"))
    if case .command(let command) = first,
      TeXSymbols.relations[command] != nil || TeXSymbols.arrows[command] != nil
    {
      base.role = .relation
    } else if first == .character("=") || name == "stackrel" {
      base.role = .relation
    }
    base.element = .element(name == "underset" ? "munder" : "mover", [], base.element, script)
    return base
  }

  mutating func longArrow(_ name: String) -> MathAtom {
    advance()
    let arrow = Element.operation(name == "xrightarrow" ? "→" : "←", [("stretchy", "true")])
    // The arrow is as long as the text above it.
    let label = Element.element(
      "mrow", [], .space("0.5em"), argument(of: "'\\\(name)'"), .space("0.5em"))
    return MathAtom(element: .element("mover", [], arrow, label), role: .relation)
  }

  mutating func negated() -> MathAtom {
    advance()
    var atom = nested(nil) { $0.nucleus() } ?? MathAtom(element: .operation(""))
    if case .text(let text)? = atom.element.children.last, text.unicodeScalars.last != " " {
      atom.element.children = .text((text + "\u{338}").precomposed)
    }
    return atom
  }

  /// An invisible argument that takes up its space: with `\hphantom` only its width, with `\vphantom` its
  /// height.
  mutating func phantom(_ name: String) -> MathAtom {
    advance()
    let phantom = Element.element("mphantom", [], argument(of: "'\\\(name)'"))
    switch name {
    case "hphantom":
      return MathAtom(element: .element("mpadded", [("height", "0"), ("depth", "0")], phantom))
    case "vphantom": return MathAtom(element: .element("mpadded", [("width", "0")], phantom))
    default: return MathAtom(element: phantom)
    }
  }

  /// `\smash`: a visible argument without height. With `[t]` or `[b]`, only the height or only the depth is
  /// zero.
  mutating func smashed() -> MathAtom {
    advance()
    var sides = ["height", "depth"]
    if token.kind == .character("[") {
      let start = token.range.lowerBound
      advance()
      if token.kind == .character("t") {
        sides = ["height"]
      } else if token.kind == .character("b") {
        sides = ["depth"]
      }
      if sides.count == 1 { advance() }
      if sides.count == 1, token.kind == .character("]") {
        advance()
      } else {
        error("'\\smash' takes '[t]' or '[b]'", at: start)
      }
    }
    return MathAtom(element: .element("mpadded", sides.map { ($0, "0") }, argument(of: "'\\smash'")))
  }

  /// An argument in a box, or struck out. Not all browsers draw these with MathML elements, but all do with
  /// CSS.
  mutating func enclosed(_ name: String) -> MathAtom {
    advance()
    let content = argument(of: "'\\\(name)'")
    func stroke(_ side: String) -> String {
      let (from, to) = ("calc(50% - 0.035em)", "calc(50% + 0.035em)")
      return
        "linear-gradient(to \(side) right,transparent \(from),currentColor \(from),currentColor \(to),transparent \(to))"
    }
    let strokes = [
      "cancel": [stroke("top")], "bcancel": [stroke("bottom")], "xcancel": [stroke("top"), stroke("bottom")],
    ]
    let style =
      strokes[name].map { "background:\($0.joined(separator: ","));print-color-adjust:exact" }
      ?? "border:0.06em solid;padding:0.25em 0.35em"
    return MathAtom(element: .element("mrow", [("style", style)], [content]))
  }

  mutating func modulo(_ name: String) -> MathAtom {
    advance()
    if name == "bmod" {
      return MathAtom(
        element: .operation("mod", [("lspace", "0.2222em"), ("rspace", "0.2222em")]), role: .relation)
    }
    let modulus = argument(of: "'\\\(name)'")
    let word = [Element.space("1em"), .identifier("mod"), .space("0.3333em"), modulus]
    let fenced = [Self.fence("(", isOpening: true)] + word.dropFirst() + [Self.fence(")", isOpening: false)]
    return MathAtom(element: .element("mrow", [], name == "mod" ? word : [word[0]] + fenced))
  }

  /// An argument that is given another role.
  mutating func role(_ name: String) -> MathAtom {
    advance()
    var atom = MathAtom(element: argument(of: "'\\\(name)'"))
    switch name {
    case "mathop": (atom.role, atom.takesLimits) = (.function, true)
    case "mathrel": atom.role = .relation
    case "mathbin": atom.role = .binary
    case "mathopen": atom.role = .opening
    case "mathclose": atom.role = .closing
    case "mathpunct": atom.role = .punctuation
    default: break
    }
    return atom
  }
}

extension String {
  /// Unicode's single character for a sign with a stroke through it, if there is one.
  fileprivate var precomposed: String {
    let strokes = [
      "=": "≠", "∈": "∉", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "∼": "≁", "≈": "≉", "≡": "≢", "⊂": "⊄",
      "⊆": "⊈",
      "∃": "∄", "∥": "∦", "∣": "∤", "→": "↛", "⇒": "⇏",
    ]
    guard let first = unicodeScalars.first, unicodeScalars.count == 2 else { return self }
    return strokes[String(first)] ?? self
  }
}
