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

  @Test(arguments: [
    "run --fresh", "(--fresh)", "--seed=3-5, -o x", "o'neil@x-1.org", "https://a.b/c--d...e?q='1'&r",
    "www.a--b.c",
    "this --> that", "this <-- that", "0...5", "x[0...]", "call 555-0123", "in 2024-05", "in 2024-11", "1e-5",
  ])
  func `addresses, options and arrows keep their characters`(_ text: String) {
    #expect(Self.english.typeset(text) == text)
    #expect(Self.english.typeset("\"\(text)\".") == "“\(text)”.")
  }

  @Test(arguments: [
    ("2019-21", "2019–21"), ("98-102", "98–102"), ("at -.5 or -∞", "at −.5 or −∞"),
    ("a 6\" pipe is 5'10\" long", "a 6″ pipe is 5′10″ long"), ("\"version 6\"", "“version 6”"),
    ("rock 'n' roll, 'tis 'em", "rock ’n’ roll, ’tis ’em"), ("the text \"\" is", "the text “” is"),
    ("said:\"no\"", "said:“no”"), ("10'000", "10’000"), ("\"'yes'\"", "“‘yes’”"),
  ])
  func `ranges rise, and quotation marks after numbers are primes`(_ text: String, _ expected: String) {
    #expect(Self.english.typeset(text) == expected)
  }

  @Test(arguments: [
    ("zh", "他说\"你好\"。", "他说“你好”。"), ("zh", "\"好\"的，\"不\"", "“好”的，“不”"),
    ("zh-TW", "他說\"你好\"。", "他說「你好」。"), ("ja", "彼は\"'はい'と\"言った", "彼は「『はい』と」言った"),
    ("ar", "و\"كتاب\"", "و«كتاب»"), ("he", "צה\"ל", "צה״ל"),
    ("fr", "l'\"école\"", "l’«\u{202F}école\u{202F}»"),
    ("it", "dell'\"amico\"", "dell’“amico”"), ("de", "so 'ne Sache, 's ist", "so ’ne Sache, ’s ist"),
    ("ru", "\"да\"", "«да»"), ("de-CH", "\"ja\"", "«ja»"),
    ("ar", "\u{2068}\"x\" https://a.org/1-2\u{2069}", "\u{2068}«x» https://a.org/1-2\u{2069}"),
    ("ar", "\u{2068}https://a.org/1-2\u{2069}", "\u{2068}https://a.org/1-2\u{2069}"),
  ])
  func `quotations need no space before them in every language`(
    _ language: String, _ text: String, _ expected: String
  ) {
    #expect(Typography(language: language).typeset(text) == expected)
  }

  @Test func `three stops become an ellipsis, and more do not`() {
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

  @Test func `a quotation goes on through emphasis, code and formulas`() {
    let page = Self.page("---\nlang: zh\n---\n\n他说\"*你好*\"吧。\n")
    #expect(page.contains("他说“<em>你好</em>”吧。"))
    #expect(Self.page("\"$x$\"'s value").contains("</math>”’s</span>"))
  }

  @Test func `a note next to its call leaves the quotation around the call open`() {
    #expect(Self.page("Ask \"one[^n] of 5\" again.\n\n[^n]: A \"note\".\n").contains("</span> of 5” again."))
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
