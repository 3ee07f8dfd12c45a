import Foundation
import Notebooks
import Testing

/// Cells whose code is replaced in the notebook's text.
struct CodeReplacementTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var before: String
    var code: String
    var after: String?
    var testDescription: String { "\(before) with \(code)" }
  }

  @Test(arguments: [
    Case(before: "a\n\n```{swift}\nx\n```\nb\n", code: "y\n\nz", after: "a\n\n```{swift}\ny\n\nz\n```\nb\n"),
    // Options are not code.
    Case(
      before: "```{swift}\n//| echo: false\nx\n```\n", code: "y",
      after: "```{swift}\n//| echo: false\ny\n```\n"),
    Case(before: "```{swift}\n```\n", code: "y", after: "```{swift}\ny\n```\n"),
    Case(
      before: "```{swift}\n//| echo: true\n```\n", code: "y", after: "```{swift}\n//| echo: true\ny\n```\n"),
    Case(before: "```{swift}\nx\ny\n```\n", code: "", after: "```{swift}\n```\n"),
    // Each line has the marks of what contains the cell.
    Case(
      before: "- a\n\n  ```{swift}\n  x\n  ```\n", code: "if y {\n\n  z\n}",
      after: "- a\n\n  ```{swift}\n  if y {\n\n    z\n  }\n  ```\n"),
    Case(before: "- ```{swift}\n  x\n  ```\n", code: "y\nz", after: "- ```{swift}\n  y\n  z\n  ```\n"),
    Case(before: "> ```{swift}\n> x\n> ```\n", code: "y\n\nz", after: "> ```{swift}\n> y\n>\n> z\n> ```\n"),
    // So has each line its ending.
    Case(before: "```{swift}\r\nx\r\n```\r\n", code: "y\nz", after: "```{swift}\r\ny\r\nz\r\n```\r\n"),
    Case(before: "\u{FEFF}```{swift}\nx\n```\n", code: "y", after: "\u{FEFF}```{swift}\ny\n```\n"),
    // A fence in the code must not end the cell.
    Case(
      before: "```{swift}\nx\n```\n", code: "let s = \"\"\"\n```\n\"\"\"",
      after: "````{swift}\nlet s = \"\"\"\n```\n\"\"\"\n````\n"),
    Case(before: "~~~{swift}\nx\n~~~\n", code: "```\n~~~~", after: "~~~~~{swift}\n```\n~~~~\n~~~~~\n"),
    // A cell that isn't closed has no end.
    Case(before: "```{swift}\nx\n", code: "y", after: nil),
  ])
  func `only the code changes`(change: Case) throws {
    let text = CodeReplacement.text(Array(change.before.utf8), with: [0: change.code], file: "a.md")
    #expect(text.map { String(decoding: $0, as: UTF8.self) } == change.after)
    guard let text else { return }
    #expect(Notebook.parse(text, file: "a.md").cells.map(\.code) == [change.code])
  }

  @Test func `other cells and values keep their places in the program`() throws {
    let before =
      "```{swift}\nlet a = 1\n```\n\n`{swift} a`\n\n```{swift}\nlet b = 2\n```\n\n```{swift}\nprint(b)\n```\n"
    let text = try #require(
      CodeReplacement.text(
        Array(before.utf8), with: [0: "let a = 1\n\n// more", 2: "print(a)\nprint(b)"], file: "a.md"))
    let after = Notebook.parse(text, file: "a.md")
    #expect(after.cells.map(\.code) == ["let a = 1\n\n// more", "let b = 2", "print(a)\nprint(b)"])
    #expect(after.program == Notebook.parse(before, file: "a.md").program)
  }

  private static let chapters = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("notebooks")

  @Test func `a chapter whose cells get the code that they have stays byte for byte`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.chapters.path)
    let chapters = names.filter { $0.hasSuffix(".md") && $0 != "README.md" }
    try #require(chapters.count > 10)
    for name in chapters {
      let file = Self.chapters.appendingPathComponent(name).path
      let text = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
      let codes = Notebook.parse(text, file: file).cells.enumerated().map { ($0, $1.code) }
      #expect(
        CodeReplacement.text(text, with: Dictionary(uniqueKeysWithValues: codes), file: file) == text,
        "\(name)")
    }
  }
}
