import Notebooks
import Testing

struct FrontMatterTests {
  @Test func `all fields are read`() {
    let notebook = parse(
      "---", "title: \"A: B\"", "subtitle: S", "description: >", "  two", "  lines",
      "author: [Ann, {name: Bob}]",
      "lang: de-AT", "raw-html: true", "params:", "  epochs: 10", "  rate: 1e-3", "  name: \"7\"",
      "  country: no",
      "  fast: true", "execute:", "  echo: false", "---", "Text")
    let metadata = notebook.metadata
    #expect(notebook.complaints == [])
    #expect(metadata.title?.outline == "A: B" && metadata.subtitle?.outline == "S")
    #expect(metadata.description?.outline == "two lines")
    #expect(metadata.authors == ["Ann", "Bob"] && metadata.language == "de-AT" && metadata.allowsHTML)
    #expect(
      metadata.parameters.map(\.value) == [
        .integer(10), .number(0.001), .text("7"), .text("no"), .truth(true),
      ])
    #expect(metadata.parameters.first?.location == SourceLocation(line: 11, column: 3))
    #expect(metadata.execute.echo == false)
    #expect(notebook.outline == "p(Text)")
  }

  private static let wrong: [(String, String)] = [
    ("autor: x", "2:1: warning: unknown key 'autor'; did you mean 'author'?"),
    ("zzz: x", "2:1: warning: unknown key 'zzz'"),
    ("title: [a]", "2:8: error: 'title' must be a text, not a list"),
    ("lang: [a]", "2:7: error: 'lang' must be a language tag like 'en' or 'de-AT', not a list"),
    ("params:\n\ta: 1", "3:1: error: this is not YAML: a tab can't indent or separate; write spaces"),
    ("params: 3", "2:9: error: 'params' must hold parameters like 'epochs: 10', not '3'"),
    ("params: {for: 1}", "2:10: error: the parameter 'for' must have a name that Swift takes for a variable"),
    (
      "params: {a: [1]}", "2:13: error: the parameter 'a' must be a number, a text, true or false, not a list"
    ),
    ("execute: fast", "2:10: error: 'execute' must hold options like 'echo: false', not 'fast'"),
    ("execute: {label: x}", "2:11: error: 'label' belongs to one cell, not under 'execute'"),
    ("execute: {ecko: x}", "2:11: error: unknown option 'ecko'; did you mean 'echo'?"),
    ("raw-html: 1", "2:11: error: 'raw-html' must be true or false, not '1'"),
    (
      "title: ä: b",
      "2:10: error: this is not YAML: mapping values are not allowed in this context; a text that contains ': ' needs quotes around it"
    ),
  ]

  @Test(arguments: wrong)
  func `a mistake is reported at its place`(line: String, complaint: String) {
    #expect(parse("---", line, "---").complaints == [complaint])
  }

  @Test(arguments: [
    "en", "de-AT", "zh-Hant", "zh-Hant-TW", "zh-yue", "es-419", "sl-rozaj-biske", "de-1996", "gsw", "no",
    "xx", "EN-us", "de-u-co-phonebk", "en-a-bbb-x-a", "en-x-lectern",
  ])
  func `the tag of a language is taken as it is`(tag: String) {
    let notebook = parse("---", "lang: \(tag)", "---")
    #expect(notebook.complaints == [] && notebook.metadata.language == tag)
  }

  private static let untagged: [(String, String?)] = [
    ("german", "de"), ("Deutsch", "de"), ("germann", "de"), ("ger", "de"), ("german-AT", "de-AT"),
    ("日本語", "ja"), ("jp", "ja"), ("de_AT", "de-AT"), ("en_US.UTF-8", "en-US"), ("klingonic", nil), ("d", nil),
    ("de-", nil), ("de--AT", nil), ("-de", nil), ("de-a", nil), ("de-AT-CH", nil), ("de at", nil),
    ("d3", nil),
    ("dé", nil), ("\u{212A}l", "kl"), ("\"\"", nil), ("en-x", nil),
  ]

  @Test(arguments: untagged)
  func `what is no tag of a language is a mistake, with the tag that is meant`(text: String, tag: String?) {
    let notebook = parse("---", "lang: \(text)", "---")
    let shown = text == "\"\"" ? "" : text
    let hint = tag.map { "; did you mean '\($0)'?" } ?? ""
    #expect(
      notebook.complaints == [
        "2:7: error: 'lang' must be a language tag like 'en' or 'de-AT', not '\(shown)'\(hint)"
      ])
    #expect(notebook.metadata.language == "en")
  }

  @Test(
    arguments: [
      ("!!str 3", .text("3")), ("!!float 3", .number(3)), ("!!int \"3\"", .integer(3)),
      ("!!bool true", .truth(true)), ("0x1F", .integer(31)), ("0o17", .integer(15)), ("1e20", .number(1e20)),
      ("\"!foo\"", .text("!foo")), ("1.2.3", .text("1.2.3")), ("2024-01-01", .text("2024-01-01")),
    ] as [(String, Parameter.Value)])
  func `a parameter has the type that its text or tag says`(text: String, value: Parameter.Value) {
    let notebook = parse("---", "params:", "  a: \(text)", "---")
    #expect(notebook.complaints == [])
    #expect(notebook.metadata.parameters.first?.value == value)
  }

  @Test(arguments: [
    ("!!int x", "'!!int' needs a whole number, not 'x'"), ("!!float x", "'!!float' needs a number, not 'x'"),
    ("!!bool 3", "'!!bool' needs true or false, not '3'"),
    ("!!binary aGVsbG8=", "the tag '!!binary' means nothing here; a text that begins with '!' needs quotes"),
    ("!foo 3", "the tag '!foo' means nothing here; a text that begins with '!' needs quotes"),
    (
      "!!python/object:os.system x",
      "the tag '!!python/object:os.system' means nothing here; a text that begins with '!' needs quotes"
    ),
    (
      "99999999999999999999",
      "the parameter 'a': '99999999999999999999' does not fit a whole number of 64 bits; '1e20' is a number that would"
    ),
    ("1e999", "the parameter 'a': '1e999' is too large a number; in quotes it is a text"),
    ("-.inf", "the parameter 'a': '-.inf' is not finite; in quotes it is a text"),
    (".NaN", "the parameter 'a': '.NaN' is not finite; in quotes it is a text"),
  ])
  func `a tag or number that can't be obeyed is reported at its place`(text: String, complaint: String) {
    #expect(parse("---", "params:", "  a: \(text)", "---").complaints == ["3:6: error: \(complaint)"])
  }

  @Test func `all mistakes are reported at once`() {
    let notebook = parse("---", "titel: x", "title: a", "title: b", "params: {x: 1, x: 2}", "lang: 1", "---")
    #expect(
      notebook.complaints == [
        "2:1: warning: unknown key 'titel'; did you mean 'title'?", "4:1: error: 'title' is given twice",
        "5:10: error: 'x' is given twice in these braces",
        "6:7: error: 'lang' must be a language tag like 'en' or 'de-AT', not '1'",
      ])
    #expect(notebook.metadata.title?.outline == "a")
  }

  @Test(arguments: [
    (["---", "", "Text"], "hr p(Text)"), (["---"], "hr"),
    (["---", "Some prose", "---"], "hr h2#some-prose(Some prose)"),
    (["---", "---", "x"], "p(x)"), ([""], ""),
    ([], ""),
    (["---", "title: T", "...", "x"], "p(x)"), (["---  ", "title: T", "---\t"], ""),
    (["---", "# only a comment", "---", "x"], "p(x)"), (["---", "  title: T", "---"], ""),
    (["---", "See https://a.b/c: it is", "", "---"], "hr p(See <a https://a.b/c https://a.b/c>: it is) hr"),
    (["---", "12:30 Lunch", "---"], "hr h2#1230-lunch(12:30 Lunch)"),
    (["---", "a = b", "---"], "hr h2#a--b(a = b)"), (["<!-- x -->", "---", "Text"], "hr p(Text)"),
  ])
  func `front matter is distinguished from a thematic break`(lines: [String], outline: String) {
    let notebook = Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
    #expect(notebook.outline == outline)
    #expect(notebook.complaints == [])
  }

  @Test func `unclosed front matter is reported at its beginning, and the text after it is read`() {
    let notebook = parse("---", "title: T", "", "Text")
    #expect(notebook.complaints == ["1:1: error: the front matter is not closed: a second '---' is missing"])
    #expect(notebook.metadata.title?.outline == "T")
    #expect(notebook.outline == "p(Text)")
  }

  private static let lookalikes: [([String], String, String)] = [
    (["-----", "title: T", "-----", "x"], "1:1", "the line must be '---', three dashes and nothing else"),
    (["----", "a: b", "---"], "1:1", "the line must be '---', three dashes and nothing else"),
    ([" ---", "title: T", " ---"], "1:1", "the line must be '---', three dashes and nothing else"),
    (["\u{200B}---", "title: T", "---"], "1:1", "the line must be '---', three dashes and nothing else"),
    (["—", "title: T", "—"], "1:1", "the line must be '---', three dashes and nothing else"),
    (["--- # yes", "title: T", "---"], "1:1", "the line must be '---', three dashes and nothing else"),
    (["---", "", "title: T", "---"], "1:1", "its first entry must follow '---' in the next line"),
    (["---", "- a", "---", "x"], "1:1", "its entries must be 'key: value', not a list"),
    (["---", "{title: T}", "---", "x"], "1:1", "its entries must be 'key: value', not a list"),
    (["", "---", "title: T", "---"], "2:1", "it must begin in the file's first line"),
    (["+++", "title = \"T\"", "+++"], "1:1", "it must be YAML between lines of '---', not TOML"),
    (["title: T", "author: A", "---", "x"], "1:1", "the line '---' above it is missing"),
    (["---", "title:A", "lang:de", "---", "x"], "1:1", "a space must follow the colon of 'title:'"),
    (["---", "seed:1", "---", "x"], "1:1", "a space must follow the colon of 'seed:'"),
    (["---", "title:\u{A0}A", "---"], "1:1", "a plain space must follow the colon of 'title:'"),
    (["---", "title:\u{3000}A", "---"], "1:1", "a plain space must follow the colon of 'title:'"),
    (["---", "title：A", "---"], "1:1", "the colon after 'title' must be ':', with a space after it"),
    (["---", "lang = \"de\"", "---"], "1:1", "its entries must be 'key: value', not 'key = value'"),
    (["---", "my title: A", "---", "x"], "1:1", "its first key must be one word, not 'my title'"),
    (["---", "foo.bar: A", "---"], "1:1", "its first key must be one word, not 'foo.bar'"),
    (["---", "? title", ": A", "---"], "1:1", "its entries must be 'key: value', not '? key'"),
    (["<!-- c -->", "---", "title: A", "---"], "2:1", "it must begin in the file's first line"),
    (["<!-- c", "", "d -->", "", "---", "title: A", "---"], "5:1", "it must begin in the file's first line"),
  ]

  @Test(arguments: lookalikes)
  func `text that looks like front matter is reported`(lines: [String], place: String, reason: String) {
    for ending in ["\n", "\r\n"] {
      let notebook = Notebook.parse(lines.joined(separator: ending), file: "n.md")
      #expect(
        notebook.complaints == [
          "\(place): warning: this looks like front matter and is taken for text: \(reason)"
        ])
      #expect(notebook.metadata.title == nil)
    }
  }

  @Test func `a byte order mark, Windows line ends and trailing spaces are not part of it`() {
    let notebook = parse("\u{FEFF}---  \r", "title: T \r", "---\t\r", "Text\r")
    #expect(notebook.complaints == [])
    #expect(notebook.metadata.title?.outline == "T")
    #expect(notebook.outline == "p(Text)")
  }

  @Test func `title, subtitle and description are prose`() {
    let notebook = parse(
      "---", "title: \"All `{swift} 3 * 4` with $x^2$ and *stress*\"", "subtitle: see **@sec-a**",
      "description: |", "  one", "", "  two `{swift} n`[^a]", "---", "# A {#sec-a}", "", "[^a]: Note")
    #expect(notebook.complaints == [])
    #expect(notebook.metadata.title?.outline == "All <v0> with <$x^2$> and <em stress>")
    #expect(notebook.metadata.subtitle?.outline == "see <b <ref sec-a A>>")
    #expect(notebook.metadata.description?.outline == "one⏎two <v1><fn1.1>")
    #expect(notebook.values.map(\.placed) == ["2:22 3 * 4", "7:16 n"])
    #expect(notebook.program == [.value(0), .value(1)])
  }

  // MARK: Bounds

  private static let bomb: [String] =
    ["a: &a [x,x,x,x,x,x,x,x,x]"]
    + zip("bcdefghij", "abcdefghi").map { name, before in
      "\(name): &\(name) [" + Array(repeating: "*\(before)", count: 9).joined(separator: ",") + "]"
    }

  private static let alias =
    "3:8: error: an alias ('*name') cannot be used here; a text that begins with '*' needs quotes around it"

  private static let immense: [([String], String)] = [
    (bomb, alias), (["a: &a [x]", "? [*a, *a]", ": y"], alias.replacing("3:8", with: "3:4")),
    (["title: " + String(repeating: "[", count: 100_000)], "2:9: error: more than 20 levels of YAML"),
    (
      ["params:", "  " + String(repeating: "- ", count: 100_000) + "x"],
      "3:41: error: more than 20 levels of YAML"
    ),
    (["params: {" + String(repeating: "{a: ", count: 100_000)], "2:82: error: more than 20 levels of YAML"),
    (
      ["author: [" + String(repeating: "a,", count: 100_000) + "]"], "2:20004: error: more than 10000 values"
    ),
  ]

  @Test(.timeLimit(.minutes(15)), arguments: immense)
  func `YAML that would grow without bounds is refused at once`(lines: [String], complaint: String) {
    let notebook = Notebook.parse((["---"] + lines + ["---", "Text"]).joined(separator: "\n"), file: "n.md")
    #expect(notebook.complaints == [complaint])
    #expect(notebook.outline == "p(Text)")
    let book = Book.parse(lines.joined(separator: "\n"), file: "book.yml")
    #expect(book.diagnostics.contains { complaint.hasSuffix($0.message) })
    let options = lines.map { "//| " + $0 }
    let cell = Notebook.parse((["```{swift}"] + options + ["```"]).joined(separator: "\n"), file: "n.md")
    #expect(cell.diagnostics.contains { complaint.hasSuffix($0.message) })
  }
}
