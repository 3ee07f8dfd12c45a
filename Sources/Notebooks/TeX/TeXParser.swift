import Markup

/// Reads a formula and converts it to MathML, by recursive descent.
///
/// This file handles lists, scripts and arguments; the others handle characters, commands, delimiters, tables
/// and texts.
struct TeXParser {
  let source: SourceText
  var lexer: TeXLexer
  var token: TeXToken
  var alphabet = MathAlphabet.italic
  /// Whether sums and fractions are large.
  var isDisplayed: Bool
  /// Whether the parser reads an argument without braces, which is one character.
  private(set) var takesOneCharacter = false
  private let diagnostics: Diagnostics
  private var depth = 0
  private static let depthLimit = 60

  init(_ source: SourceText, isDisplayed: Bool, diagnostics: Diagnostics) {
    self.source = source
    self.isDisplayed = isDisplayed
    self.diagnostics = diagnostics
    lexer = TeXLexer(source.bytes)
    token = lexer.next()
  }

  /// The whole formula.
  mutating func formula() -> [Element] {
    var atoms: [MathAtom] = []
    while true {
      atoms += list()
      switch token.kind {
      case .end:
        return MathAtom.spaced(atoms)
      case .ampersand:
        error("'&' belongs into a matrix, 'cases' or 'aligned'")
      case .rowEnd:
        error("'\\\\' belongs into a matrix, 'cases' or 'aligned'")
      case .close:
        error("this '}' closes nothing")
      case .command("right"):
        error("this '\\right' has no '\\left'")
        advance()
        _ = delimiter()
        continue
      case .command("end"):
        error("this '\\end' has no '\\begin'")
        advance()
        _ = environmentName()
        continue
      case .command("middle"):
        error("this '\\middle' has no '\\left'")
      default:
        break
      }
      advance()
    }
  }

  // MARK: Words

  mutating func advance() { token = lexer.next() }

  func error(_ message: String, at offset: Int? = nil) {
    diagnostics.error(
      message, at: source.location(at: offset ?? token.range.lowerBound), stopsProgram: false)
  }

  /// Reports an error inside words that are part of the source.
  func error(_ message: String, in words: SourceText, at offset: Int) {
    diagnostics.error(message, at: words.location(at: offset), stopsProgram: false)
  }

  /// Runs `body` one nesting level deeper. Beyond the limit, the rest of the formula is left out.
  mutating func nested<T>(_ otherwise: T, _ body: (inout TeXParser) -> T) -> T {
    guard depth < Self.depthLimit else {
      error("more than \(Self.depthLimit) things inside each other")
      lexer.rewind(to: source.count)
      advance()
      return otherwise
    }
    depth += 1
    defer { depth -= 1 }
    return body(&self)
  }

  // MARK: Lists

  /// A list of atoms, up to the token that closes or separates it.
  mutating func list(until stop: Unicode.Scalar? = nil) -> [MathAtom] {
    let outer = (alphabet, isDisplayed)
    defer { (alphabet, isDisplayed) = outer }
    var atoms: [MathAtom] = []
    while true {
      switch token.kind {
      case .end, .close, .ampersand, .rowEnd, .command("right"), .command("end"), .command("middle"):
        return atoms
      case .character(let scalar) where scalar == stop:
        return atoms
      case .command(let name) where style(name, &atoms):
        continue
      default:
        if let atom = scripted() { atoms.append(atom) }
      }
    }
  }

  /// Handles the commands that change the rest of the list.
  private mutating func style(_ name: String, _ atoms: inout [MathAtom]) -> Bool {
    switch name {
    case "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle":
      advance()
      isDisplayed = name == "displaystyle"
      let level = name == "scriptstyle" ? "1" : name == "scriptscriptstyle" ? "2" : "0"
      let rest = Element.element(
        "mstyle", [("displaystyle", isDisplayed ? "true" : "false"), ("scriptlevel", level)],
        nested([]) { MathAtom.spaced($0.list()) })
      atoms.append(MathAtom(element: rest))
    case "limits", "nolimits":
      advance()
      error("'\\\(name)' must come directly after an operator", at: token.range.lowerBound)
    case "nonumber", "notag", "relax", "strut", "allowbreak", "nobreak": advance()
    default: return false
    }
    return true
  }

  /// An atom with its scripts.
  private mutating func scripted() -> MathAtom? {
    let start = token.range.lowerBound
    var atom: MathAtom?
    if token.kind != .superscript, token.kind != .subscript, token.kind != .character("'") {
      atom = nested(nil) { $0.nucleus() }
      if atom == nil { return nil }
    }
    while case .command(let name) = token.kind, name == "limits" || name == "nolimits" {
      if atom?.role != .large, atom?.role != .function {
        error("'\\\(name)' must come directly after an operator")
      }
      atom?.takesLimits = name == "limits"
      atom?.alwaysTakesLimits = name == "limits"
      advance()
    }
    return scripts(of: atom ?? MathAtom(element: .element("mrow")), from: start)
  }

  private mutating func scripts(of base: MathAtom, from start: Int) -> MathAtom {
    var lower: Element?
    var upper: [Element] = []
    var hasSuperscript = false
    scan: while true {
      switch token.kind {
      case .character("'"):
        upper.append(.operation(primes()))
      case .superscript:
        if hasSuperscript { error("a second superscript; braces say what it belongs to") }
        hasSuperscript = true
        advance()
        upper.append(script(after: "^"))
      case .subscript:
        if lower != nil { error("a second subscript; braces say what it belongs to") }
        advance()
        lower = script(after: "_")
      default:
        break scan
      }
    }
    return attach(lower: lower, upper: upper.isEmpty ? nil : .row(upper), to: base)
  }

  private mutating func primes() -> String {
    var count = 0
    while token.kind == .character("'") {
      count += 1
      advance()
    }
    return ["′", "″", "‴", "⁗"].indices.contains(count - 1)
      ? ["′", "″", "‴", "⁗"][count - 1] : String(repeating: "′", count: count)
  }

  private mutating func script(after mark: String) -> Element {
    let outer = isDisplayed
    isDisplayed = false
    defer { isDisplayed = outer }
    return argument(of: "'\(mark)'")
  }

  private func attach(lower: Element?, upper: Element?, to base: MathAtom) -> MathAtom {
    var atom = base
    let stacked = base.alwaysTakesLimits || base.takesLimits && isDisplayed
    switch (lower, upper) {
    case (nil, nil): break
    case (let lower?, nil): atom.element = .element(stacked ? "munder" : "msub", [], base.element, lower)
    case (nil, let upper?): atom.element = .element(stacked ? "mover" : "msup", [], base.element, upper)
    case (let lower?, let upper?):
      atom.element = .element(stacked ? "munderover" : "msubsup", [], base.element, lower, upper)
    }
    atom.alwaysTakesLimits = false
    return atom
  }

  // MARK: Arguments

  /// A group in braces or a single atom, as the argument of a command or a script.
  mutating func argument(of owner: String) -> Element {
    switch token.kind {
    case .end, .close, .ampersand, .rowEnd, .superscript, .subscript, .command("right"), .command("end"),
      .command("middle"):
      error("an argument of \(owner) is missing")
      return .element("mrow")
    case .open:
      return .row(MathAtom.spaced(group()))
    default:
      takesOneCharacter = true
      defer { takesOneCharacter = false }
      return nested(.element("mrow")) { $0.nucleus()?.element ?? .element("mrow") }
    }
  }

  /// The content of a group in braces. The parser is at the opening brace.
  mutating func group() -> [MathAtom] {
    let start = token.range.lowerBound
    takesOneCharacter = false
    advance()
    let atoms: [MathAtom] = nested([]) { parser in
      var atoms: [MathAtom] = []
      while true {
        atoms += parser.list()
        switch parser.token.kind {
        case .ampersand, .rowEnd: parser.error("'&' and '\\\\' cannot be used in braces")
        case .command("right"): parser.error("this '\\right' has no '\\left' in its braces")
        case .command("middle"): parser.error("this '\\middle' has no '\\left' in its braces")
        default: return atoms
        }
        parser.advance()
      }
    }
    if token.kind == .close { advance() } else { error("this '{' is not closed", at: start) }
    return atoms
  }
}
