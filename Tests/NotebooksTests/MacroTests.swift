import Notebooks
import Testing

/// Macros of formulas.
@Suite struct MacroTests {
  private func tex(_ formula: String, _ macros: String...) -> Notebook {
    Notebook.parse(
      (["---", "macros:"] + macros.map { "  \($0)" } + ["---", formula]).joined(separator: "\n"), file: "n.md"
    )
  }

  @Test(arguments: [
    ("$x \\in \\R^n$", "p(<$x \\in \\mathbb{R}^n$>)"),
    ("$\\norm{x + 1}_2$", "p(<$\\lVert x + 1 \\rVert _2$>)"),
    ("$\\norm x$", "p(<$\\lVert x \\rVert$>)"), ("$\\norm\\R$", "p(<$\\lVert \\mathbb{R} \\rVert$>)"),
    ("$\\two{a}{\\norm b}$", "p(<$\\frac{\\lVert b \\rVert }{a}$>)"), ("$\\Re$", "p(<$\\Re$>)"),
  ])
  func `a macro is replaced by its text`(formula: String, outline: String) {
    let notebook = tex(
      formula, "\\R: \\mathbb{R}", "\\norm[1]: '\\lVert #1 \\rVert'", "\\two[2]: '\\frac{#2}{#1}'")
    #expect(notebook.complaints == [])
    #expect(notebook.outline == outline)
  }

  @Test(arguments: [
    ("\\a: \\b x", "$\\ab$", "5:2: error: unknown command '\\ab'"),
    ("\\a: x", "$\\a{$", "5:4: error: this '{' is not closed"),
    ("\\a: \\nope", "$1 + \\a$", "5:6: error: unknown command '\\nope'"),
    ("\\a[1]: '{#1}'", "$1 + \\a{\\nope}$", "5:9: error: unknown command '\\nope'"),
    ("\\a[1]: '{#1}'", "$1 + \\a$", "5:6: error: an argument of '\\a' is missing"),
    ("\\a: \\a", "$1$", "3:3: error: the macro '\\a' uses itself"),
    (
      "\\a[1]: x #1 y", "$1$",
      "3:10: error: the macro '\\a' doesn't use '#1'; in YAML, ' #' begins a comment unless the text has quotes"
    ),
    (
      "\\a[1]: '#2'", "$1$",
      "3:10: error: after '#', the macro '\\a' needs the number of one of its arguments, 1 to 1"
    ),
    ("\\a: '#1'", "$1$", "3:7: error: the macro '\\a' has no arguments; '\\a[1]' would have one"),
    ("\\a: '{'", "$1$", "3:7: error: in the macro '\\a', a '{' is not closed"),
    ("\\a: [1]", "$1$", "3:7: error: the macro '\\a' must be a formula, not a list"),
    (
      "a: x", "$1$",
      "3:3: error: 'a' can't be a macro: its name is a backslash and letters, followed by the number of its "
        + "arguments if it has any, as in '\\norm[1]'"
    ),
  ])
  func `a mistake has its place`(macro: String, formula: String, complaint: String) {
    #expect(tex(formula, macro).complaints.first?.hasPrefix(complaint) == true)
  }

  @Test(arguments: [("\\beta", "b"), ("\\nabla", "n"), ("2 \\theta", "t")])
  func `a macro between double quotes loses no letter without a word`(formula: String, letter: String) {
    let complaint = tex("$\\x$", "\\x: \"\(formula)\"").complaints.first ?? ""
    #expect(complaint.hasPrefix("3:7: warning: between double quotes, '\\\(letter)"), "\(complaint)")
    #expect(tex("$\\x$", "\\x: '\(formula)'").complaints == [])
  }

  @Test func `macros that grow end`() {
    let notebook = tex(
      "$\\a$", "\\a: \\b\\b\\b\\b", "\\b: \\c\\c\\c\\c", "\\c: \\d\\d\\d\\d", "\\d: \\e\\e\\e\\e",
      "\\e: \\f\\f\\f\\f",
      "\\f: xxxx")
    #expect(
      notebook.complaints == [
        "10:2: error: with '\\f', the macros make this formula too long; does one use itself?"
      ])
  }

  @Test func `formulas don't grow together without an end`() {
    let macro = "\\a: '\\text{\(String(repeating: "x", count: 40_000))}'"
    let notebook = tex(String(repeating: "$\\a$ ", count: 100), macro)
    let message = "with this one, the formulas of this notebook have more than 2 MiB from macros"
    #expect(notebook.complaints.filter { $0.contains(message) }.count == 1)
    #expect(notebook.outline.utf8.count < 3_000_000)
  }

  @Test(.timeLimit(.minutes(15))) func `a long chain of macros is no work without an end`() {
    let digits = ["a", "b", "c", "d", "e", "f", "g", "h"]
    let names = (0..<4500).map { number in
      (0..<5).map { digits[number >> (3 * $0) & 7] }.joined()
    }
    let macros = zip(names, names.dropFirst()).map { "  \\\($0): \\\($1)" }
    let lines = ["---", "macros:"] + macros + ["---", "text"]
    #expect(Notebook.parse(lines.joined(separator: "\n"), file: "n.md").outline == "p(text)")
  }

  @Test func `arguments that are doubled again and again end`() {
    let names = (1...20).map { "m" + String(repeating: "i", count: $0) }
    let macros = zip(names, names.dropFirst()).map { "  \\\($0)[1]: '\\\($1){#1#1}'" }
    let lines = ["---", "macros:"] + macros + ["---", "$\\mi{x + y}$"]
    let complaints = Notebook.parse(lines.joined(separator: "\n"), file: "n.md").complaints
    #expect(complaints.count == 1 && complaints[0].contains("too long"))
  }

  @Test func `a book's macros are for all chapters, and a chapter's own come first`() {
    let book = Book.parse("chapters: [a.md]\nmacros:\n  \\R: \\mathbb{R}\n  \\x: a", file: "book.yml")
    #expect(book.diagnostics.isEmpty)
    let text = "---\nmacros:\n  \\x: b\n---\n$\\R\\x$"
    let notebook = Notebook.parse(text.utf8, file: "a.md", bookLabels: BookLabels(macros: book.macros))
    #expect(notebook.outline == "p(<$\\mathbb{R}b$>)")
  }
}
