import Foundation
import Testing

/// Notebooks that include files, as the commands treat them.
struct IncludeTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write(
      "---\ntitle: N\n---\n\n{{< include parts/_data.md >}}\n\n```{swift}\nprint(numbers.count)\n```\n",
      to: "n.md")
    try writePart("let numbers = [1, 2, 3]")
  }

  private func writePart(_ code: String) throws {
    try bench.write("Data:\n\n- In a list.\n\n  ```{swift}\n  \(code)\n  ```\n", to: "parts/_data.md")
  }

  @Test func `cells of an included file run, and are run again when they change`() throws {
    let run = try bench.lectern("run", "n.md", "-o", "n.html")
    #expect(run.code == 0, "\(run.error)")
    let page = try bench.read("n.html")
    #expect(page.contains("In a list.") && (page.contains(">3\n") || page.contains(">3<")))
    #expect(try bench.lectern("run", "n.md", "-o", "n.html").error.contains("nothing to run"))
    try writePart("let numbers = [1, 2]")
    #expect(try bench.lectern("why", "n.md").output.contains("has changed"))
    let tangled = try bench.lectern("tangle", "n.md").output
    #expect(tangled.contains("#sourceLocation(file: \"parts/_data.md\", line: 6)\nlet numbers = [1, 2]\n"))
    #expect(tangled.contains("#sourceLocation(file: \"n.md\", line: 8)\n"))
  }

  @Test(arguments: [
    ("let numbers: [Int] = 1.5", "parts/_data.md:6:24: error: cannot convert value"),
    ("let numbers = [Int](repeating: 0, count: -1)", "parts/_data.md:6:"),
    ("let numbers = [0][[2][0]...]", "parts/_data.md:6:"),
    (
      "let numbers = [1]; claim(\"two\", numbers.count == 2)",
      "parts/_data.md:6:22: error: claim does not hold"
    ),
  ])
  func `errors of the compiler, traps and claims are at the included file's line`(code: String, start: String)
    throws
  {
    try writePart(code)
    let run = try bench.lectern("run", "n.md", "-o", "n.html")
    #expect(run.code == 1)
    #expect(run.error.contains(start), "\(run.error)")
    let page = try bench.read("n.html")
    #expect(page.contains("parts/_data.md:6:") && page.contains(", line 6 of"), "the page names the place")
    #expect(!(run.error + page).contains("16777"))
  }

  @Test func `a mistake in a file that several notebooks include is told once`() throws {
    try bench.write("[gone](gone.csv)\n\n```{swift}\nlet n: Int = 1.5\n```\n", to: "book/_part.md")
    for name in ["a", "b"] { try bench.write("# T\n\n{{< include _part.md >}}\n", to: "book/\(name).md") }
    try bench.write("chapters: [a.md, b.md]\n", to: "book/book.yml")
    for command in [["check", "book"], ["check", "book/a.md", "book/b.md"], ["build", "book", "--quiet"]] {
      let answer = try bench.lectern(command)
      #expect(answer.code == 1)
      for place in ["book/_part.md:1:", "book/_part.md:4:"] {
        #expect(answer.error.components(separatedBy: place).count == 2, "\(command): \(answer.error)")
      }
    }
  }

  @Test func `a name that is made later is reported with the file that makes it`() throws {
    try bench.write(
      "```{swift}\nprint(numbers)\n```\n\n{{< include parts/_data.md >}}\n", to: "n.md")
    let check = try bench.lectern("check", "n.md")
    #expect(check.code == 1)
    #expect(
      check.error.contains("the cell that makes it comes later, at line 6 of 'parts/_data.md'"),
      "\(check.error)")
    #expect(check.error.contains("parts/_data.md:6:7: note: 'numbers' is declared here"), "\(check.error)")
  }

  @Test(arguments: [
    ("print(later)", "", "let later = 1", "the cell that makes it comes later, at line 4 of 'n.md'"),
    (
      "struct Point {}\n  print(Point())", "",
      "extension Point: CustomStringConvertible { var description: String { \"p\" } }",
      "says, which comes later, at line 4 of 'n.md': put it in the cell of 'Point'"
    ),
    (
      "struct Point {}\n  print(Point() == Point())", "",
      "extension Point: Equatable {}", "this needs 'extension Point: Equatable', which comes later, at line "
    ),
    (
      "func f() -> Int { later }", "print(f())", "let later = Int(\"1\")!",
      "'later' is used before it exists: the cell that makes it comes later, at line 4 of 'n.md'"
    ),
  ])
  func `what an included cell needs from the notebook is said with the notebook's name`(
    code: String, between: String, later: String, message: String
  ) throws {
    try writePart(code + "\n  \(between)")
    try bench.write("{{< include parts/_data.md >}}\n\n```{swift}\n\(later)\n```\n", to: "n.md")
    let check = try bench.lectern("check", "n.md")
    #expect(check.error.contains(message), "\(check.error)")
    #expect(!check.error.contains("16777"), "\(check.error)")
  }

  @Test func `a variable that a run touches too early is said with its file`() throws {
    try writePart("let calls = [{ later }]\n  print(calls[0]())")
    try bench.write(
      "{{< include parts/_data.md >}}\n\n```{swift}\nlet later = Int(\"1\")!\n```\n", to: "n.md")
    let run = try bench.lectern("run", "n.md", "-o", "n.html")
    #expect(run.code == 1)
    #expect(run.error.contains("comes later, at line 4 of 'n.md'"), "\(run.error)")
  }

  @Test func `Jupyter's notebook keeps the line, and says so`() throws {
    let there = try bench.lectern("convert", "n.md")
    #expect(there.code == 0)
    #expect(
      there.error.contains("n.md:5:13: warning: the text and the cells of 'parts/_data.md' are not in"))
    #expect(try bench.lectern("convert", "n.ipynb", "-o", "back.md").code == 0)
    #expect(try bench.read("back.md") == bench.read("n.md"))
  }

  @Test func `no page overwrites an included file`() throws {
    let answer = try bench.lectern("run", "n.md", "-o", "parts/_data.md")
    #expect(answer.code == 1)
    #expect(answer.error.contains("parts/_data.md: error: cannot be written: it would overwrite"))
    #expect(try bench.read("parts/_data.md").hasPrefix("Data:"))
  }

  @Test func `an editor finds names of an included file, and shows its mistakes at the include`() throws {
    let client = try EditorClient(bench)
    client.begin()
    let file = bench.path(of: "n.md")
    client.open(file, try bench.read("n.md"))
    #expect(client.hover(file, 7, 8).contains("let numbers: [Int]"))
    let definition = client.ask("definition", file, 7, 8).list?.first
    #expect(definition?["uri"]?.text == EditorClient.uri(bench.path(of: "parts/_data.md")))
    #expect(definition?["range"]?["start"] == ["line": 5, "character": 6], "\(definition?.line ?? "none")")
    try writePart("let numbers: [Int] = true")
    client.note("textDocument/didSave", ["textDocument": ["uri": .text(EditorClient.uri(file))]])
    let found = client.diagnostics(of: file) { list in list.contains { $0.contains("cannot convert") } }
    #expect(found.contains { $0.hasPrefix("4:12: parts/_data.md:6:24: cannot convert") }, "\(found)")
  }
}
