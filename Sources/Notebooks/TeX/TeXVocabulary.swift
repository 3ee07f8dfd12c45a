/// The commands that act on what follows them.
enum TeXVocabulary {
  static let alphabets: [String: MathAlphabet] = [
    "mathbf": .bold, "bf": .bold, "boldsymbol": .boldItalic, "bm": .boldItalic, "pmb": .boldItalic,
    "mathrm": .upright,
    "rm": .upright, "mathup": .upright, "mathnormal": .italic, "mathit": .italic, "mathbb": .blackboard,
    "Bbb": .blackboard, "mathds": .blackboard, "mathcal": .calligraphic, "mathscr": .calligraphic,
    "cal": .calligraphic,
    "mathfrak": .fraktur, "mathsf": .sansSerif, "mathtt": .typewriter,
  ]

  /// A mark above or below its argument.
  struct Accent {
    var mark: String
    var isBelow = false
    var stretches = false
  }

  static let accents: [String: Accent] = [
    "hat": Accent(mark: "^"), "widehat": Accent(mark: "^", stretches: true), "bar": Accent(mark: "¯"),
    "tilde": Accent(mark: "~"), "widetilde": Accent(mark: "~", stretches: true), "vec": Accent(mark: "→"),
    "dot": Accent(mark: "˙"), "ddot": Accent(mark: "¨"), "dddot": Accent(mark: "⃛"),
    "acute": Accent(mark: "´"),
    "grave": Accent(mark: "`"), "breve": Accent(mark: "˘"), "check": Accent(mark: "ˇ"),
    "mathring": Accent(mark: "˚"),
    "overline": Accent(mark: ""),
    "underline": Accent(mark: "", isBelow: true),
    "overrightarrow": Accent(mark: "→", stretches: true), "overleftarrow": Accent(mark: "←", stretches: true),
    "underrightarrow": Accent(mark: "→", isBelow: true, stretches: true),
  ]

  /// The braces that take a text as a script.
  static let braces: [String: Accent] = [
    "overbrace": Accent(mark: "⏞", stretches: true),
    "underbrace": Accent(mark: "⏟", isBelow: true, stretches: true),
    "overbracket": Accent(mark: "⎴", stretches: true),
    "underbracket": Accent(mark: "⎵", isBelow: true, stretches: true),
  ]

  static let texts: Set<String> = [
    "text", "textrm", "textit", "textbf", "textsf", "texttt", "mbox", "hbox", "textnormal",
  ]

  /// The heights of `\big` and similar commands.
  static let sizes: [String: String] = {
    var sizes: [String: String] = [:]
    for (name, height) in [("big", "1.2em"), ("Big", "1.8em"), ("bigg", "2.4em"), ("Bigg", "3em")] {
      for side in ["", "l", "r", "m"] { sizes[name + side] = height }
    }
    return sizes
  }()

  private static let macros =
    "is not supported; macros are under 'macros' in the front matter or in 'book.yml'"

  /// The TeX commands that we do not support, with the reason.
  static let refusals: [String: String] = [
    "color": "is not supported: a page has its own colours",
    "textcolor": "is not supported: a page has its own colours",
    "colorbox": "is not supported: a page has its own colours",
    "newcommand": macros, "renewcommand": macros, "providecommand": macros, "def": macros,
    "DeclareMathOperator": "is not supported; write '\\operatorname{…}'",
    "label": "is not supported; write '{#eq-name}' after the formula",
    "ref": "is not supported; write '@eq-name' in the text",
    "eqref": "is not supported; write '@eq-name' in the text",
    "over": "is not supported; write '\\frac{…}{…}'", "choose": "is not supported; write '\\binom{…}{…}'",
    "atop": "is not supported; write '\\substack{…}'",
    "hline": "must be at the beginning of a row of a matrix",
    "middle": "must be between '\\left' and '\\right'",
  ]

  /// Other commands that have a meaning, for suggestions.
  private static let constructions: [String] = [
    "frac", "dfrac", "tfrac", "cfrac", "binom", "sqrt", "left", "right", "middle", "begin", "end",
    "operatorname",
    "overset", "underset", "stackrel", "xrightarrow", "not", "tag", "substack", "phantom", "hphantom",
    "vphantom", "smash",
    "boxed", "cancel", "bcancel", "xcancel", "hline", "displaystyle",
    "textstyle",
    "limits", "nolimits", "pmod", "bmod", "colon", "hspace", "mathop",
  ]

  private static let all: [String] = {
    let tables = [
      TeXSymbols.letters, TeXSymbols.uprights, TeXSymbols.binaries, TeXSymbols.relations, TeXSymbols.arrows,
      TeXSymbols.sums, TeXSymbols.integrals, TeXSymbols.delimiters, TeXSymbols.limitFunctions,
      TeXSymbols.spaces,
    ]
    let names =
      tables.flatMap(\.keys) + constructions + TeXSymbols.functions + alphabets.keys + accents.keys
      + braces.keys + texts
    return names.filter { $0.utf8.count > 1 }.sorted()
  }()

  /// `; did you mean '\frac'?`, if there is a similar command.
  static func hint(for name: String) -> String {
    guard name.utf8.count > 1 else { return "" }
    let sameLetters = all.first { $0.lowercased() == name.lowercased() }
    let nearest = sameLetters ?? Suggestion.nearest(to: name, among: all)
    return nearest.map { "; did you mean '\\\($0)'?" } ?? ""
  }
}
