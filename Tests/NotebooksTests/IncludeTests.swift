import Foundation
import Notebooks
import TestSupport
import Testing

/// Text and cells that come from other files.
struct IncludeTests {
  private let temporary: TemporaryFolder
  private var folder: URL { temporary.url.appendingPathComponent("notebooks") }

  init() throws {
    temporary = try TemporaryFolder()
    try write("Shared prose.\n\n```{swift}\nlet shared = 1\n```\n", to: "_part.md")
    try write("Deep.\n\n{{< include ../_part.md >}}\n", to: "deep/_deep.md")
  }

  private func write(_ text: String, to name: String) throws {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func notebook(_ lines: String...) -> Notebook {
    Notebook.parse(lines.joined(separator: "\n"), file: folder.path + "/n.md")
  }

  /// What is wrong, with files named from the notebook's folder.
  private func complaints(_ notebook: Notebook) -> [String] {
    notebook.placed(notebook.diagnostics).map { "\($0)".replacing(folder.path + "/", with: "") }
  }

  private func complaint(of line: String) -> String {
    complaints(notebook("# T", "", line, "", "End.")).joined(separator: "; ")
  }

  @Test func `the text and the cells of a file take the place of the include`() {
    let page = notebook("# T", "", "{{< include _part.md >}}", "", "```{swift}", "let own = shared", "```")
    #expect(complaints(page) == [])
    #expect(page.outline == "h1#t(T) p(Shared prose.) cell0 cell1")
    #expect(page.cells.map(\.code) == ["let shared = 1", "let own = shared"])
    #expect(page.cells[1].lines[0].location == SourceLocation(line: 6, column: 1))
    #expect(page.fileName(at: page.cells[0].location) == folder.path + "/_part.md")
    #expect(page.listedFiles == [folder.path + "/_part.md"])
  }

  @Test func `an include in an included file is relative to that file`() {
    let page = notebook("{{< include deep/_deep.md >}}")
    #expect(complaints(page) == [])
    #expect(page.outline == "p(Deep.) p(Shared prose.) cell0")
  }

  @Test func `a mistake in an included file is at its place there, in the order of the text`() throws {
    try write("A @fig-none.\n\n```{swift}\n//| ecko: false\n1\n```\n\n[x](no.md)\n", to: "deep/_bad.md")
    let page = notebook("An @fig-first.", "", "{{< include deep/_bad.md >}}", "", "An @fig-last.")
    let found = complaints(ReferenceCheck.checked(page, page: folder.path + "/n.html"))
    #expect(
      found.map { $0.prefix { $0 != " " } } == [
        "n.md:1:4:", "deep/_bad.md:1:3:", "deep/_bad.md:4:5:", "deep/_bad.md:8:5:", "n.md:5:4:",
      ], "\(found)")
  }

  @Test(arguments: [
    (
      ["{{< include _a.md >}}", "", "## B {#sec-a}"],
      "n.md:3:7: error: the id 'sec-a' is already taken in line 3 of '_a.md'"
    ),
    (
      ["## B {#sec-a}", "", "{{< include _a.md >}}"],
      "_a.md:3:7: error: the id 'sec-a' is already taken in line 1 of 'n.md'"
    ),
    (
      ["{{< include _a.md >}}", "", "{{< include deep/_b.md >}}"],
      "deep/_b.md:1:7: error: the id 'sec-a' is already taken in line 3 of '_a.md'"
    ),
    (
      ["{{< include _a.md >}}", "", "{{< include _a.md >}}"],
      "_a.md:3:7: error: the id 'sec-a' is already taken in line 3, as line 1 of 'n.md' includes it"
    ),
    (
      ["{{< include deep/_twice.md >}}"],
      "deep/_twice.md:3:7: error: the id 'sec-c' is already taken in line 1"
    ),
  ])
  func `another line in a message has its file where that isn't the message's own`(
    lines: [String], message: String
  ) throws {
    try write("Text.\n\n## A {#sec-a}\n", to: "_a.md")
    try write("## A {#sec-a}\n", to: "deep/_b.md")
    try write("## A {#sec-c}\n\n## A {#sec-c}\n", to: "deep/_twice.md")
    let page = Notebook.parse(lines.joined(separator: "\n"), file: folder.path + "/n.md")
    #expect(complaints(page) == [message])
  }

  @Test func `footnotes and exercises name the file of another line too`() throws {
    try write("A[^n].\n\n[^n]: Here.\n", to: "_note.md")
    #expect(
      complaints(notebook("B[^n].", "", "[^n]: There.", "", "{{< include _note.md >}}")) == [
        "_note.md:3:1: error: the footnote 'n' is already defined in line 3 of 'n.md'"
      ])
    func cell(_ option: String) -> String { "```{swift}\n//| \(option): ex-a\nlet a = 1\n```\n" }
    try write(cell("exercise") + "\nText.\n\n" + cell("solution"), to: "_exercise.md")
    let twice = complaints(notebook(cell("exercise"), "", "{{< include _exercise.md >}}", "", cell("check")))
    #expect(
      twice.contains {
        $0.hasPrefix("_exercise.md:") && $0.contains("already has a stub in line ")
          && $0.hasSuffix(" of 'n.md'")
      }, "\(twice)")
  }

  @Test func `pictures, links and listings are relative to the file that has them`() throws {
    try write("a = 1\n", to: "deep/data.txt")
    try write(
      "[data](data.txt), [up](../_part.md#x), [web](https://a.b/c), [here](#t)\n\n```text source=\"data.txt\"\n```\n",
      to: "deep/_links.md")
    let page = notebook("# T", "", "{{< include deep/_links.md >}}")
    #expect(page.links.map(\.destination) == ["deep/data.txt", "_part.md#x", "https://a.b/c", "#t"])
    #expect(page.outline.contains("listing:text[deep/data.txt -](a = 1)"), "\(page.outline)")
    #expect(complaints(page) == [])
  }

  @Test func `a link to an included file leads to its text on this page`() throws {
    try write("## Data {#sec-data}\n\n[a](_i.md#sec-data), [b](_i.md), [c](_i.md#none)\n", to: "deep/_i.md")
    let page = notebook("{{< include deep/_i.md >}}")
    let found = complaints(ReferenceCheck.checked(page, page: folder.path + "/n.html"))
    #expect(found.count == 1 && found[0].contains("nothing here has the id 'none'"), "\(found)")
  }

  @Test(arguments: [
    ("{{< include no.md >}}", "n.md:3:13: error: 'no.md' cannot be included: there is no such file"),
    ("{{< include deep >}}", "n.md:3:13: error: 'deep' cannot be included: this is a folder"),
    ("{{< include ../x.md >}}", "n.md:3:13: error: '../x.md' is outside of the notebook's folder"),
    (
      "{{< include /etc/passwd >}}",
      "n.md:3:13: error: the path of an include must be relative to this file's folder"
    ),
    ("{{< include n.md >}}", "n.md:3:13: error: 'n.md' includes itself"),
    ("{{< include >}}", "n.md:3:12: error: this include names no file"),
    ("{{< include \"a >}}", "n.md:3:13: error: the quotation mark after the path is missing"),
    (
      "{{< include a.md b.md >}}",
      "n.md:3:18: error: an include names one file; a path with spaces is written in quotes"
    ),
    ("{{< include a.md", "n.md:3:1: error: this include is not closed: '>}}' is missing"),
    ("{{< include a.md >}} more", "n.md:3:21: error: an include must be alone in its line"),
    (
      "{{< include _part.md >}} and {{< include no.md >}}",
      "n.md:3:25: error: an include must be alone in its line"
    ),
    (
      "{{< include _part.md>b.md >}}",
      "n.md:3:21: error: an include names one file; a path with spaces is written in quotes"
    ),
    (
      "> {{< include a.md >}}",
      "n.md:3:3: error: an include begins its line; it can't be in a list or a quotation"
    ),
    ("Text\n{{< include _part.md >}}", "n.md:4:1: error: an include needs an empty line above and below it"),
  ])
  func `an include that cannot be is an error at its place`(line: String, message: String) {
    #expect(complaint(of: line) == message)
  }

  @Test func `a file that includes itself, also through another one, is refused`() throws {
    try write("{{< include n.md >}}\n", to: "_back.md")
    try write("# T\n\n{{< include _back.md >}}\n", to: "n.md")
    let page = Notebook.read(folder.path + "/n.md")
    #expect(
      complaints(page) == [
        "_back.md:1:13: error: 'n.md' includes this file, so the include would never end"
      ])
    try write("{{< include _self.md >}}\n", to: "_self.md")
    #expect(
      complaint(of: "{{< include _self.md >}}") == "_self.md:1:13: error: '_self.md' includes itself")
  }

  @Test func `links out of the folder, too many files and too deep ones are refused`() throws {
    try Data("secret".utf8).write(to: temporary.url.appendingPathComponent("secret.md"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/_link.md", withDestinationPath: "../secret.md")
    #expect(
      complaint(of: "{{< include _link.md >}}")
        == "n.md:3:13: error: '_link.md' is a link that leads out of the notebook's folder")
    for depth in 1...9 { try write("{{< include _\(depth + 1).md >}}\n", to: "_\(depth).md") }
    #expect(
      complaint(of: "{{< include _1.md >}}") == "_8.md:1:13: error: more than 8 includes inside each other")
    try write("x\n", to: "_x.md")
    try write(String(repeating: "{{< include _x.md >}}\n\n", count: 101), to: "_many.md")
    #expect(complaint(of: "{{< include _many.md >}}").contains("more than 100 includes in a notebook"))
  }

  @Test func `front matter, bytes that are no text and open fences in an included file are reported there`()
    throws
  {
    try write("---\ntitle: T\n---\n\nText\n", to: "_front.md")
    #expect(
      complaint(of: "{{< include _front.md >}}")
        == "_front.md:1:1: error: an included file has no front matter of its own; the notebook's is in its place"
    )
    try write("Text\n\n```{swift}\nlet a = 1\n", to: "_open.md")
    #expect(
      complaint(of: "{{< include _open.md >}}")
        == "_open.md:3:1: error: this is not closed, so it would go on below the include")
    try Data([0x61, 0x0A, 0xFF]).write(to: folder.appendingPathComponent("_bytes.md"))
    #expect(complaint(of: "{{< include _bytes.md >}}") == "_bytes.md:2:1: error: this byte is not UTF-8")
  }

  @Test func `in code, in comments and in the middle of a line it is text`() {
    let page = notebook(
      "```text", "", "{{< include no.md >}}", "", "```", "", "Write `{{< include no.md >}}` so.", "",
      "<!--", "", "{{< include no.md >}}", "", "-->")
    #expect(complaints(page) == [])
    #expect(page.outline.hasPrefix("code:text(\n{{< include no.md >}}\n\n)"), "\(page.outline)")
  }

  @Test func `a parsed notebook is read again when an included file changes or comes to exist`() throws {
    var parsed = ParsedNotebooks()
    try write("{{< include _new.md >}}\n", to: "n.md")
    let file = folder.path + "/n.md"
    #expect(parsed.read(file).hasErrors)
    try write("One.\n", to: "_new.md")
    #expect(parsed.read(file).outline == "p(One.)")
    try write("Two two.\n", to: "_new.md")
    #expect(parsed.read(file).outline == "p(Two two.)")
  }
}
