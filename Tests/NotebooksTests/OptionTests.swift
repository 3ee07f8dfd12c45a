import Notebooks
import Testing

struct OptionTests {
  private func cell(_ options: String...) -> (Cell?, [String]) {
    let notebook = Notebook.parse(
      (["```{swift}"] + options + ["run()", "```"]).joined(separator: "\n"), file: "n.md")
    return (notebook.cells.first, notebook.complaints)
  }

  @Test func `every option is read`() {
    let (cell, complaints) = cell(
      "//| label: fig-loss", "//| eval: false", "//|echo: true", "//| output: false",
      "//| error: \"out of range\"",
      "//| include: true", "//| warning: false", "//| code-fold: show", "//| code-summary: Look",
      "//| fig-cap: Loss",
      "//| fig-alt: A curve", "//| tbl-cap: 'Don''t'", "//| timeout: 2.5", "//| values: false",
      "//| memory: 2G", "//| max-output: 64K", "//| max-page: 1M")
    #expect(complaints == [])
    let options = cell?.options
    #expect(options?.label == "fig-loss")
    #expect(options?.eval == false && options?.echo == true && options?.output == false)
    #expect(options?.error == .demanded("out of range"))
    #expect(options?.include == true && options?.warning == false && options?.values == false)
    #expect(options?.codeFold == .open && options?.codeSummary == "Look")
    #expect(options?.figureCaption?.outline == "Loss" && options?.tableCaption?.outline == "Don't")
    #expect(options?.figureAlternative == "A curve" && options?.timeout == 2.5)
    #expect(options?.memory == 2 << 30 && options?.maxOutput == 64 << 10)
    #expect(options?.maxPage == 1 << 20)
    #expect(cell?.placed == ["19:1 run()"])
    #expect(cell?.number == 1)
  }

  @Test func `a value may span several lines`() {
    let (cell, complaints) = cell("//| fig-cap: |", "//|   One", "//|   two", "//| error:", "//|   true")
    #expect(complaints == [])
    #expect(cell?.options.figureCaption?.outline == "One⏎two")
    #expect(cell?.options.error == .allowed)
    #expect(cell?.placed == ["7:1 run()"])
  }

  @Test func `only leading lines are options`() {
    let (cell, complaints) = cell("//| echo: false", "", "//| eval: false")
    #expect(
      complaints == ["4:1: warning: this option does not count: options must be the cell's first lines"])
    #expect(cell?.options.eval == nil)
    #expect(cell?.placed == ["3:1 ", "4:1 //| eval: false", "5:1 run()"])
  }

  @Test(arguments: [
    (
      "// | echo: false",
      "2:1: warning: this option does not count: an option begins with '//|' at the start of its line"
    ),
    (
      "  //| echo: false",
      "2:3: warning: this option does not count: an option begins with '//|' at the start of its line"
    ),
    (
      "#| echo: false",
      "2:1: warning: this option does not count: an option begins with '//|' at the start of its line"
    ),
    (
      "let x = 1\n//| echo: false",
      "3:1: warning: this option does not count: options must be the cell's first lines"
    ),
    ("//| label: fig-", "2:12: error: the id 'fig-' needs a name after its '-'"),
  ])
  func `an option that counts for nothing is reported`(lines: String, complaint: String) {
    #expect(cell(lines).1 == [complaint])
  }

  @Test func `comments that are no options are not reported`() {
    #expect(cell("// a | b: c", "// | see: that", "let x = 1 // echo: false", "#if DEBUG").1 == [])
  }

  @Test(arguments: [("{swift}", 1), ("{ swift }", 1), ("{.swift}", 0), ("swift", 0)])
  func `what runs is decided by the braces`(info: String, cells: Int) {
    let notebook = parse("```\(info)", "1", "```")
    #expect(notebook.cells.count == cells && notebook.complaints == [])
  }

  @Test(arguments: [
    ("//| fig-cpa: x", "2:5: error: unknown option 'fig-cpa'; did you mean 'fig-cap'?"),
    ("//| zebra: x", "2:5: error: unknown option 'zebra'"),
    ("//| echo: yes", "2:11: error: 'echo' must be true or false, not 'yes'"),
    ("//| eval: [1]", "2:11: error: 'eval' must be true or false, not a list"),
    (
      "//| timeout: soon",
      "2:14: error: 'timeout' must be a number of seconds between 0 and 86400, not 'soon'"
    ),
    (
      "//| memory: much",
      "2:13: error: 'memory' must be a number of bytes, such as 4096, 512K, 4M or 2G, not 'much'"
    ),
    (
      "//| max-output: 0",
      "2:17: error: 'max-output' must be a number of bytes, such as 4096, 512K, 4M or 2G, not '0'"
    ),
    (
      "//| max-page: -4K",
      "2:15: error: 'max-page' must be a number of bytes, such as 4096, 512K, 4M or 2G, not '-4K'"
    ),
    ("//| timeout: -1", "2:14: error: 'timeout' must be a number of seconds between 0 and 86400, not '-1'"),
    ("//| code-fold: maybe", "2:16: error: 'code-fold' must be true, false or show, not 'maybe'"),
    ("//| fig-cap:", "2:13: error: 'fig-cap' must be a text, not nothing"),
    ("//| error: {a: 1}", "2:12: error: 'error' must be true, false or a part of the message, not a mapping"),
    (
      "//| label: loss\n//| fig-cap: A loss",
      "2:12: warning: the label 'loss' gives no number to what the caption is about; 'fig-loss' does"
    ),
    (
      "//| tbl-cap: Losses\n//| label: loss",
      "3:12: warning: the label 'loss' gives no number to what the caption is about; 'tbl-loss' does"
    ),
    ("//| label: a b", "2:12: error: 'label' must be made of letters, digits, '-' and '_', not 'a b'"),
    ("//| just words", "2:5: error: expected 'key: value' but found 'just words'"),
    (
      "//| label: eq-x",
      "2:12: error: the id 'eq-x' does not fit what it names; it must be without such a prefix"
    ),
  ])
  func `a wrong option is reported at its place`(line: String, complaint: String) {
    #expect(cell(line).1 == [complaint])
  }

  @Test func `all wrong options are reported, repeated ones too`() {
    let (_, complaints) = cell("//| echo: 1", "//| ecko: true", "//| echo: true", "//| eval: 2")
    #expect(
      complaints == [
        "2:11: error: 'echo' must be true or false, not '1'",
        "3:5: error: unknown option 'ecko'; did you mean 'echo'?", "4:5: error: 'echo' is given twice",
        "5:11: error: 'eval' must be true or false, not '2'",
      ])
  }

  @Test func `invalid YAML is reported at the notebook's line`() {
    let (cell, complaints) = cell("//| fig-cap: \"open", "//| echo: true")
    #expect(complaints.count == 1)
    #expect(complaints.first?.contains("error: this is not YAML") == true)
    #expect(cell?.placed == ["4:1 run()"])
  }

  @Test func `a formula between double quotes is an error that says which quotes it needs`() {
    let (_, complaints) = cell("//| fig-cap: \"Over $\\mathbb{R}$\"")
    #expect(complaints.count == 1)
    #expect(complaints.first?.contains("unknown escape character") == true, "\(complaints)")
    #expect(complaints.first?.hasSuffix("and between single quotes it doesn't") == true, "\(complaints)")
    #expect(cell("//| fig-cap: 'Over $\\mathbb{R}$'").1 == [])
  }

  @Test(arguments: [
    ("$x$ over $\\theta$", "theta", "t"), ("$a \\nabla f$", "nabla", "n"), ("$\\Psi$", "Psi", "P"),
  ])
  func `a command that an escape takes a letter from is noticed`(text: String, name: String, letter: String) {
    let complaint =
      "between double quotes, '\\\(name)' begins with the escape '\\\(letter)'; between single quotes it stays what it is"
    #expect(cell("//| fig-cap: \"\(text)\"").1.first == "2:14: warning: \(complaint)")
    #expect(cell("//| fig-cap: '\(text)'").1 == [])
    #expect(cell("//| solution: ex-a", "//| hint: [\"\(text)\"]").1.contains("3:12: warning: \(complaint)"))
    #expect(parse("---", "title: \"\(text)\"", "---").complaints.first == "2:8: warning: \(complaint)")
  }

  @Test(arguments: ["first\\nsecond", "a $x$\\nb $y$\\nc", "$a$\\tb", "$5\\nmore", "$a\\\\theta$"])
  func `a line's end outside of formulas is no command`(text: String) {
    #expect(parse("---", "description: \"\(text)\"", "---").complaints == [])
  }

  @Test func `a code of a character that is none says which quotes a formula needs`() {
    let (_, complaints) = cell("//| fig-cap: \"$\\xi$\"")
    #expect(complaints.count == 1)
    #expect(complaints.first?.hasSuffix("and between single quotes it doesn't") == true, "\(complaints)")
  }

  @Test func `a caption that begins with a value needs quotes, and the error says so`() {
    let (_, complaints) = cell("//| fig-cap: `{swift} n` rows")
    #expect(complaints.count == 1)
    #expect(complaints.first?.hasPrefix("2:14: error: this is not YAML") == true, "\(complaints)")
    #expect(complaints.first?.hasSuffix("needs quotes around it") == true, "\(complaints)")
  }

  @Test func `a cell's options override the notebook's`() {
    let notebook = parse(
      "---", "execute:", "  echo: false", "  timeout: 10", "  max-output: 1K", "  max-page: 8K",
      "  error: true", "---",
      "```{swift}",
      "//| echo: true", "```",
      "```{swift}", "//| error: false", "```")
    #expect(notebook.complaints == [])
    #expect(notebook.cells.map(\.options.echo) == [true, false])
    #expect(notebook.cells.map(\.options.timeout) == [10, 10])
    #expect(notebook.cells.map(\.options.maxOutput) == [1024, 1024])
    #expect(notebook.cells.map(\.options.maxPage) == [8192, 8192])
    #expect(notebook.cells.map(\.options.error) == [.allowed, .forbidden])
  }

  @Test func `a caption's values come after the cell and know their places`() {
    let notebook = parse(
      "> ```{swift}", "> //| fig-cap: \"Say \\\"é\\\": `{swift} loss` of $x_$\"", "> //| tbl-cap: >",
      "> //|   folded",
      "> //|   `{swift} second`", "> run()", "> ```")
    #expect(notebook.program == [.cell(0), .value(0), .value(1)])
    #expect(notebook.values.map(\.placed) == ["2:38 loss", "5:18 second"])
    #expect(notebook.cells.first?.options.figureCaption?.outline == "Say \"é\": <v0> of <$x_$>")
    #expect(notebook.cells.first?.options.tableCaption?.outline == "folded <v1>")
    #expect(notebook.complaints == ["2:50: error: an argument of '_' is missing"])
  }
}
