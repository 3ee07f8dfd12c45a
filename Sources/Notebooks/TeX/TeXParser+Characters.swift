import Markup

extension TeXParser {
  /// An atom without its scripts.
  mutating func nucleus() -> MathAtom? {
    switch token.kind {
    case .open:
      return MathAtom(element: .row(MathAtom.spaced(group())))
    case .command(let name):
      return command(name)
    case .character(let scalar):
      return character(scalar)
    default:
      error("something is missing here")
      advance()
      return nil
    }
  }

  private mutating func character(_ scalar: Unicode.Scalar) -> MathAtom? {
    if scalar.properties.numericType == .decimal { return number() }
    if scalar.properties.isAlphabetic { return letters() }
    let place = token.range.lowerBound
    advance()
    switch scalar {
    case "+", "±", "×", "·", "∗": return MathAtom(element: .operation(String(scalar)), role: .binary)
    case "-": return MathAtom(element: .operation("−"), role: .binary)
    case "*": return MathAtom(element: .operation("∗"), role: .binary)
    case "/": return MathAtom(element: .operation("/", [("lspace", "0"), ("rspace", "0")]))
    case "=", "<", ">", ":": return MathAtom(element: .operation(String(scalar)), role: .relation)
    case "(", "[":
      return MathAtom(element: .operation(String(scalar), [("stretchy", "false")]), role: .opening)
    case ")", "]":
      return MathAtom(element: .operation(String(scalar), [("stretchy", "false")]), role: .closing)
    case "!", "?":
      return MathAtom(
        element: .operation(String(scalar), [("lspace", "0"), ("rspace", "0")]), role: .closing)
    case "|": return MathAtom(element: Self.bar("|"))
    case ",", ";": return MathAtom(element: .operation(String(scalar)), role: .punctuation)
    case ".": return MathAtom(element: .operation(".", [("lspace", "0"), ("rspace", "0")]))
    case "~": return MathAtom(element: .space("0.25em"), role: .space)
    case "#", "$":
      error("'\(scalar)' must be written '\\\(scalar)'", at: place)
      return nil
    default: return MathAtom(element: .operation(String(scalar)), role: .ordinary)
    }
  }

  /// A bar, which may open or close, so it gets no space on either side.
  static func bar(_ text: String) -> Element {
    .operation(text, [("stretchy", "false"), ("lspace", "0"), ("rspace", "0")])
  }

  /// Digits, with points between them.
  private mutating func number() -> MathAtom {
    var text = ""
    while case .character(let scalar) = token.kind {
      let next = lexer.position < source.count ? source.bytes[lexer.position] : 0
      let isPoint = scalar == "." && !text.isEmpty && next.isDigit
      guard scalar.properties.numericType == .decimal || isPoint else { break }
      text.unicodeScalars.append(alphabet.letter(scalar))
      advance()
      // In `x^12` and `\frac12` the argument is only the 1.
      if takesOneCharacter { break }
    }
    return MathAtom(element: .number(text))
  }

  /// A letter, or a whole word if the alphabet makes words.
  private mutating func letters() -> MathAtom {
    var text = ""
    while case .character(let scalar) = token.kind, scalar.properties.isAlphabetic {
      text.unicodeScalars.append(alphabet.letter(scalar))
      advance()
      if !alphabet.makesWords || takesOneCharacter { break }
    }
    return MathAtom(element: .identifier(text, isUpright: alphabet == .upright))
  }
}
