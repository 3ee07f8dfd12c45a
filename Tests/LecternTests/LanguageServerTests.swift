import Foundation
import Notebooks
import TestSupport
import Testing

/// `lectern lsp` as an editor meets it.
@Suite(.serialized) struct LanguageServerTests {
  private let bench: Workbench
  private let file: String
  private static let text = """
    ---
    title: Names
    params:
      seed: 4
    ---

    # Wörter 🙂 {#sec-words}

    ```{swift}
    //| label: tbl-first
    //| tbl-cap: A table.
    struct Pair { var left = 1 }
    private let pair = Pair()
    let first = [1.5, 2.5].map { $0 * Double(seed) }
    ```

    🙂 The first is `{swift} first[0]`, in @tbl-first.

    - A list:

      ```{swift}
      let second = first.count + pair.left
      second
      ```
    """

  init() throws {
    bench = try Workbench()
    file = bench.path(of: "names.md")
  }

  private func client(_ text: String = text) throws -> EditorClient {
    let client = try EditorClient(bench)
    client.begin()
    client.open(file, text)
    return client
  }

  // MARK: In cells

  @Test func `hover and definition find names of the cells above, at the notebook's places`() throws {
    let client = try client()
    let hover = client.ask("hover", file, 21, 17)
    #expect(hover["contents"]?["value"]?.text?.contains("let first: [Double]") == true, "\(hover.line)")
    #expect(hover["range"]?.line.contains("\"character\": 15") == true, "\(hover.line)")
    let definition = client.ask("definition", file, 21, 17).list?.first
    #expect(definition?["uri"]?.text == EditorClient.uri(file))
    #expect(definition?["range"]?["start"] == ["line": 13, "character": 4])
    #expect(client.hover(file, 13, 43).contains("let seed: Int"))
  }

  @Test func `completion and signature help work in cells, also in a list's`() throws {
    let client = try client()
    #expect(client.labels(file, 21, 34).contains("left"))
    let names = client.labels(file, 22, 4)
    #expect(names.contains("second"))
    client.change(file, line: 22, from: 2, to: 8, "Double(")
    let help = client.ask("signatureHelp", file, 22, 9)
    #expect(help["signatures"]?.list?.isEmpty == false, "\(help.line)")
  }

  @Test func `an item of a completion is resolved`() throws {
    let client = try client()
    let items = client.ask("completion", file, 21, 34)["items"]?.list ?? []
    let item = try #require(items.first { $0["label"] == "left" })
    #expect(item["data"]?["uri"]?.text == EditorClient.uri(file))
    #expect(client.ask("completionItem/resolve", item)["result"]?["label"] == "left")
  }

  @Test func `an inline value is code, after characters that UTF-16 counts twice`() throws {
    let client = try client()
    #expect(client.hover(file, 16, 26).contains("let first: [Double]"))
    #expect(client.hover(file, 16, 4).isEmpty)
  }

  @Test func `names of a cell below are not completed`() throws {
    let client = try client()
    client.change(file, line: 13, from: 0, to: 0, "sec")
    #expect(!client.labels(file, 13, 3).contains("second"))
  }

  @Test func `the text in the editor counts, and each change of it`() throws {
    let client = try client()
    client.change(file, line: 13, from: 4, to: 9, "third")
    #expect(client.hover(file, 13, 5).contains("let third: [Double]"))
    client.change(file, line: 22, from: 2, to: 8, "thi", version: 3)
    let names = client.labels(file, 22, 5)
    #expect(names.contains("third") && !names.contains("first"))
  }

  @Test func `a stub, its check and its solution don't disturb each other`() throws {
    let cells = ["exercise", "check", "solution"].map { part in
      let code =
        part == "check" ? "claim(\"it is 2\", answer() == 2)" : "func answer() -> Int { \(part.count / 8) }"
      return "```{swift}\n//| \(part): ex-two\n\(code)\n```\n"
    }
    let client = try client("# T\n\n" + cells.joined(separator: "\n") + "\n```{swift}\nanswer()\n```\n")
    for (line, character, definition) in [(9, 20, 4), (18, 2, 14)] {
      let found = client.ask("definition", file, line, character).list ?? []
      #expect(found.map { $0["range"]?["start"]?["line"]?.integer } == [definition], "\(line)")
    }
  }

  @Test func `two notebooks don't see each other's names`() throws {
    let client = try client()
    let other = bench.path(of: "other.md")
    client.open(other, "# T\n\n```{swift}\nlet elsewhere = 1\nlet x = else\n```\n")
    #expect(client.labels(other, 4, 12).contains("elsewhere"))
    #expect(!client.labels(other, 4, 12).contains("first"))
    #expect(!client.labels(file, 22, 4).contains("elsewhere"))
  }

  // MARK: Mistakes

  @Test func `mistakes in the format, in references and in code are reported at their places`() throws {
    let text = Self.text.replacing("tbl-cap:", with: "tbl-cpa:").replacing("@tbl-first", with: "@tbl-none")
      .replacing("first.count", with: "first.cuont")
    let client = try client(text.replacing("//| label: tbl-first\n", with: ""))
    let before = client.diagnostics(of: file) { $0.contains { $0.contains("tbl-none") } }
    #expect(before.contains { $0.hasPrefix("9:4: unknown option 'tbl-cpa'") }, "\(before)")
    #expect(before.contains { $0.hasPrefix("15:") && $0.contains("tbl-none") }, "\(before)")
    client.change(file, line: 9, from: 4, to: 11, "tbl-cap")
    let after = client.diagnostics(of: file) { $0.contains { $0.contains("cuont") } }
    #expect(after.contains { $0.hasPrefix("20:21: ") && $0.contains("cuont") }, "\(after)")
    #expect(!after.contains { $0.contains("tbl-cpa") })
  }

  @Test func `an error that is written is reported, and goes when it is mended`() throws {
    let client = try client()
    _ = client.diagnostics(of: file) { $0.isEmpty }
    client.change(file, line: 21, from: 2, to: 5, "let wrong: Int = \"a\"; let")
    let found = client.diagnostics(of: file) { !$0.isEmpty }
    #expect(found.count == 1 && found.first?.hasPrefix("21:19: ") == true, "\(found)")
    client.change(file, line: 21, from: 19, to: 22, "1", version: 3)
    #expect(client.diagnostics(of: file) { $0.isEmpty } == [])
  }

  @Test func `an error in a cell below moves with its line and is found by the check of the whole program`()
    throws
  {
    let client = try client()
    _ = client.diagnostics(of: file) { $0.isEmpty }
    client.change(file, line: 13, from: 4, to: 9, "renamed")
    let found = client.diagnostics(of: file) { $0.contains { $0.hasPrefix("21:15: ") } }
    #expect(found.contains { $0.hasPrefix("21:15: ") && $0.contains("first") }, "\(found)")
    client.change(file, line: 7, from: 0, to: 0, "\n\n", version: 3)
    let moved = client.diagnostics(of: file) { _ in true }
    #expect(moved.contains { $0.hasPrefix("23:15: ") }, "\(moved)")
  }

  @Test func `references to other chapters are known, and a closed notebook has no mistakes`() throws {
    try bench.write("chapters:\n  - a.md\n  - names.md\n", to: "notebooks/book.yml")
    try bench.write("# A {#sec-a}\n", to: "notebooks/a.md")
    let chapter = bench.path(of: "notebooks/names.md")
    try bench.write("", to: "notebooks/names.md")
    let client = try EditorClient(bench)
    client.begin()
    client.open(chapter, "# B\n\nSee @sec-a and @sec-b.\n")
    let found = client.diagnostics(of: chapter) { _ in true }
    #expect(found.count == 1 && found.first?.contains("sec-b") == true, "\(found)")
    client.note("textDocument/didClose", ["textDocument": ["uri": .text(EditorClient.uri(chapter))]])
    #expect(client.diagnostics(of: chapter) { $0.isEmpty } == [])
  }

  @Test func `a mistake in another file is shown at the top, with its name and place`() throws {
    try bench.write("\n\n@book{a, title {A}}\n", to: "works.bib")
    let client = try client("---\nbibliography: works.bib\n---\n\n# T\n\n```{swift}\nlet x = 1\n```\n")
    let found = client.diagnostics(of: file) { !$0.isEmpty }
    #expect(found.contains("0:0: works.bib:3:16: '=' is missing after the field's name 'title'"), "\(found)")
  }

  // MARK: Outside of cells

  @Test func `keys, options and labels are completed`() throws {
    let client = try client(
      "---\nti\nexecute:\n  ec\n---\n\n# A {#sec-a}\n\nSee @se\n\n```{swift}\n//| fi\nlet x = 1\n```\n")
    #expect(client.labels(file, 1, 2).contains("title"))
    let execute = client.labels(file, 3, 4)
    #expect(execute.contains("echo") && !execute.contains("label"))
    #expect(client.labels(file, 8, 7) == ["sec-a"])
    #expect(client.labels(file, 11, 6).contains("fig-cap"))
    #expect(client.labels(file, 8, 2).isEmpty)
  }
}
