import Notebooks
import Testing

struct InlineTests {
  // MARK: Values

  @Test func `values can be wherever text can be`() {
    let notebook = parse(
      "# Title `{swift} a`", "*em `{swift} b`* [link `{swift} c`](x.md)", "", "- item `{swift}  d + 1 `", "",
      "> quote `{swift} e`", "", "| `{swift} f` |", "|---|", "| `{swift} g || h` |", "",
      "Setext `{swift} i`", "===")
    #expect(notebook.complaints == [])
    #expect(
      notebook.values.map(\.placed) == [
        "1:18 a", "2:14 b", "2:33 c", "4:18 d + 1", "6:18 e", "8:12 f", "10:12 g || h", "12:17 i",
      ])
    #expect(
      notebook.outline
        == """
        h1#title(Title <v0>) p(<em em <v1>> <a x.md link <v2>>) ul(p(item <v3>)) quote(p(quote <v4>)) \
        table[-](<v5>/<v6>) h1#setext(Setext <v7>)
        """)
    #expect(notebook.program == (0..<8).map { .value($0) })
  }

  @Test func `a value may continue on the next line`() {
    let notebook = parse("> é `{swift}", "> a", ">   && b`")
    #expect(notebook.values.map(\.placed) == ["2:3 a && b"])
    #expect(notebook.outline == "quote(p(é <v0>))")
  }

  @Test(arguments: [
    ("`` `{swift} x` ``", "p(<code `{swift} x`>)"), ("``{swift} x``", "p(<code {swift} x>)"),
    ("\\`{swift} x`", "p(`{swift} x`)"), ("`swift x`", "p(<code swift x>)"),
    ("`{swifty} x`", "p(<code {swifty} x>)"),
    ("`{swift} x", "p(`{swift} x)"),
  ])
  func `text that only looks like a value is shown`(text: String, outline: String) {
    let notebook = parse(text)
    #expect(notebook.outline == outline)
    #expect(notebook.values.isEmpty && notebook.complaints == [])
  }

  @Test(arguments: [
    ("a `{swift}` b", "1:3: error: this value has no expression"),
    ("a `{swift}  ` b", "1:3: error: this value has no expression"),
    ("a `{Swift} x` b", "1:4: warning: '{Swift}' does not run here; did you mean '{swift}'?"),
    ("a `{python} x` b", "1:4: warning: '{python}' does not run here; did you mean '{swift}'?"),
    ("a <i title=\"`{swift} x`\">", "1:13: error: a value cannot be used in HTML"),
    ("[a](<`{swift} x`>)", "1:6: error: a value cannot be used in an address"),
  ])
  func `a wrong value is reported at its place`(text: String, complaint: String) {
    #expect(parse(text).complaintsBesideHTML == [complaint])
  }

  // MARK: Mathematics

  @Test(arguments: [
    ("$x_1*y_2*z$", "p(<$x_1*y_2*z$>)"), ("a $x$, $y$.", "p(a <$x$>, <$y$>.)"), ("**$a$**b", "p(<b <$a$>>b)"),
    ("costs $5 and $6", "p(costs $5 and $6)"), ("$ x$ and $x $", "p($ x$ and $x $)"), ("US$5$6", "p(US$5$6)"),
    ("\\$x$ and \\$", "p($x$ and $)"), ("`$x$` $`y`$", "p(<code $x$> $<code y>$)"),
    ("$a\\$b$", "p(<$a\\$b$>)"),
    ("$a\nb$", "p(<$a\nb$>)"), ("$a$$b$", "p(<$a$>$b$)"), ("$$$", "p($$$)"), ("$", "p($)"),
    ("[$x$](y$z)", "p(<a y$z <$x$>>)"), ("<http://a/$b$c>", "p(<a http://a/$b$c http://a/$b$c>)"),
  ])
  func `dollars delimit formulas as in pandoc`(text: String, outline: String) {
    let notebook = parse(text)
    #expect(notebook.outline == outline.replacing("<$a$>$b$", with: "<$a$><$b$>"))
    #expect(notebook.complaints == [])
  }

  @Test func `displayed formulas are blocks, no matter what their lines begin with`() {
    let notebook = parse(
      "Text", "$$", "- a", "+ b", "2. c", "=", "> d", "$$ {#eq-a}", "goes on $$x$$ and on.", "", "- item",
      "  $$", "  e",
      "  $$", "", "> quote", "> $$", "> 1. f", "> $$", "", "$$g$$", "", "see $$", "h", "$$")
    #expect(notebook.complaints == [])
    #expect(
      notebook.outline
        == """
        p(Text) math(- a
        + b
        2. c
        =
        > d)#eq-a=1 p(goes on ) math(x) p( and on.) ul(p(item) math(e)) quote(p(quote) math(1. f)) math(g) \
        p(see ) math(h)
        """)
  }

  @Test func `environments of formulas are displayed formulas, no matter what their lines begin with`() {
    let notebook = parse(
      "Text", "\\begin{align}", "a &= b \\\\", "- c &= d", "\\end{align} {#eq-a}", "goes on", "",
      "> \\begin{gather*}", "> 1. e", "> = \\end{gather*}", "",
      "see \\begin{equation}f\\end{equation}, @eq-a",
      "", "\\\\begin{align} and \\begin{verse}")
    #expect(notebook.complaints == [])
    #expect(
      notebook.outline
        == #"""
        p(Text) math(\begin{align}
        a &= b \\
        - c &= d
        \end{align})#eq-a=1 p(goes on) quote(math(\begin{gather*}
        1. e
        = \end{gather*})) p(see ) math(\begin{equation}f\end{equation}) p(, <ref eq-a Equation 1>) \#
        p(\begin{align} and \begin{verse})
        """#)
  }

  @Test func `environments in code and between dollars stay what they are`() {
    let notebook = parse(
      "`\\begin{align}`", "- a", "- `\\end{align}`", "", "```swift", "\\begin{align}", "- x", "\\end{align}",
      "```",
      "", "$$", "\\begin{align}", "- x", "\\end{align}", "$$")
    #expect(notebook.complaints == [])
    #expect(
      notebook.outline
        == #"""
        p(<code \begin{align}>) ul(p(a), p(<code \end{align}>)) code:swift(\begin{align}
        - x
        \end{align}
        ) math(\begin{align}
        - x
        \end{align})
        """#)
  }

  @Test(arguments: [
    (["a \\begin{align} x", "", "\\end{align}"], "1:3: error: this '\\begin{align}' has no '\\end{align}'"),
    (["> \\begin{align}", "> a &= \\bad", "> \\end{align}"], "2:8: error: unknown command '\\bad'"),
    (["\\begin{multline}", "x", "\\end{multline}"], "1:1: error: unknown environment 'multline'"),
    (["\\begin{align}", "x \\label{eq-x}", "\\end{align}"], "2:3: error: '\\label' is not supported"),
  ])
  func `what is wrong with an environment is reported at its place`(lines: [String], complaint: String) {
    let notebook = Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
    #expect(notebook.complaints.count == 1 && notebook.complaints[0].hasPrefix(complaint))
  }

  @Test(arguments: [
    (["a", "> $$x", "", "b"], "2:3"), (["$$", "x", "```", "$$", "```"], "1:1"), (["costs $$ much"], "1:7"),
  ])
  func `an unclosed formula is reported at its beginning`(lines: [String], place: String) {
    let notebook = Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
    #expect(
      notebook.complaints == [
        "\(place): error: this '$$' is not closed in its paragraph; write '\\$' for a dollar sign"
      ])
  }

  @Test func `wrong TeX is reported at its place, even in containers`() {
    let notebook = parse("> - $$", ">   a \\\\ \\alhpa", ">   é \\bad", ">   $$", "", "x $\\frc 1$")
    #expect(
      notebook.complaints == [
        "2:7: error: '\\\\' belongs into a matrix, 'cases' or 'aligned'",
        "2:10: error: unknown command '\\alhpa'; did you mean '\\alpha'?",
        "3:8: error: unknown command '\\bad'; did you mean '\\bar'?",
        "6:4: error: unknown command '\\frc'; did you mean '\\frac'?",
      ])
  }

  @Test func `formulas in code stay as they are`() {
    let notebook = parse(
      "```swift", "$$", "- x", "$$", "$a$ @fig-x", "```", "", "    $$", "    y", "    $$", "", "<div>",
      "$$ [^1] $a", "</div>")
    #expect(
      notebook.outline
        == "code:swift($$\n- x\n$$\n$a$ @fig-x\n) code:($$\ny\n$$\n) html(<div>\n$$ [^1] $a\n</div>\n)")
    #expect(notebook.complaintsBesideHTML == [])
  }

  // MARK: Addresses

  @Test(arguments: [
    ("[a](javascript:alert)", "1:5: error: a link to 'javascript:' is not allowed"),
    ("b [a]( JaVa&#10;Script:alert)", "1:3: error: a link to 'javascript:' is not allowed"),
    ("<vbscript:x>", "1:1: error: a link to 'vbscript:' is not allowed"),
    (
      "![a](data:image/png)",
      "1:6: error: an image must be a file next to the notebook, not a 'data:' address"
    ),
    (
      "![a](https://x/y.png)",
      "1:6: error: an image must be a file next to the notebook, not a 'https:' address"
    ),
    ("![a](/etc/x.png)", "1:6: error: an image's path must be relative to the notebook's folder"),
    ("![a]()", "1:6: error: this image names no file"),
  ])
  func `addresses that a page must not contain are reported and removed`(text: String, complaint: String) {
    let notebook = parse(text)
    #expect(
      notebook.diagnostics.first.map { "\($0)" }?.hasSuffix(String(complaint.drop { $0 != " " })) == true)
    #expect(notebook.outline.contains("<a  ") || notebook.outline.contains("<img  "))
    #expect(notebook.images.isEmpty)
  }

  @Test func `images know their files and their places in the text`() {
    let notebook = parse(
      "Text", "![a *b*](x%20y.png 'T') ![c](<d e.png>)", "", "> ![f](g.png){#fig-g fig-alt=\"A graph\"}")
    #expect(notebook.images.map(\.source) == ["x y.png", "d e.png", "g.png"])
    #expect(
      notebook.images.map(\.location) == [
        .init(line: 2, column: 10), .init(line: 2, column: 31), .init(line: 4, column: 8),
      ])
    #expect(notebook.images.last?.id == "fig-g" && notebook.images.last?.number == 1)
    #expect(notebook.images.last?.figureAlternative == "A graph")
    #expect(notebook.outline.hasSuffix("quote(p(<img g.png f>))"))
    #expect(notebook.complaints == [])
  }

  @Test func `links by name work in tables and captions too`() {
    let notebook = parse(
      "| [Swift] |", "|---|", "| [a][b] |", "", ": See [Swift]", "", "[Swift]: https://swift.org",
      "[b]: c.md 'T'", "after [b]")
    #expect(
      notebook.outline
        == "table[-](<a https://swift.org Swift>/<a c.md a>):See <a https://swift.org Swift> p(after <a c.md b>)"
    )
  }

  @Test func `the characters of placeholders are kept in the author's text`() {
    let notebook = parse("\u{F0000}\u{100000} `\u{F0000}` \u{10FFFF}")
    #expect(notebook.outline == "p(\u{F0000}\u{100000} <code \u{F0000}> \u{10FFFF})")
  }
}
