import Foundation
import Notebooks
import Testing

/// What `lectern lsp` knows of a book around a chapter: labels, works and files. `sourcekit-lsp` answers nothing here.
@Suite(.serialized) struct LanguageServerBookTests {
  private let bench: Workbench
  private let tools: ToolFolder
  private let file: String
  /// The line that is asked about, the third one.
  private static let line =
    "🙂 @sec-start @sec-chain @fig-net @tbl-one @eq-sum @ex-sum @sec-both [see @lstm, p. 3] me@ `@sec-start` [x](02-"
  private static let layers = """
    # Layers

    ## The chain rule {#sec-chain}

    $$a = b$$ {#eq-sum}

    ![A *net*.](net.png){#fig-net}

    | a |
    |---|
    | 1 |

    : One row. {#tbl-one}

    ## Both {#sec-both}

    ## Add two numbers {#ex-sum}

    """

  init() throws {
    bench = try Workbench()
    tools = try ToolFolder(server: ToolFolder.quietServer)
    file = bench.path(of: "notebooks/01-start.md")
    try bench.write(
      "title: B\nbibliography: works.bib\nchapters:\n  - 01-start.md\n  - 02-layers.md\n  - 03-the end.md\n",
      to: "notebooks/book.yml")
    try bench.write(
      "@misc{other, title = {O}}\n@article{lstm, author = {Hochreiter, Sepp}, title = {Memory}, year = 1997}\n",
      to: "notebooks/works.bib")
    try bench.write("", to: "notebooks/01-start.md")
    try bench.write(Self.layers, to: "notebooks/02-layers.md")
    try bench.write("# The end\n\n## Both {#sec-both}\n", to: "notebooks/03-the end.md")
  }

  private func client() throws -> EditorClient {
    let client = try EditorClient(bench, ["PATH": tools.path])
    client.begin()
    client.open(file, "# Start {#sec-start}\n\n\(Self.line)\n")
    return client
  }

  /// The place after a text in the line that is asked about.
  private func place(after text: String) throws -> Int {
    let found = try #require(Self.line.firstRange(of: text))
    return Self.line[..<found.upperBound].utf16.count
  }

  @Test(arguments: ["@", "@sec-", "[see @"])
  func `labels of all chapters and keys of works are completed`(typed: String) throws {
    let labels = try client().labels(file, 2, place(after: typed))
    #expect(
      labels == [
        "eq-sum", "ex-sum", "fig-net", "sec-chain", "sec-start", "tbl-one", "lstm", "other",
      ])
  }

  @Test func `within a word nothing is completed`() throws {
    #expect(try client().labels(file, 2, place(after: "me@")).isEmpty)
  }

  @Test func `an item replaces what has been typed, and says what it is`() throws {
    let end = try place(after: "@sec-ch")
    let items = try client().ask("completion", file, 2, end).list ?? []
    let chain = try #require(items.first { $0["label"] == "sec-chain" })
    #expect(chain["detail"] == "The chain rule, Chapter 2: Layers (02-layers.md)")
    #expect(chain["textEdit"]?["newText"] == "sec-chain")
    #expect(chain["textEdit"]?["range"]?["start"]?["character"]?.integer == end - "sec-ch".count)
    #expect(items.first { $0["label"] == "fig-net" }?["detail"]?.text?.hasPrefix("Figure 1, ") == true)
    #expect(items.first { $0["label"] == "lstm" }?["detail"] == #"Hochreiter, Sepp. 1997. "Memory.""#)
  }

  @Test func `in a link the files of the other chapters are completed`() throws {
    let items = try client().ask("completion", file, 2, Self.line.utf16.count).list ?? []
    #expect(items.map { $0["label"] } == ["02-layers.md", "03-the end.md"])
    #expect(items.last?["textEdit"]?["newText"] == "03-the%20end.md")
    #expect(items.last?["detail"] == "The end")
  }

  @Test(arguments: [
    ("@sec-st", "Start"),
    ("@sec-chain", "The chain rule\nChapter 2: Layers (02-layers.md)"),
    ("@fig", "Figure 1: A net.\nChapter 2: Layers (02-layers.md)"),
    ("@tbl-one", "Table 1: One row.\nChapter 2: Layers (02-layers.md)"),
    ("@eq-sum", "Equation 1: a = b\nChapter 2: Layers (02-layers.md)"),
    ("@sec-both", "Both\nChapter 2: Layers (02-layers.md)\n\nBoth\nChapter 3: The end (03-the end.md)"),
    ("[see @ls", #"Hochreiter, Sepp. 1997. "Memory.""#),
    ("me@", ""), ("`@sec-st", ""),
  ])
  func `hover says what a reference leads to`(text: String, words: String) throws {
    #expect(try client().hover(file, 2, place(after: text)) == words)
  }

  @Test(
    arguments: [
      ("@sec-st", ["01-start.md:0:9"]), ("@sec-chain", ["02-layers.md:2:19"]), ("@eq", ["02-layers.md:4:11"]),
      ("@sec-both", ["02-layers.md:14:9", "03-the%20end.md:2:9"]), ("@lstm", ["works.bib:1:9"]), ("me@", []),
    ] as [(String, [String])])
  func `a definition is a line of the chapter or of the bibliography`(text: String, places: [String]) throws {
    let found = try client().ask("definition", file, 2, place(after: text)).list ?? []
    let folder = EditorClient.uri(bench.path(of: "notebooks")) + "/"
    let shown = found.map { entry in
      let start = entry["range"]?["start"]
      let name = (entry["uri"]?.text ?? "").replacing(folder, with: "")
      return "\(name):\(start?["line"]?.integer ?? -1):\(start?["character"]?.integer ?? -1)"
    }
    #expect(shown == places)
  }

  @Test func `another chapter is read again when it was saved`() throws {
    let client = try client()
    let end = try place(after: "@sec-")
    #expect(client.labels(file, 2, end).contains("sec-chain"))
    let other = try bench.write(
      Self.layers.replacing("sec-chain", with: "sec-rule"), to: "notebooks/02-layers.md")
    client.note("textDocument/didSave", ["textDocument": ["uri": .text(EditorClient.uri(other))]])
    let labels = client.labels(file, 2, end)
    #expect(labels.contains("sec-rule") && !labels.contains("sec-chain"))
  }
}
