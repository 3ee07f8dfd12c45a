import Foundation

/// Decodes the LaTeX in bibliographies: accents, special letters, dashes and quotation marks. Braces that only group are left
/// out, and so are commands that only change the type.
enum LaTeXText {
  static func decoded(_ text: String) -> String {
    var reader = Reader(characters: Array(text.unicodeScalars))
    let words = reader.read().split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }
    return words.joined(separator: " ").precomposedStringWithCanonicalMapping
  }

  /// An address, whose characters mean themselves; only what LaTeX demands before or around some of them goes.
  static func address(_ text: String) -> String {
    let text = text.replacing("\\textasciitilde", with: "~").replacing("$\\sim$", with: "~")
    return text.filter { !$0.isWhitespace && !"\\{}".contains($0) }
  }

  /// The accents of commands: `\"o` and `\v{s}`.
  private static let accents: [Unicode.Scalar: Unicode.Scalar] = [
    "`": "\u{300}", "'": "\u{301}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}", "u": "\u{306}",
    ".": "\u{307}",
    "\"": "\u{308}", "r": "\u{30A}", "H": "\u{30B}", "v": "\u{30C}", "d": "\u{323}", "c": "\u{327}",
    "k": "\u{328}",
    "b": "\u{331}",
  ]

  private static let letters: [String: String] = [
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textquoteright": "’",
    "textquoteleft": "‘",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "textbackslash": "\\", "textasciitilde": "~",
    "copyright": "©", "S": "§", "P": "¶", "pounds": "£",
  ]

  /// Commands that only change the type of what follows, or where it may break.
  private static let ofType: Set<String> = [
    "emph", "text", "textit", "textbf", "textrm", "textsc", "textsf", "textsl", "texttt", "textup", "textmd",
    "textnormal",
    "mathrm", "mathbf", "mathit", "mathcal", "mathsf", "mathtt", "mathbb", "mbox", "hbox", "em", "it", "bf",
    "rm", "sc",
    "sf", "sl", "tt", "bfseries", "itshape", "scshape", "rmfamily", "sffamily", "ttfamily", "normalfont",
    "small", "large",
    "Large", "uppercase", "lowercase", "MakeUppercase", "MakeLowercase", "ensuremath", "protect", "relax",
    "noopsort",
    "nobreak", "allowbreak", "newblock", "left", "right", "href", "path", "underline", "uline",
    "textsuperscript",
    "textsubscript", "enquote", "nolinkurl", "doi",
  ]

  /// The signs of formulas, as in `$\beta$-VAE`.
  private static let signs = [
    TeXSymbols.letters, TeXSymbols.uprights, TeXSymbols.binaries, TeXSymbols.relations, TeXSymbols.arrows,
  ]

  private struct Reader {
    let characters: [Unicode.Scalar]
    var position = 0

    mutating func read() -> String {
      var result = String.UnicodeScalarView()
      while let scalar = next() {
        switch scalar {
        case "{", "}", "$": break
        case "~": result.append(" ")
        case "\\": result.append(contentsOf: command().unicodeScalars)
        case "-" where take("-"): result.append(take("-") ? "—" : "–")
        case "`" where take("`"): result.append("“")
        case "'" where take("'"): result.append("”")
        default: result.append(scalar)
        }
      }
      return String(result)
    }

    private mutating func next() -> Unicode.Scalar? {
      guard position < characters.count else { return nil }
      position += 1
      return characters[position - 1]
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      guard position < characters.count, characters[position] == scalar else { return false }
      position += 1
      return true
    }

    /// What the command after a backslash makes.
    private mutating func command() -> String {
      let start = position
      while position < characters.count, characters[position].properties.isAlphabetic,
        characters[position].isASCII
      {
        position += 1
      }
      guard position > start else { return sign() }
      let name = String(String.UnicodeScalarView(characters[start..<position]))
      if name.unicodeScalars.count == 1, let accent = name.unicodeScalars.first.flatMap({ accents[$0] }) {
        return base() + String(accent)
      }
      while take(" ") {}
      if name == "url" { return LaTeXText.address(group()) }
      if let text = letters[name] ?? signs.lazy.compactMap({ $0[name] }).first { return text }
      return ofType.contains(name) ? "" : name
    }

    /// The text between the braces that come next.
    private mutating func group() -> String {
      guard take("{") else { return "" }
      let start = position
      var depth = 1
      while let scalar = next() {
        if scalar == "{" { depth += 1 }
        if scalar == "}" { depth -= 1 }
        if depth == 0 { break }
      }
      let end = depth == 0 ? position - 1 : position
      return String(String.UnicodeScalarView(characters[start..<end]))
    }

    private mutating func sign() -> String {
      guard let scalar = next() else { return "" }
      if let accent = accents[scalar] { return base() + String(accent) }
      return scalar == "\\" || scalar == "/" ? " " : scalar == "-" ? "" : String(scalar)
    }

    /// The letter under an accent.
    private mutating func base() -> String {
      while take(" ") || take("{") {}
      guard let scalar = next() else { return "" }
      guard scalar == "\\" else { return String(scalar) }
      let start = position
      while position < characters.count, characters[position].properties.isAlphabetic,
        characters[position].isASCII
      {
        position += 1
      }
      let name = String(String.UnicodeScalarView(characters[start..<position]))
      while take(" ") {}
      return letters[name] ?? ""
    }
  }
}
