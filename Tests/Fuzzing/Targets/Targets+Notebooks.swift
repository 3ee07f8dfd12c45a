import Notebooks
import Reports

extension FuzzTarget {
  /// A notebook: any bytes make one, its places are in the file, and its page says nothing that a browser would obey.
  static let markdown = FuzzTarget(
    name: "markdown", words: notebookWords,
    seeds: [
      "# A\n\nText *a* **b** `c` [d](e.md) ![f](g.png \"h\") <i>j</i>.\n\n- k\n  1. l\n\n> [!NOTE]\n> m\n",
      "| a | b |\n|---|:-:|\n| 1 | $x$ |\n: Caption {#tbl-a}\n\nSee @tbl-a and [@sec-b].[^1]\n\n## B {#sec-b}\n\n[^1]: Note.\n",
      "```{swift}\n//| label: fig-a\n//| fig-cap: A `{swift} x`\nlet x = 1\n```\n\n@fig-a is `{swift} x + 1`.\n",
      "::: {.exercise}\nA\n\n```{swift}\n//| exercise: stub\n```\n:::\n\n<details>\n<summary>a</summary>\n\nb\n</details>\n",
      "[a]: <b c> 'd'\n\n[a][] [e][a] ![f][a] &amp; &#x3C; \\* <https://a.b> <!-- g -->\n\n***\n\nSetext\n===\n",
    ]
  ) { bytes throws(Finding) in
    let notebook = Notebook.parse(bytes, file: "n.md")
    try check(notebook, source: bytes)
  }

  /// The lines before a notebook: YAML.
  static let frontMatter = FuzzTarget(
    name: "front-matter", words: yamlWords,
    seeds: [
      "title: A\nsubtitle: \"B *c*\"\nauthor: [D, E]\nlang: de\nparams:\n  n: 3\n  rate: 0.5\n  name: x\n",
      "title: |\n  a\n  b\ndescription: >-\n  c\n\nexecute:\n  error: true\n",
      "a: &b [1, 2]\nc: *b\n<<: {d: e}\n? f\n: g\n",
      "%YAML 1.2\n", "title: !!str 1\nparams: {a: 1e9, b: 0x1F, c: ~, d: .inf, e: 2020-01-01}\n",
    ]
  ) { bytes throws(Finding) in
    let source = Array("---\n".utf8) + bytes + Array("\n---\n\n# A\n\n```{swift}\nlet a = n\n```\n".utf8)
    try check(Notebook.parse(source, file: "n.md"), source: source)
  }

  /// The options of a cell.
  static let options = FuzzTarget(
    name: "options",
    words: yamlWords + [
      "label: fig-a", "fig-cap: ", "tbl-cap: ", "echo: false", "eval: ", "error: ", "code-fold: show",
      "code-summary: ",
      "exercise: ", "file: a.swift", "symbol: f", "output: false", "warning: ", "\n//| ", "`{swift} x`",
    ],
    seeds: [
      "label: fig-a\n//| fig-cap: \"A *b* `{swift} x`\"\n//| echo: false",
      "error: true\n//| code-fold: show\n//| code-summary: a",
      "exercise: solution\n//| label: a", "file: a.swift\n//| symbol: f",
    ]
  ) { bytes throws(Finding) in
    let source = Array("# A\n\n```{swift}\n//| ".utf8) + bytes + Array("\nlet x = 1\n```\n".utf8)
    try check(Notebook.parse(source, file: "n.md"), source: source)
  }

  /// A formula.
  static let tex = FuzzTarget(
    name: "tex",
    words: [
      "\\frac{", "\\sqrt[", "\\left(", "\\right)", "\\left.", "\\begin{cases}", "\\end{cases}",
      "\\begin{aligned}",
      "\\end{aligned}", "\\begin{pmatrix}", "\\end{pmatrix}", "\\begin{array}{c|c}", "\\text{", "\\mathbf{",
      "\\operatorname{",
      "\\color{red}", "\\href{javascript:x}{", "\\sum_{", "\\underbrace{", "\\overset{", "\\\\", "&", "^",
      "_", "{", "}", "'",
      "\\limits", "\\tag{", "\\label{", "\\ref{", "\\def\\a{", "\\, ", "\\quad", "\\bar", "\\hat ", "\\mid",
      "\\middle|", "<", "α",
      "$", "\\$", "%", "~", "\\hline", "\\big(", "\\mathrm ", "\\unicode{x3c}", "\\not", "\\stackrel",
    ],
    seeds: [
      "\\frac{\\partial L}{\\partial w_{ij}} = \\sum_{k=1}^n x_k^2",
      "\\begin{aligned} a &= \\left( b + c \\right)^2 \\\\ &= \\sqrt[3]{d} \\text{ if $x$} \\end{aligned}",
      "\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases}",
      "\\mathbf{W}^\\top \\cdot \\hat y \\,\\underbrace{ab}_{c}",
      "\\operatorname{softmax}(z)_i' = \\overset{!}{=} \\lim\\limits_{n \\to \\infty}",
    ]
  ) { bytes throws(Finding) in
    let source = Array("$".utf8) + bytes + Array("$\n\n$$\n".utf8) + bytes + Array("\n$$ {#eq-a}\n".utf8)
    try check(Notebook.parse(source, file: "n.md"), source: source)
  }

  private static let yamlWords = [
    "title: ", "params: ", "author: ", "lang: ", "- ", "  ", ": ", "\n", "[", "]", "{", "}", "\"", "'", "|",
    ">", "|-\n  ", "&a", "*a",
    "!!str ", "!!binary ", "<<: ", "? ", "#", "---", "...", "%YAML", "\t", "~", "null", "true", "0x", "1e400",
    ".nan", "\\u0000", "\\x",
    "é", "\u{FEFF}", "\r\n", "\u{2028}", "execute:\n  ", "-", ",",
  ]

  private static let notebookWords = [
    "```{swift}\n", "```\n", "~~~\n", "//| label: fig-a\n", "//| fig-cap: \"a `{swift} x`\"\n",
    "`{swift} x + 1`", "`", "``", "$", "$$",
    "\\", "{", "}", "\\frac", "> ", ">", "- ", "1. ", "    ", "\t", "\n", "\n\n", "| a | b |\n",
    "|---|:-:|\n", ": cap {#tbl-a}\n", "[^1]",
    "[^1]: note\n", "[^", "> [!NOTE]\n", "# Head {#sec-a}\n", "===\n", "---\n", "title: x\n", "@fig-a",
    "[@sec-a]", "{#eq-a}",
    "![i](i.png){#fig-b}", "[a](javascript:x)", "<b>", "<!--", "-->", "<div>\n", "<script>", "</script>",
    "<img src=x onerror=y>", "&amp;",
    "&#0;", "&lt;", "*", "**", "_", "[", "](", ")", "[a]: b\n", "é", "日", "\u{F0000}", "\u{FEFF}", "\0", "\r",
    "\r\n", "\u{202E}",
    "{.exercise}\n", "::: ", ":::\n", "<details>\n", "</details>\n", "https://a.b/", "<a@b.c>",
    "data:text/html,x",
  ]
}

/// Checks a notebook's places, and the page of its text.
func check(_ notebook: Notebook, source: [UInt8]) throws(Finding) {
  let lines = 1 + source.reduce(0) { $0 + ($1 == 10 || $1 == 13 ? 1 : 0) }
  let cells = notebook.cells.flatMap { [$0.location] + $0.lines.map(\.location) }
  let places =
    notebook.diagnostics.map(\.location) + notebook.values.map(\.location) + notebook.images.map(\.location)
    + cells
  for place in places {
    try Finding.unless(place.line >= 1 && place.line <= lines && place.column >= 1, "no such place: \(place)")
  }
  let count = notebook.cells.count + notebook.values.count
  try Finding.unless(
    Set(notebook.program).count == count && notebook.program.count == count, "not each cell runs once")
  try PageCheck.check(Report(notebook: notebook, result: RunResult(of: notebook)).textMarkup())
}
