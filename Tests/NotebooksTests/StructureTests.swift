import Notebooks
import Testing

struct StructureTests {
  // MARK: Tables

  @Test func `tables have alignments, captions and escaped pipes`() {
    let notebook = parse(
      "| a | b | c | d |", "|:--|:-:|--:|---|", "| x \\| y | `p \\| q` | $|z|$ | **w** |", "short | row", "",
      ": A *caption* {#tbl-x}", "", "See @tbl-x.")
    #expect(notebook.complaints == [])
    #expect(
      notebook.outline
        == """
        table[leading,center,trailing,-](a|b|c|d/x | y|<code p | q>|<$|z|$>|<b w>/short|row||):A <em caption>#tbl-x=1 \
        p(See <ref tbl-x Table 1>.)
        """)
  }

  @Test(arguments: [
    (["text", "| a |", "|---|", "| b |"], "p(text⏎| a |⏎|---|⏎| b |)"),
    (["a | b", "---|---", "c | d"], "table[-,-](a|b/c|d)"),
    (["| a | b |", "|---|"], "p(| a | b |⏎|---|)"), (["| a |", "|-x-|"], "p(| a |⏎|-x-|)"),
    (["| a |", "|---|"], "table[-](a)"), (["> | a |", "> |---|", "> | b |", "c"], "quote(table[-](a/b/c))"),
    (["- | a |", "  |---|", "  | b |"], "ul(table[-](a/b))"),
    (["| a |", "|---|", "| b |", ": Cap"], "table[-](a/b):Cap"),
    (["| `a|b` |", "|---|---|"], "table[-,-](`a|b`)"), ([": not a caption"], "p(: not a caption)"),
  ])
  func `tables are recognized as on code hosts`(lines: [String], outline: String) {
    let notebook = Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
    #expect(notebook.outline == outline)
    #expect(notebook.complaints == [])
  }

  @Test func `a row that is too long is reported at its first extra cell`() {
    let notebook = parse("| a |", "|---|", "| b | c |")
    #expect(notebook.outline == "table[-](a/b)")
    #expect(notebook.complaints == ["3:7: warning: this row has 2 cells, but the table has 1"])
  }

  // MARK: Notes and alerts

  @Test func `footnotes are numbered by their first calls and may hold anything`() {
    let notebook = parse(
      "B[^b] a[^a] b[^b].", "", "[^a]: One *word*", "[^b]: First", "", "    Second `{swift} x`", "",
      "    ```{swift}", "      let y = 1", "    ```", "", "> quoted[^c]", ">", "> [^c]: In the quotation")
    #expect(notebook.complaints == [])
    #expect(
      notebook.outline
        == """
        p(B<fn1.1> a<fn2.1> b<fn1.2>.) quote(p(quoted<fn3.1>)) \
        notes(p(First) p(Second <v0>) cell0, p(One <em word>), p(In the quotation))
        """)
    #expect(notebook.values.map(\.placed) == ["6:21 x"])
    #expect(notebook.cells.map(\.placed) == [["9:5   let y = 1"]])
  }

  @Test func `a note of one word is not a link definition`() {
    #expect(parse("a[^1]", "", "[^1]: Word").outline == "p(a<fn1.1>) notes(p(Word))")
  }

  @Test func `missing, unused, empty and duplicate notes are reported`() {
    let notebook = parse(
      "a[^nope] `[^code]`", "", "[^note]: x", "", "[^twice]: y [^twice]", "", "[^twice]: z", "", "[^e]:", "",
      "- list", "", "[^note]")
    #expect(
      notebook.complaints == [
        "1:2: error: there is no footnote '[^nope]:'; did you mean 'note'?",
        "7:1: error: the footnote 'twice' is already defined in line 5",
        "9:1: error: the footnote 'e' has no text in its first line",
        "9:1: error: there is no footnote '[^e]:'",
      ])
    #expect(parse("[^a]: x").complaints == ["1:1: warning: nothing calls the footnote 'a'"])
  }

  @Test(arguments: AlertKind.allCases)
  func `GitHub's alerts`(kind: AlertKind) {
    let notebook = parse("> [!\(kind.rawValue.uppercased())]", "> Text `{swift} x`", ">", "> more")
    #expect(notebook.outline == "\(kind.rawValue)!(p(Text <v0>) p(more))")
    #expect(notebook.values.map(\.placed) == ["2:17 x"])
    #expect(notebook.complaints == [])
  }

  @Test func `near misses of alerts are reported`() {
    let notebook = parse("> [!NOET]", "> a", "", "> [!note] b", "", "> [!NOTE]", ">", "> c", "", "> [!x](y)")
    #expect(
      notebook.complaints == [
        "1:3: warning: there is no alert '[!NOET]'; did you mean 'NOTE'?",
        "4:3: warning: an alert's text begins in the line after '[!note]'",
      ])
    #expect(notebook.outline == "quote(p([!NOET]⏎a)) quote(p([!note] b)) note!(p(c)) quote(p(<a y !x>))")
  }

  // MARK: Headings and references

  @Test func `anchors are unique and made from the text`() {
    let notebook = parse(
      "# Data & *more*!", "## Data more", "## Data more ##", "# Größe_1 `{swift} n`", "# 日本語", "#", "# !",
      "# Named {#data-more-2}",
      "> # Data more")
    #expect(
      notebook.outline
        == """
        h1#data--more(Data & <em more>!) h2#data-more(Data more) h2#data-more-1(Data more) h1#größe_1(Größe_1 <v0>) \
        h1#日本語(日本語) h1#section() h1#section-1(!) h1#data-more-2(Named) quote(h1#data-more-3(Data more))
        """)
    #expect(notebook.contents.map(\.id).count == 8)
    #expect(notebook.contents.first?.title.plainText == "Data & more!")
  }

  @Test func `references work from anywhere, and their targets are numbered in order`() {
    let notebook = parse(
      "See @fig-b, [@fig-a]; @tbl-t and @eq-e. In @sec-s: _@fig-a_. me@fig-a.com \\@fig-a `@fig-a` @other",
      "",
      "```{swift}", "//| label: fig-a", "```", "", "![B](b.png){#fig-b}", "", "```{swift}",
      "//| label: tbl-t", "```", "",
      "$$x$$ {#eq-e}", "", "# The *s* section {#sec-s}")
    #expect(notebook.complaints == [])
    #expect(
      notebook.outline.hasPrefix(
        """
        p(See <ref fig-b Figure 2>, <ref fig-a Figure 1>; <ref tbl-t Table 1> and <ref eq-e Equation 1>. \
        In <ref sec-s The <em s> section>: <em <ref fig-a Figure 1>>. me@fig-a.com @fig-a <code @fig-a> @other)
        """))
    #expect(notebook.cells.map(\.number) == [1, 1])
  }

  @Test(.timeLimit(.minutes(15)))
  func `a table's missing cells are filled up, but not without bounds`() {
    let few = parse("|a|b|c|", "|-|-|-|", "|d|", "|e|f|")
    #expect(few.outline == "table[-,-,-](a|b|c/d||/e|f|)" && few.complaints == [])
    let header = String(repeating: "|a", count: 3000) + "|", rule = String(repeating: "|-", count: 3000) + "|"
    let many = Notebook.parse(
      ([header, rule] + Array(repeating: "|b|", count: 3000)).joined(separator: "\n"), file: "n.md")
    #expect(
      many.complaints == [
        "36:4: error: the tables of this notebook lack more than 100000 cells; write them, or use fewer columns"
      ])
    #expect(many.outline.utf8.count < 1_000_000)
  }

  @Test func `a reference shows a section's title as the heading does, without links and notes`() {
    let notebook = parse(
      "## *Loss* `{swift} 1 + 1` of $\\alpha$ {#sec-a}", "", "## See @sec-a, @tbl-t, [x](#top)[^n] {#sec-b}",
      "",
      "## To @sec-d and @sec-b {#sec-c}", "", "## To @sec-c {#sec-d}", "", "|a|", "|-|", "", ": T {#tbl-t}",
      "",
      "[^n]: Note.", "", "@sec-a; @sec-b; @sec-c")
    #expect(notebook.complaints == [])
    let title = "<em Loss> <v0> of <$\\alpha$>"
    let expected =
      "p(<ref sec-a \(title)>; <ref sec-b See \(title), Table 1, x>; "
      + "<ref sec-c To To Section and See Section, Table 1, x>)"
    #expect(notebook.outline.contains(expected), "\(notebook.outline)")
  }

  @Test func `a reference doesn't repeat what is too long for a title`() {
    let long = String(repeating: "x", count: 401)
    #expect(parse("## \(long) {#sec-a}", "", "@sec-a").outline.hasSuffix("p(<ref sec-a Section>)"))
    // Each would be ten thousand of the one below it.
    let many = String(repeating: "@sec-a ", count: 10_000)
    let notebook = parse(
      "## Short {#sec-a}", "", "## \(many){#sec-b}", "",
      "## \(many.replacing("sec-a", with: "sec-b")){#sec-c}", "",
      many.replacing("sec-a", with: "sec-c"))
    let outline = notebook.outline
    #expect(outline.utf8.count < 2_000_000)
    for words in ["sec-a Short", "sec-b Section", "sec-c Section"] {
      #expect(outline.contains("<ref \(words)>"))
    }
  }

  @Test func `a label without its sign is shown, and warned of`() {
    let notebook = parse(
      "# A {sec-a}", "", "$$x$$ {eq-a}", "", "![i](i.png){fig-i}", "",
      "Set {ex-a, eq} and `{sec-b}` and {section-c}.", "", "See \\eqref{eq-a}.")
    #expect(
      notebook.complaints.filter { $0.contains("is only text") } == [
        "1:5: warning: '{sec-a}' is only text; a label begins with '#': '{#sec-a}'",
        "3:7: warning: '{eq-a}' is only text; a label begins with '#': '{#eq-a}'",
        "5:12: warning: '{fig-i}' is only text; a label begins with '#': '{#fig-i}'",
        "9:11: warning: '{eq-a}' is only text; '@eq-a' refers to what it labels",
      ])
    #expect(notebook.complaints.count { !$0.contains("i.png") } == 4, "\(notebook.complaints)")
  }

  @Test func `missing, duplicate and misplaced ids are reported`() {
    let notebook = parse(
      "@fig-loss and [@tbl-x]", "", "# A {#sec-a}", "# B {#sec-a}", "```{swift}", "//| label: fig-los", "```",
      "$$x$$ {#fig-e}", "",
      "Text {#fig-z} ![i](i.png){#fig-i} more", "", "![j](j.png){#tbl-j}", "", "# C {#sec c}")
    #expect(
      notebook.complaints == [
        "1:1: error: nothing has the id 'fig-loss'; did you mean 'fig-los'?",
        "1:16: error: nothing has the id 'tbl-x'; did you mean 'tbl-j'?",
        "4:6: error: the id 'sec-a' is already taken in line 3",
        "8:8: error: the id 'fig-e' does not fit what it names; it must be 'eq-…' for an equation",
        "10:6: error: there is nothing here that a label could name",
        "10:27: error: a figure's image must be alone in its paragraph",
        "12:13: error: the id 'tbl-j' does not fit what it names; it must be 'fig-…' for a figure",
        "14:11: warning: 'c' means nothing here; only '#id' and 'fig-alt=\"…\"' do",
      ])
  }
}
