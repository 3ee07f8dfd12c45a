import Markup
import Notebooks
import Testing

/// Parts of CommonMark that are easily lost beside our extensions. Tests/Comparison runs all its examples.
struct CommonMarkTests {
  private static let underlined: [([String], String)] = [
    (
      ["A title", "===", "", "A section", "---", "", "Text"],
      "h1#a-title(A title) h2#a-section(A section) p(Text)"
    ),
    (["A", "---", "---"], "h2#a(A) hr"), (["A", "===", "B"], "h1#a(A) p(B)"),
    (["A", "b", "====", "text"], "h1#a-b(A⏎b) p(text)"), (["#x", "---", "y"], "h2#x(#x) p(y)"),
    (["> A", "> ---", "> b", "c"], "quote(h2#a(A) p(b⏎c))"), (["- A", "  ---", "  b"], "ul(h2#a(A) p(b))"),
    (["> A", "===", "> ---"], "quote(h2#a(A⏎===))"), (["> A", "> ---", "==="], "quote(h2#a(A)) p(===)"),
    (["[f]: /u", "bar", "===", "[f]"], "h1#bar(bar) p(<a /u f>)"),
    (["[f]: /u", "===", "[f]"], "p(===⏎<a /u f>)"),
  ]

  @Test(arguments: underlined)
  func `a line below a text makes it a heading and is not part of it`(lines: [String], outline: String) {
    let notebook = Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
    #expect(notebook.outline == outline)
    #expect(notebook.complaints == [])
  }

  // MARK: Comments

  private static let commented: [([String], String)] = [
    (["a <!-- b --> c"], "p(a  c)"), (["a <!-- b", "c --> d"], "p(a  d)"), (["<!-- a -->", "b"], "p(b)"),
    (["<!--", "a", "", "b", "-->", "c"], "p(c)"), (["<!-- a --> *b*"], "p(<em b>)"),
    (["- <!--", "  a --> b"], "ul(p(b))"),
    (["a <!--> b", "c <!---> d"], "p(a  b⏎c  d)"), (["a <!-- x -- y --> b"], "p(a  b)"),
    (["<div>", "<!-- a -->", "</div>"], "html(<div>\n\n</div>\n)"), (["- <!-- a -->", "- b"], "ul(, p(b))"),
    (["> <!-- a", "> b -->", "> c"], "quote(p(c))"),
    (["`<!-- a -->` \\<!-- b -->"], "p(<code <!-- a -->> <!-- b -->)"),
    (["# A <!-- b -->"], "h1#a(A )"), (["| a <!-- | --> | b |", "|---|---|"], "table[-,-](a |b)"),
    (["a <!-- `{swift} x` $\\foo$ @fig-a [^a] --> b"], "p(a  b)"),
    (["a", "<!--", "- b", "-->", "c"], "p(a) p(c)"),
  ]

  @Test(arguments: commented)
  func `comments are left out`(lines: [String], outline: String) {
    let notebook = Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
    #expect(notebook.outline == outline)
    #expect(notebook.complaintsBesideHTML == [])
    #expect(notebook.values.isEmpty)
  }

  @Test func `text after a comment in its line is like any other`() {
    let notebook = parse(
      "<!-- todo --> It is `{swift} 1 + 2`, see @fig-no.", "", "> <!-- a", "> b --> `{swift} 3`", "",
      "- <!-- c --><!-- d --> [x](y.md)", "", "<!-- e --> # F", "", "<!-- g --> ```{swift}")
    #expect(notebook.values.map(\.location) == [.init(line: 1, column: 30), .init(line: 4, column: 18)])
    #expect(notebook.links.map(\.location) == [.init(line: 6, column: 28)])
    #expect(
      notebook.complaints == [
        "1:42: error: nothing has the id 'fig-no'",
        "8:12: warning: a heading cannot begin after a comment: move it to the next line",
        "10:12: warning: a block of code cannot begin after a comment: move it to the next line",
      ])
  }

  @Test func `cells, values and references in HTML are reported`() {
    let notebook = parse(
      "<details>", "```{swift}", "1", "```", "</details>", "", "- <p>`{swift} 2`, @fig-a</p>", "",
      "<pre>", "<!-- `{swift} 3` --> ```swift", "</pre>", "", "<details>", "", "```{swift}", "4", "```")
    let end = "because HTML begins above it or in its line; an empty line between them ends the HTML"
    #expect(notebook.cells.count == 1)
    #expect(
      notebook.complaintsBesideHTML == [
        "2:1: warning: this cell does not run, \(end)", "7:6: warning: this value is not computed, \(end)",
        "7:19: warning: this reference leads nowhere, \(end)",
      ])
  }

  @Test func `a cell inside a comment is not a cell`() {
    let notebook = parse(
      "<!--", "```{swift}", "let a = 1 / 0", "```", "", "[^a]: x", "-->", "", "<!--x-->", "", "b")
    #expect(notebook.cells.isEmpty)
    #expect(notebook.outline == "p(b)")
    #expect(notebook.complaints == [])
  }

  @Test func `a comment that is not closed is reported`() {
    #expect(
      parse("a", "", "  <!-- b", "", "c").complaints == [
        "3:3: error: this comment is not closed, so everything below it is left out; '-->' closes it"
      ])
    let inline = parse("a <!-- b", "", "c -->")
    #expect(
      inline.complaints == [
        "1:3: warning: this comment is not closed in its paragraph, so it is shown on the page; '-->' closes it"
      ])
    #expect(inline.outline == "p(a <!-- b) p(c -->)")
  }

  // MARK: Emphasis

  private static let eastAsian: [(String, String)] = [
    ("**注意：**这里", "<b 注意：>这里"), ("**“强调”**后面", "<b “强调”>后面"), ("这是**粗体。**然后", "这是<b 粗体。>然后"),
    ("这**「文」**字", "这<b 「文」>字"), ("*注意：*这里", "<em 注意：>这里"), ("***注意：***这里", "<em <b 注意：>>这里"),
    ("**값:**은", "<b 값:>은"), ("**`a`**这", "<b <code a>>这"), ("**`a`：**这", "<b <code a>：>这"),
    ("是**`{swift} n`。**这", "是<b <v0>。>这"), ("**注意：**`{swift} n`", "<b 注意：><v0>"),
    ("注意： **这里", "注意： **这里"), ("\\**注意：**这里", "**注意：**这里"), ("**Note:**this", "**Note:**this"),
    ("**a**b **c**", "<b a>b <b c>"), ("`**注意：**这`", "<code **注意：**这>"),
    ("[**注：**文](a.md \"**注：**文\")", "<a a.md <b 注：>文>"),
  ]

  @Test(arguments: eastAsian)
  func `emphasis ends where East Asian text has no spaces`(text: String, outline: String) {
    #expect(parse(text).outline == "p(\(outline))")
  }

  // MARK: Links

  @Test func `links are never nested`() {
    let notebook = parse(
      "[with *note[^a]* and @sec-s](https://a.b) [![x[^a]](i.png)](c.md)", "", "# S {#sec-s}", "",
      "[^a]: See [b](c.md).")
    #expect(notebook.complaints == [])
    #expect(
      notebook.outline == """
        p(<a https://a.b with <em note> and S><fn1.1> <a c.md <img i.png x<fn1.2>>>) h1#sec-s(S) \
        notes(p(See <a c.md b>.))
        """)
  }

  @Test func `references are in the notebook's language if we know it`() {
    func reference(_ language: String) -> String {
      parse("---", "lang: \(language)", "---", "@eq-a", "", "$$x$$ {#eq-a}").blocks.first?.outline ?? ""
    }
    #expect(reference("de-AT") == "p(<ref eq-a Gleichung 1>)")
    #expect(reference("ar") == "p(<ref eq-a المعادلة 1>)")
    #expect(reference("xx") == "p(<ref eq-a Equation 1>)")
  }

  // MARK: Ids

  @Test func `a duplicate id is reported and not used again`() {
    let notebook = parse(
      "# A {#sec-a}", "# B {#sec-a}", "$$x$$ {#eq-a}", "", "$$y$$ {#eq-a}", "", "```{swift}",
      "//| label: fig-a", "```",
      "```{swift}", "//| label: fig-a", "```", "![i](i.png){#fig-a}", "", "| a |", "|---|", ": c {#tbl-a}",
      "",
      "| a |", "|---|", ": c {#tbl-a}")
    #expect(notebook.complaints.map { $0.prefix(5) } == ["2:6: ", "5:8: ", "11:12", "13:13", "21:6:"])
    #expect(
      notebook.outline == """
        h1#sec-a(A) h1#b(B) math(x)#eq-a=1 math(y) cell0 cell1 p(<img i.png i>) table[-](a):c#tbl-a=1 table[-](a):c
        """)
    #expect(notebook.cells.map(\.options.label) == ["fig-a", nil])
    #expect(notebook.images.map(\.id) == [nil])
  }

  // MARK: Characters

  @Test func `a character that turns the direction of code is reported`() {
    let notebook = parse(
      "\u{202E}a", "", "> ```{swift}", "> let a = \"ü\u{202E}b\u{2066}\"", "> let b = \"שלום\"", "> ```", "",
      "`{swift} \"\u{2067}x\"`", "", "```{swift}", "let c = /*\u{200F}*/ 5 - 3", "```")
    let words =
      "turns the direction of what follows, so the code reads differently from what runs; "
      + "in a text, write it as"
    #expect(
      notebook.complaints == [
        "4:14: warning: this character, U+202E, \(words) '\\u{202e}'",
        "8:11: warning: this character, U+2067, \(words) '\\u{2067}'",
        "11:11: warning: this character, U+200F, \(words) '\\u{200f}'",
      ])
    #expect(notebook.isRunnable)
  }

  @Test(arguments: [
    ("let a\u{200B} = 1", 6, "200B"), ("let a\u{AD} = 1", 6, "00AD"), ("let \u{3164} = 1", 5, "3164"),
    ("let b\u{FEFF} = 1", 6, "FEFF"), ("let v\u{E0101} = 1", 6, "E0101"), ("let g\u{E0061} = 1", 6, "E0061"),
    ("let k = \"ü\u{2060}\"", 12, "2060"), ("// a\u{200D}b", 5, "200D"),
    ("let x = \"1\u{FE0F}\"", 11, "FE0F"), ("let a\u{200C}b = 1", 6, "200C"),
    ("let x = \"😀\u{200D}\"", 14, "200D"), ("let x = \"😀\u{FE0F}\u{FE0F}\"", 17, "FE0F"),
    ("let x = \"🏴\u{E0061}\u{E007F}\"", 14, "E0061"),
    ("let x = \"😀\u{E0067}\"", 14, "E0067"),
  ])
  func `an invisible character in code is reported`(code: String, column: Int, name: String) {
    let words = "is invisible, so the code reads differently from what runs; in a text, write it as"
    let escape = "'\\u{\(String(Int(name, radix: 16) ?? 0, radix: 16))}'"
    let notebook = parse("```{swift}", code, "```")
    #expect(
      notebook.complaints == ["2:\(column): warning: this character, U+\(name), \(words) \(escape)"])
    #expect(notebook.isRunnable)
    let value = parse("`{swift} \"a\u{200B}b\"`")
    #expect(value.complaints == ["1:12: warning: this character, U+200B, \(words) '\\u{200b}'"])
  }

  @Test(arguments: [
    "❤️‍🔥", "👩🏽‍🔬", "👁️‍🗨️", "⭐️", "©️", "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}", "שלום", "한",
    "1\u{FE0F}\u{20E3}", "☎\u{FE0E}", "می\u{200C}خواهم", "क्\u{200D}ष",
  ])
  func `what gives an emoji or a letter its shape is not reported, nor is a mark at the file's beginning`(
    text: String
  ) {
    let notebook = parse("\u{FEFF}```{swift}", "let x = \"\(text)\"", "```")
    #expect(notebook.complaints == [])
  }

  @Test func `characters that are not allowed in a page are reported, and replaced in formulas`() {
    let notebook = parse(
      "a", "", "$\\text{a\u{1B}[b} \u{85}$ \u{FFFE} \u{7}", "", "```{swift}", "let a = \"\u{80}\"", "```")
    #expect(
      notebook.complaints == [
        "3:9: warning: this character, U+001B, cannot be in a page; '\u{FFFD}' replaces it",
        "6:10: warning: this character, U+0080, cannot be in a page; '\u{FFFD}' replaces it",
      ])
    guard
      case .paragraph(let inlines)? = notebook.blocks.last(where: {
        if case .paragraph = $0 { true } else { false }
      }),
      case .mathematics(let formula)? = inlines.first
    else {
      Issue.record("no formula")
      return
    }
    #expect(
      !formula.element.markup.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
    #expect(formula.element.markup.contains("a\u{FFFD}[b"))
  }
}
