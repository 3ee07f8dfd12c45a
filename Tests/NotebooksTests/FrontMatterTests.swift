import Notebooks
import Testing

struct FrontMatterTests {
  @Test func `everything is read`() {
    let notebook = parse(
      "---", "title: \"A: B\"", "subtitle: S", "description: >", "  two", "  lines",
      "author: [Ann, {name: Bob}]",
      "lang: de-AT", "raw-html: true", "params:", "  epochs: 10", "  rate: 1e-3", "  name: \"7\"",
      "  country: no",
      "  fast: true", "execute:", "  echo: false", "---", "Text")
    let metadata = notebook.metadata
    #expect(notebook.complaints == [])
    #expect(metadata.title == "A: B" && metadata.subtitle == "S" && metadata.description == "two lines\n")
    #expect(metadata.authors == ["Ann", "Bob"] && metadata.language == "de-AT" && metadata.allowsHTML)
    #expect(
      metadata.parameters.map(\.value) == [
        .integer(10), .number(0.001), .text("7"), .text("no"), .truth(true),
      ])
    #expect(metadata.parameters.first?.location == SourceLocation(line: 11, column: 3))
    #expect(metadata.execute.echo == false)
    #expect(notebook.outline == "p(Text)")
  }

  @Test(arguments: [
    ("autor: x", "2:1: warning: unknown key 'autor'; did you mean 'author'?"),
    ("zzz: x", "2:1: warning: unknown key 'zzz'"),
    ("title: [a]", "2:8: error: 'title' must be a text, not a list"),
    ("lang: [a]", "2:7: error: 'lang' must be a language tag like 'en' or 'de-AT', not a list"),
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
  ])
  func `what is wrong is told at its place`(line: String, complaint: String) {
    #expect(parse("---", line, "---").complaints == [complaint])
  }

  @Test func `everything wrong is told at once`() {
    let notebook = parse("---", "titel: x", "title: a", "title: b", "params: {x: 1, x: 2}", "lang: 1", "---")
    #expect(
      notebook.complaints == [
        "2:1: warning: unknown key 'titel'; did you mean 'title'?", "4:1: error: 'title' is given twice",
        "5:10: error: 'x' is given twice in these braces",
        "6:7: error: 'lang' must be a language tag like 'en' or 'de-AT', not '1'",
      ])
    #expect(notebook.metadata.title == "a")
  }

  @Test(arguments: [
    (["---", "", "Text"], "hr p(Text)"), (["---"], "hr"),
    (["---", "Some prose", "---"], "hr h2#some-prose(Some prose)"),
    (["", "---", "title: T", "---"], "hr h2#title-t(title: T)"), (["---", "---", "x"], "p(x)"), ([""], ""),
    ([], ""),
    (["---", "title: T", "...", "x"], "p(x)"), (["---  ", "title: T", "---\t"], ""),
    (["----", "a: b", "---"], "hr h2#a-b(a: b)"),
    (["---", "# only a comment", "---", "x"], "p(x)"),
  ])
  func `front matter is told from a thematic break`(lines: [String], outline: String) {
    let notebook = Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
    #expect(notebook.outline == outline)
    #expect(notebook.complaints == [])
  }

  @Test func `unclosed front matter is told at its beginning, and what follows is read`() {
    let notebook = parse("---", "title: T", "", "Text")
    #expect(notebook.complaints == ["1:1: error: the front matter is not closed: a second '---' is missing"])
    #expect(notebook.metadata.title == "T")
    #expect(notebook.outline == "p(Text)")
  }

  @Test func `deep YAML is an error, not a crash`() {
    let deep = String(repeating: "[", count: 5000)
    let notebook = parse("---", "title: \(deep)", "---")
    #expect(notebook.complaints.count == 1)
  }
}
