import Foundation
import Notebooks
import TestSupport
import Testing

/// What `lectern lsp` does when code goes away that it has been asked about. `sourcekit-lsp` answers nothing here.
@Suite(.serialized) struct LanguageServerEditTests {
  private let bench: Workbench
  private let tools: ToolFolder
  private let file: String
  private static let text = "# T\n\n```{swift}\nlet mean = 1\n```\n\nText.\n"
  private static let cell = "\n```{swift}\nlet y = mean\n```\n"

  init() throws {
    bench = try Workbench()
    tools = try ToolFolder(server: ToolFolder.quietServer)
    file = bench.path(of: "t.md")
  }

  private func client(_ text: String) throws -> EditorClient {
    let client = try EditorClient(bench, ["PATH": tools.path])
    client.begin()
    client.open(file, text)
    return client
  }

  /// Whether the server still answers.
  private func isAlive(_ client: EditorClient) -> Bool {
    client.ask("nothing")["error"]?["code"]?.integer == -32601
  }

  @Test(arguments: ["completion", "hover"])
  func `a value that was asked about and is taken away again doesn't end the server`(kind: String) throws {
    let client = try client(Self.text)
    client.replace(file, with: Self.text.replacing("Text.", with: "Text `{swift} mea`."), version: 2)
    _ = client.ask(kind, file, 6, 17)
    client.replace(file, with: Self.text, version: 3)
    #expect(client.hasDiagnostics(of: file, version: 3))
    #expect(isAlive(client))
  }

  @Test func `a cell that was asked about and is taken away again doesn't end the server`() throws {
    let client = try client(Self.text)
    client.replace(file, with: Self.text + Self.cell, version: 2)
    _ = client.ask("completion", file, 9, 11)
    client.replace(file, with: Self.text, version: 3)
    #expect(client.hasDiagnostics(of: file, version: 3))
    #expect(isAlive(client))
  }

  @Test func `a cell that was only edited can be deleted`() throws {
    let client = try client(Self.text + Self.cell)
    client.change(file, line: 9, from: 12, to: 12, "+1")
    #expect(client.hasDiagnostics(of: file, version: 2))
    client.change(file, lines: 7..<11, to: "", version: 3)
    #expect(client.hasDiagnostics(of: file, version: 3))
    #expect(isAlive(client))
  }

  @Test func `a place that no text can have doesn't end the server`() throws {
    try bench.write("Text `{swift} 1` included.\n", to: "_part.md")
    let client = try client(Self.text + "\n{{< include _part.md >}}\n")
    // The first line of the first included file has this number.
    for line in [16_777_216, Int(Int32.max), Int.max] {
      _ = client.ask("hover", file, line, 16)
      _ = client.ask("completion", file, line, Int.max)
    }
    #expect(isAlive(client))
  }

  @Test func `a change up to a line far below the text replaces only what is there`() throws {
    let client = try client(Self.text)
    client.change(file, lines: 6..<4_294_967_295, to: "See @fig-none.\n", version: 2)
    let found = client.diagnostics(of: file) { !$0.isEmpty }
    #expect(found.count == 1 && found[0].hasPrefix("6:") && found[0].contains("fig-none"), "\(found)")
  }

  // MARK: Any edits

  /// What is inserted as lines.
  private static let pieces = [
    "```{swift}\nlet a = 1\n```\n",
    "\n```{swift}\n//| label: fig-a\n//| fig-cap: \"A `{swift} a`.\"\na\n```\n",
    "Text `{swift} a` and `{swift} a + 1`, see @fig-a.\n\n", "🙂 `{swift} a\n+ 1` ü\n",
    "- item\n\n  ```{swift}\n  let b = 2\n  b\n  ```\n", "> ```{swift}\n> let c = 3\n> ```\n",
    "```\n", "---\n", "\r\n", "\r", "\n", "\n{{< include _part.md >}}\n\n",
    "---\ntitle: T `{swift} a`\nparams:\n  n: 1\n---\n",
    "```{swift}\n//| exercise: ex-a\nlet d = 1\n```\n",
    "```{swift}\n//| check: ex-a\nclaim(\"d\", d == 2)\n```\n",
    "```{swift}\n//| solution: ex-a\nlet d = 2\n```\n",
  ]
  private static let kinds = ["completion", "hover", "definition", "signatureHelp"]

  @Test(arguments: [1, 2, 3, 4])
  func `no sequence of edits and questions ends the server`(seed: UInt64) throws {
    try bench.write("```{swift}\nlet part = 1\n```\n\nOne `{swift} part`.\n", to: "_part.md")
    var generator = TestGenerator(state: seed)
    let client = try client(Self.text + Self.cell)
    let steps = 200
    for step in 2...steps {
      let line = Int.random(in: 0..<24, using: &generator)
      let count = Int.random(in: 0..<6, using: &generator)
      switch Int.random(in: 0..<10, using: &generator) {
      case 0..<4:
        let piece = Self.pieces.randomElement(using: &generator) ?? ""
        client.change(file, lines: line..<line, to: piece, version: step)
      case 4..<7: client.change(file, lines: line..<(line + count), to: "", version: step)
      case 7..<9: client.change(file, line: line, from: count, to: 2 * count, "mea", version: step)
      default: client.replace(file, with: Self.text, version: step)
      }
      for _ in 0..<Int.random(in: 0..<3, using: &generator) {
        let kind = Self.kinds.randomElement(using: &generator) ?? ""
        _ = client.ask(
          kind, file, Int.random(in: 0..<30, using: &generator), Int.random(in: 0..<20, using: &generator))
      }
      // Mistakes are looked for once the text rests.
      if step % 10 == 0 { #expect(client.hasDiagnostics(of: file, version: step)) }
    }
    #expect(isAlive(client))
  }
}
