/// The commands that take arguments. At the beginning of each function the parser is at the command.
extension TeXParser {
  mutating func inAlphabet(_ new: MathAlphabet, _ name: String) -> MathAtom {
    advance()
    let outer = alphabet
    alphabet = new
    defer { alphabet = outer }
    // `\bf` and its like hold to the end of the group.
    if ["bf", "rm", "cal"].contains(name) { return MathAtom(element: .row(MathAtom.spaced(list()))) }
    guard case .open = token.kind else { return MathAtom(element: argument(of: "'\\\(name)'")) }
    let atoms = group()
    return atoms.count == 1 ? atoms[0] : MathAtom(element: .row(MathAtom.spaced(atoms)))
  }

  mutating func accented(_ accent: TeXVocabulary.Accent, _ name: String) -> MathAtom {
    advance()
    let base = argument(of: "'\\\(name)'")
    if accent.mark.isEmpty {
      // A line as long as the thing: fonts rarely have one that stretches.
      let side = accent.isBelow ? "bottom" : "top"
      let style = "border-\(side):0.06em solid;padding-\(side):0.12em"
      return MathAtom(element: MathElement(name: "mrow", attributes: [("style", style)], children: [base]))
    }
    let mark = MathElement.operation(accent.mark, [("stretchy", accent.stretches ? "true" : "false")])
    let element =
      accent.isBelow
      ? MathElement.element("munder", [("accentunder", "true")], base, mark)
      : MathElement.element("mover", [("accent", "true")], base, mark)
    return MathAtom(element: element)
  }

  mutating func braced(_ brace: TeXVocabulary.Accent, _ name: String) -> MathAtom {
    var atom = accented(brace, name)
    atom.alwaysTakesLimits = true
    return atom
  }

  mutating func fraction(_ name: String) -> MathAtom {
    advance()
    let outer = isDisplayed
    isDisplayed = false
    let parts = [argument(of: "'\\\(name)'"), argument(of: "'\\\(name)'")]
    isDisplayed = outer
    let fraction = MathElement(name: "mfrac", children: parts)
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

  mutating func binomial(_ name: String) -> MathAtom {
    advance()
    let outer = isDisplayed
    isDisplayed = false
    let parts = [argument(of: "'\\\(name)'"), argument(of: "'\\\(name)'")]
    isDisplayed = outer
    let stack = MathElement(name: "mfrac", attributes: [("linethickness", "0")], children: parts)
    return MathAtom(
      element: MathElement(
        name: "mrow", children: [Self.fence("(", isOpening: true), stack, Self.fence(")", isOpening: false)]))
  }

  mutating func root() -> MathAtom {
    advance()
    guard token.kind == .character("[") else {
      return MathAtom(element: .element("msqrt", [], argument(of: "'\\sqrt'")))
    }
    let start = token.range.lowerBound
    advance()
    let degree = MathElement.row(MathAtom.spaced(nested([]) { $0.list(until: "]") }))
    if token.kind == .character("]") { advance() } else { error("this '[' is not closed", at: start) }
    return MathAtom(element: .element("mroot", [], argument(of: "'\\sqrt'"), degree))
  }

  mutating func stacked(_ name: String) -> MathAtom {
    advance()
    let script = argument(of: "'\\\(name)'")
    let place = token.kind
    var base = MathAtom(element: argument(of: "'\\\(name)'"))
    if case .command(let command) = place,
      TeXSymbols.relations[command] != nil || TeXSymbols.arrows[command] != nil
    {
      base.role = .relation
    } else if place == .character("=") || name == "stackrel" {
      base.role = .relation
    }
    base.element = .element(name == "underset" ? "munder" : "mover", [], base.element, script)
    return base
  }

  mutating func longArrow(_ name: String) -> MathAtom {
    advance()
    let arrow = MathElement.operation(name == "xrightarrow" ? "→" : "←", [("stretchy", "true")])
    // The arrow is as long as what stands above it.
    let label = MathElement.element(
      "mrow", [], .space("0.5em"), argument(of: "'\\\(name)'"), .space("0.5em"))
    return MathAtom(element: .element("mover", [], arrow, label), role: .relation)
  }

  mutating func negated() -> MathAtom {
    advance()
    var atom = nested(nil) { $0.nucleus() } ?? MathAtom(element: .operation(""))
    if let last = atom.element.text.unicodeScalars.last, last != " " {
      atom.element.text = (atom.element.text + "\u{338}").precomposed
    }
    return atom
  }

  mutating func phantom() -> MathAtom {
    advance()
    return MathAtom(element: .element("mphantom", [], argument(of: "'\\phantom'")))
  }

  mutating func modulo(_ name: String) -> MathAtom {
    advance()
    if name == "bmod" {
      return MathAtom(
        element: .operation("mod", [("lspace", "0.2222em"), ("rspace", "0.2222em")]), role: .relation)
    }
    let modulus = argument(of: "'\\\(name)'")
    let word = [MathElement.space("1em"), .identifier("mod"), .space("0.3333em"), modulus]
    let fenced = [Self.fence("(", isOpening: true)] + word.dropFirst() + [Self.fence(")", isOpening: false)]
    return MathAtom(element: MathElement(name: "mrow", children: name == "mod" ? word : [word[0]] + fenced))
  }

  /// A thing that is to be taken for another role than its own.
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
  /// The one character that Unicode has for a sign and the stroke through it, where it has one.
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
