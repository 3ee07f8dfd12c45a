import Markup

extension TeXParser {
  /// The atom that a command makes. The parser is at the command.
  mutating func command(_ name: String) -> MathAtom? {
    if let atom = symbol(name) {
      advance()
      return atom
    }
    if let atom = construction(name) { return atom }
    let place = token.range.lowerBound
    advance()
    if let reason = TeXVocabulary.refusals[name] {
      error("'\\\(name)' \(reason)", at: place)
    } else if name.isEmpty {
      error("a backslash with nothing after it", at: place)
    } else {
      error("unknown command '\\\(name)'\(TeXVocabulary.hint(for: name))", at: place)
    }
    return MathAtom(element: .element("merror", [], .words("\\\(name)")))
  }

  // MARK: One character

  private func symbol(_ name: String) -> MathAtom? {
    if let text = TeXSymbols.letters[name] {
      return MathAtom(element: letter(text, isUpright: alphabet == .upright))
    }
    if let text = TeXSymbols.uprights[name] { return MathAtom(element: letter(text, isUpright: true)) }
    if let text = TeXSymbols.binaries[name] { return MathAtom(element: .operation(text), role: .binary) }
    if let text = TeXSymbols.relations[name] { return relation(name, text) }
    if let text = TeXSymbols.arrows[name] {
      return MathAtom(element: .operation(text, [("stretchy", "false")]), role: .relation)
    }
    if let text = TeXSymbols.sums[name] { return operation(text, takesLimits: true) }
    if let text = TeXSymbols.integrals[name] { return operation(text, takesLimits: false) }
    if TeXSymbols.functions.contains(name) {
      return MathAtom(element: .identifier(name), role: .function)
    }
    if let text = TeXSymbols.limitFunctions[name] {
      return MathAtom(element: .identifier(text), role: .function, takesLimits: true)
    }
    if let width = TeXSymbols.spaces[name] { return MathAtom(element: .space(width), role: .space) }
    return TeXSymbols.delimiters[name].map { plainDelimiter(name, $0) }
  }

  private func letter(_ text: String, isUpright: Bool) -> Element {
    var letters = ""
    for scalar in text.unicodeScalars {
      let isBold = alphabet == .bold || alphabet == .boldItalic
      // Only the bold alphabets have Greek letters.
      letters.unicodeScalars.append(
        isBold ? (isUpright ? MathAlphabet.bold : alphabet).letter(scalar) : scalar)
    }
    return .identifier(letters, isUpright: isUpright && letters == text)
  }

  private func relation(_ name: String, _ text: String) -> MathAtom {
    let element: Element =
      name == "mid"
      ? .operation(text, [("stretchy", "false"), ("lspace", "0.2778em"), ("rspace", "0.2778em")])
      : .operation(text, name == "parallel" ? [("stretchy", "false")] : [])
    return MathAtom(element: element, role: .relation)
  }

  private func operation(_ text: String, takesLimits: Bool) -> MathAtom {
    MathAtom(
      element: .operation(text, [("movablelimits", "false")]), role: .large, takesLimits: takesLimits)
  }

  private func plainDelimiter(_ name: String, _ text: String) -> MathAtom {
    if TeXSymbols.openings.contains(name) {
      return MathAtom(element: .operation(text, [("stretchy", "false"), ("form", "prefix")]), role: .opening)
    }
    if TeXSymbols.closings.contains(name) {
      return MathAtom(
        element: .operation(text, [("stretchy", "false"), ("form", "postfix")]), role: .closing)
    }
    return MathAtom(element: Self.bar(text))
  }

  // MARK: Constructions

  private mutating func construction(_ name: String) -> MathAtom? {
    if let alphabet = TeXVocabulary.alphabets[name] { return inAlphabet(alphabet, name) }
    if let accent = TeXVocabulary.accents[name] { return accented(accent, name) }
    if let brace = TeXVocabulary.braces[name] { return braced(brace, name) }
    if TeXVocabulary.texts.contains(name) { return text(name) }
    if TeXVocabulary.sizes[name] != nil { return sizedDelimiter(name) }
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac": return fraction(name)
    case "binom", "dbinom", "tbinom": return binomial(name)
    case "sqrt": return root()
    case "left": return fenced()
    case "begin": return environment()
    case "operatorname", "operatorname*": return namedOperator(name)
    case "overset", "underset", "stackrel": return stacked(name)
    case "xrightarrow", "xleftarrow": return longArrow(name)
    case "not": return negated()
    case "tag": return tag()
    case "substack": return substack()
    case "phantom", "hphantom", "vphantom": return phantom(name)
    case "smash": return smashed()
    case "boxed", "fbox", "cancel", "bcancel", "xcancel": return enclosed(name)
    case "bmod", "mod", "pmod": return modulo(name)
    case "mathop", "mathrel", "mathbin", "mathord", "mathopen", "mathclose", "mathpunct", "mathinner":
      return role(name)
    case "colon":
      advance();
      return MathAtom(
        element: .operation(":", [("lspace", "0"), ("rspace", "0.2778em")]), role: .punctuation)
    case "hspace", "mspace", "kern": return explicitSpace(name)
    default: return nil
    }
  }
}
