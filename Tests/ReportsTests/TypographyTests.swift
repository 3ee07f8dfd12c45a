import Notebooks
import Reports
import Testing

@Suite struct TypographyTests {
  private static let english = Typography(language: "en-GB")

  @Test(arguments: [
    ("\"Yes,\" she said.", "“Yes,” she said."), ("(\"so\")", "(“so”)"),
    ("it's the units' sum", "it’s the units’ sum"),
    ("he said 'no'", "he said ‘no’"), ("the '90s", "the ’90s"), ("“as it was”", "“as it was”"),
  ])
  func `straight quotes become curly`(_ text: String, _ expected: String) {
    #expect(Self.english.typeset(text) == expected)
  }

  @Test(arguments: [
    ("from -1 to 1", "from −1 to 1"), ("(-0.5)", "(−0.5)"), ("pages 3-5", "pages 3–5"),
    ("0.1-0.25 of it", "0.1–0.25 of it"),
    ("GPT-2 and CIFAR-10", "GPT-2 and CIFAR-10"), ("on 2024-05-01", "on 2024-05-01"),
    ("well-known", "well-known"),
    ("one -- two --- three", "one – two — three"), ("|----|", "|----|"), ("1-2-3", "1-2-3"), ("x-1", "x-1"),
  ])
  func `hyphens become minus signs and dashes only where they mean them`(_ text: String, _ expected: String) {
    #expect(Self.english.typeset(text) == expected)
  }

  @Test(arguments: [
    ("10 000 steps", "10\u{202F}000 steps"), ("1 234 567.", "1\u{202F}234\u{202F}567."),
    ("in 12 ms", "in 12\u{202F}ms"),
    ("95 % of it", "95\u{202F}% of it"), ("3 GB", "3\u{202F}GB"), ("2 small steps", "2 small steps"),
    ("10 0000", "10 0000"),
    ("1990 200 people", "1990 200 people"), ("5 minutes", "5 minutes"),
  ])
  func `spaces in numbers and before units are narrow`(_ text: String, _ expected: String) {
    #expect(Self.english.typeset(text) == expected)
  }

  @Test func `three stops become an ellipsis, and a range of Swift does not`() {
    #expect(Self.english.typeset("and so on...") == "and so on…")
    #expect(Self.english.typeset("....") == "....")
  }

  @Test(arguments: [
    ("de", "\"ja\"", "„ja“"), ("fr", "\"oui\" ?", "«\u{202F}oui\u{202F}»\u{202F}?"), ("es", "\"sí\"", "«sí»"),
    ("de", "'ja', sagt's er", "‚ja‘, sagt’s er"), ("ja", "it's \"x\"", "it’s 「x」"), ("zh", "\"x\"", "“x”"),
    ("ar", "\"x\"", "«x»"),
  ])
  func `each language has its own marks`(_ language: String, _ text: String, _ expected: String) {
    #expect(Typography(language: language).typeset(text) == expected)
  }

  @Test func `what came before decides whether a quotation opens`() {
    #expect(Self.english.typeset("\" it", after: "e") == "” it")
    #expect(Self.english.typeset("'s", after: "x") == "’s")
    #expect(Self.english.typeset("-gram", after: "x") == "-gram")
  }

  private static func page(_ markdown: String) -> String {
    let notebook = Notebook.parse(markdown.utf8, file: "n.md")
    return Report(notebook: notebook, result: RunResult(of: notebook)).html()
  }

  @Test func `code, values and attributes keep their characters`() {
    let page = Self.page(
      "Say `\"a\" -1` and [it's](n.html \"it's\").\n\n```swift\nlet a = \"-1\" // 3-5\n```\n")
    #expect(page.contains("<code>&quot;a&quot; -1</code>") || page.contains("<code>\"a\" -1</code>"))
    #expect(page.contains("title=\"it's\""))
    #expect(page.contains("it’s</a>"))
    #expect(page.contains("// 3-5"))
  }

  @Test func `a formula keeps the punctuation and the rest of the word next to it`() {
    let page = Self.page("Take ($x$), the $n$-gram of $k$th order, \"$y$\".")
    #expect(page.contains("<span class=\"maths\">(<math>"))
    #expect(page.contains("</math>),</span>"))
    #expect(page.contains("</math>-</span>gram"))
    #expect(page.contains("</math>th</span>"))
    #expect(page.contains("<span class=\"maths\">“<math>"))
    #expect(page.contains("</math>”.</span>"))
  }
}
