import Markup

/// The commands whose arguments are words, not mathematics.
extension TeXParser {
  /// The bytes between the braces that should follow here. Moves the parser past them.
  ///
  /// - Parameter message: the error if no braces follow.
  mutating func rawGroup(orError message: String) -> SourceText? {
    guard case .open = token.kind else {
      error(message)
      return nil
    }
    let start = token.range.lowerBound
    lexer.rewind(to: token.range.upperBound)
    guard let range = lexer.rawGroup() else {
      error("this '{' is not closed", at: start)
      advance()
      return nil
    }
    advance()
    return source[range]
  }

  private mutating func rawArgument(of owner: String) -> SourceText? {
    rawGroup(orError: "\(owner) needs an argument in braces")
  }

  mutating func text(_ name: String) -> MathAtom {
    advance()
    guard let words = rawArgument(of: "'\\\(name)'") else { return MathAtom(element: .element("mrow")) }
    var element = Element.words(plain(words))
    switch name {
    case "textbf": element["style"] = "font-weight:bold"
    case "textit": element["style"] = "font-style:italic"
    case "texttt": element["style"] = "font-family:monospace"
    case "textsf": element["style"] = "font-family:sans-serif"
    default: break
    }
    return MathAtom(element: element)
  }

  /// The words without the backslashes that escape TeX's special characters.
  private func plain(_ words: SourceText) -> String {
    var result = ""
    var isEscaped = false
    for (offset, scalar) in words.string.unicodeScalars.enumerated() {
      if isEscaped {
        isEscaped = false
        if scalar.properties.isAlphabetic {
          diagnostics(in: words, offset)
          result += "\\"
        }
        result.unicodeScalars.append(scalar == "," ? "\u{2009}" : scalar)
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "~" || scalar == "\n" {
        result += scalar == "~" ? "\u{A0}" : " "
      } else if scalar != "{", scalar != "}" {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private func diagnostics(in words: SourceText, _ scalars: Int) {
    let before = words.string.unicodeScalars.prefix(max(0, scalars - 1)).reduce(0) { $0 + UTF8.width($1) }
    error("a command cannot stand in '\\text'", in: words, at: before)
  }

  mutating func namedOperator(_ name: String) -> MathAtom {
    advance()
    guard let words = rawArgument(of: "'\\operatorname'") else { return MathAtom(element: .element("mrow")) }
    let text = words.string.replacing("\\,", with: "\u{2009}").replacing("\\ ", with: " ").replacing(
      "~", with: "\u{A0}")
    if text.contains("\\") { error("a command cannot stand in '\\operatorname'", in: words, at: 0) }
    return MathAtom(
      element: .identifier(text.trimmingBlanks, isUpright: true), role: .function,
      takesLimits: name == "operatorname*")
  }

  mutating func tag() -> MathAtom {
    advance()
    guard let words = rawArgument(of: "'\\tag'") else { return MathAtom(element: .element("mrow")) }
    return MathAtom(element: .element("mrow", [], .space("2em"), .words("(\(plain(words)))")), role: .space)
  }

  mutating func explicitSpace(_ name: String) -> MathAtom {
    advance()
    guard let words = rawArgument(of: "'\\\(name)'") else {
      return MathAtom(element: .element("mrow"), role: .space)
    }
    let text = words.trimmed.string
    let number = text.prefix { $0.isNumber || $0 == "." || $0 == "-" }
    let unit = text.dropFirst(number.count)
    guard let length = Double(number), abs(length) < 100, ["em", "ex", "mu", "pt"].contains(String(unit))
    else {
      error("expected a length like '1em'", in: words, at: 0)
      return MathAtom(element: .element("mrow"), role: .space)
    }
    let width = unit == "mu" ? "\(length / 18)em" : "\(number)\(unit)"
    return MathAtom(element: .space(width), role: .space)
  }
}
