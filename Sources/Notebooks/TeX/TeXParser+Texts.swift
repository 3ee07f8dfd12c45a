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
    guard let text = words(of: name) else { return MathAtom(element: .element("mrow")) }
    var element = Element.words(text)
    switch name {
    case "textbf": element["style"] = "font-weight:bold"
    case "textit": element["style"] = "font-style:italic"
    case "texttt": element["style"] = "font-family:monospace"
    case "textsf": element["style"] = "font-family:sans-serif"
    default: break
    }
    return MathAtom(element: element)
  }

  /// The words in the braces after a command; `nil` if there are none. Each command among them is an error.
  private mutating func words(of name: String) -> String? {
    guard let words = rawArgument(of: "'\\\(name)'") else { return nil }
    let (text, commands) = Self.withoutEscapes(words.string)
    for place in commands { error("a command cannot be used in '\\\(name)'", in: words, at: place) }
    return text
  }

  /// The text without the backslashes that escape TeX's special characters, and the byte of each backslash that begins
  /// a command instead.
  private static func withoutEscapes(_ words: String) -> (text: String, commands: [Int]) {
    var text = ""
    var commands: [Int] = []
    var backslash: Int?
    var byte = 0
    for scalar in words.unicodeScalars {
      if let start = backslash {
        backslash = nil
        if scalar.properties.isAlphabetic {
          commands.append(start)
          text += "\\"
        }
        text.unicodeScalars.append(scalar == "," ? "\u{2009}" : scalar)
      } else if scalar == "\\" {
        backslash = byte
      } else if scalar == "~" || scalar == "\n" {
        text += scalar == "~" ? "\u{A0}" : " "
      } else if scalar != "{", scalar != "}" {
        text.unicodeScalars.append(scalar)
      }
      byte += UTF8.width(scalar)
    }
    return (text, commands)
  }

  mutating func namedOperator(_ name: String) -> MathAtom {
    advance()
    guard let words = rawArgument(of: "'\\operatorname'") else { return MathAtom(element: .element("mrow")) }
    let text = words.string.replacing("\\,", with: "\u{2009}").replacing("\\ ", with: " ").replacing(
      "~", with: "\u{A0}")
    if text.contains("\\") { error("a command cannot be used in '\\operatorname'", in: words, at: 0) }
    return MathAtom(
      element: .identifier(text.trimmingBlanks, isUpright: true), role: .function,
      takesLimits: name == "operatorname*")
  }

  mutating func tag() -> MathAtom {
    advance()
    let isBare = token.kind == .character("*")
    if isBare { advance() }
    guard let text = words(of: "tag") else { return MathAtom(element: .element("mrow")) }
    let words = isBare ? text : "(\(text))"
    return MathAtom(element: .element("mrow", [], .space("2em"), .words(words)), role: .space)
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
