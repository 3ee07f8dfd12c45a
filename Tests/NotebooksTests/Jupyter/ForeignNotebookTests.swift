import Notebooks
import Testing

/// Notebooks that others have made in Jupyter.
@Suite struct ForeignNotebookTests {
  private static let picture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=\n"

  private static func notebook(_ cells: [JupyterCell], language: String = "python") -> JupyterNotebook {
    let kernel: JSONValue = ["display_name": "K", "language": .text(language), "name": "k3"]
    let metadata: [String: JSONValue] = [
      "kernelspec": kernel, "language_info": ["name": .text(language), "version": "3.10"],
      "odd": ["yes": [1, .number("2.50"), .null, .truth(false)], "a b": "\u{2028}\u{7F}é", "empty": [:]],
    ]
    return JupyterNotebook(cells: cells, metadata: metadata)
  }

  private static func code(_ source: String, _ outputs: [JSONValue] = []) -> JupyterCell {
    var cell = JupyterCell(.code, id: "c\(source.utf8.count)", source: source)
    (cell.outputs, cell.count) = (outputs, 7)
    cell.metadata = ["tags": ["a-->b", "--"]]
    return cell
  }

  /// What a notebook is after the way to Markdown and back.
  private static func again(_ notebook: JupyterNotebook) throws -> (text: String, notebook: JupyterNotebook) {
    let read = try JupyterReader.notebook(notebook.file, file: "n.ipynb")
    let written = JupyterToMarkdown(read, folder: "n_files")
    let files = Dictionary(written.files.map { ($0.name, $0.bytes) }) { $1 }
    let kept = KeptOutputs(folder: "n_files") { files[$0] }
    let back = MarkdownToJupyter.notebook(
      written.text, of: Notebook.parse(written.text, file: "n.md"), kept: kept)
    return (String(decoding: written.text, as: UTF8.self), back)
  }

  @Test func `a notebook in Python comes back whole`() throws {
    let outputs: [JSONValue] = [
      ["output_type": "stream", "name": "stdout", "text": "a\u{1B}[31mb\n<!-- end of output -->\n"],
      [
        "output_type": "execute_result", "execution_count": 7, "metadata": ["k": 1],
        "data": [
          "image/png": .text(Self.picture), "text/plain": "<Figure [1]>", "application/json": ["a": [1, 2]],
        ],
      ],
      ["output_type": "display_data", "metadata": [:], "data": ["application/x-odd": ["a": 1]]],
      ["output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t1", "t2"]],
    ]
    var attached = JupyterCell(
      .markdown, id: "m", source: "See ![x](attachment:a b.png), ![y](attachment:y.png).")
    attached.attachments = [
      "a b.png": ["image/png": .text(Self.picture)], "y.png": ["image/png": .text("not base64")],
    ]
    let cells = [
      JupyterCell(.markdown, id: "a", source: "# A\n\n## B\n"), Self.code("print(1)\n", outputs), attached,
      JupyterCell(.raw, id: "r", source: "raw ```\n---"), Self.code(""),
      JupyterCell(.markdown, id: "e", source: ""), JupyterCell(.markdown, id: "f", source: "\n\nx\n\n"),
    ]
    let (text, notebook) = try Self.again(Self.notebook(cells))
    #expect(notebook == Self.notebook(cells))
    #expect(text.contains("```python\nprint(1)\n\n```"))
    #expect(
      text.contains("![<Figure \\[1\\]>](n_files/cell-2-1.png)") || text.contains("](n_files/cell-2-1.png)"))
    #expect(text.contains("![x](n_files/cell-3-1.png)"))
    #expect(text.contains("ab\n"))
    #expect(!text.contains("{swift}"))
  }

  @Test(arguments: [
    "```\nopen", "<!-- open", "<pre>", "```{swift}\nlet a = 1\n```", "<!-- cell -->\nx", "---\ntitle: x\n---",
    "x\r", "x\r\ny",
    "    indented", "$$\nopen", "[^1]: note", "\u{0}", "```\n<!-- cell -->\n```", "~~~~ {swift}\n~~~~", "---",
  ])
  func `no text of a cell touches another`(source: String) throws {
    for kind in [JupyterCell.Kind.markdown, .code, .raw] {
      let cells = [
        JupyterCell(.markdown, id: "a", source: "a"), JupyterCell(kind, id: "b", source: source),
        JupyterCell(.markdown, id: "c", source: "# c"),
      ]
      let (text, notebook) = try Self.again(Self.notebook(cells, language: "julia"))
      #expect(notebook == Self.notebook(cells, language: "julia"), "\(kind): \(text)")
    }
  }

  @Test(arguments: [
    ("```{swift}\nlet a = 1\n```", true), ("text\n\n```{swift}\nlet a = 1\n```", true), ("```\nopen", true),
    ("```swift\nlet a = 1\n```", false), ("# A\n\n> - b", false), ("", false), ("\n\nx", false),
  ])
  func `text that would run, or take in other cells, is known by its cell`(source: String, isQuoted: Bool) {
    let cells = [
      JupyterCell(.code, id: "c", source: "1"), JupyterCell(.markdown, id: "t", source: source),
      JupyterCell(.markdown, id: "z", source: "z"),
    ]
    for metadata in [Self.notebook([], language: "swift").metadata, ["lectern": ["version": 1]]] {
      let converted = JupyterToMarkdown(JupyterNotebook(cells: cells, metadata: metadata), folder: "n_files")
      // Under Lectern's own marks a text that begins with empty lines is kept in a fence, too.
      let isTrimmed = source.first != "\n" || metadata["lectern"] == nil
      #expect(converted.quoted == (isQuoted || !isTrimmed ? [1] : []), "\(metadata)")
    }
  }

  @Test func `cells of a Swift kernel run`() throws {
    let cells = [Self.code("let a = 1"), Self.code("a + 1")]
    let (text, notebook) = try Self.again(Self.notebook(cells, language: "swift"))
    #expect(Notebook.parse(text, file: "n.md").cells.map(\.code) == ["let a = 1", "a + 1"])
    #expect(Notebook.parse(text, file: "n.md").diagnostics.isEmpty)
    #expect(notebook == Self.notebook(cells, language: "swift"))
  }

  @Test func `a cell that runs does not show what it showed in Jupyter as well`() throws {
    let value: JSONValue = [
      "output_type": "execute_result", "execution_count": 7, "metadata": [:],
      "data": ["text/plain": "forty-two", "image/png": .text(Self.picture)],
    ]
    let cells = [
      Self.code("let a = 1", [value]), JupyterCell(.markdown, id: "m", source: "Text."),
      Self.code("a", [value]),
    ]
    let (text, notebook) = try Self.again(Self.notebook(cells, language: "swift"))
    #expect(notebook == Self.notebook(cells, language: "swift"))
    #expect(!text.contains("forty-two") && !text.contains("!["))
    #expect(Notebook.parse(text, file: "n.md").blocks.count == 3)
    #expect(try Self.again(Self.notebook(cells)).text.contains("forty-two"))
  }

  @Test func `a notebook without ids stays without`() throws {
    var notebook = Self.notebook([JupyterCell(.markdown, id: nil, source: "a")])
    notebook.minor = 4
    notebook.rest = ["odd": 1]
    #expect(try Self.again(notebook).notebook == notebook)
  }

  @Test func `prose that is added to the file becomes a cell, and nothing is lost`() throws {
    let (text, _) = try Self.again(Self.notebook([Self.code("print(1)")]))
    let more = text + "\nNew prose.\n"
    let back = MarkdownToJupyter.notebook(Array(more.utf8), of: Notebook.parse(more, file: "n.md"))
    #expect(back.cells.map(\.source) == [back.cells[0].source, "print(1)", "New prose."])
    #expect(back.metadata["kernelspec"]?["language"] == "python")
    #expect(RoundTripTests.back(back) == more)
  }

  @Test(arguments: [
    ("", "1:1: error: this is not JSON: it ends too early"),
    ("[]", "1:1: error: a Jupyter notebook is an object, not a list"),
    ("{\"cells\": []}", "1:1: error: this is not a Jupyter notebook: the number 'nbformat' is missing"),
    ("{\n \"nbformat\": 3, \"worksheets\": []}", "2:14: error: this notebook has the old format 3;"),
    ("{\"nbformat\": 5}", "1:14: error: this notebook has the format 5,"),
    ("{\"nbformat\": 4}", "1:1: error: the list 'cells' is missing"),
    ("{\"nbformat\": 4, \"cells\": [\n{\"cell_type\": \"code\"}]}", "2:1: error: 'source' must be a text"),
    ("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"x\"}]}", "1:41: error: 'cell_type' must be"),
    ("{\"a\": 1, \"a\": 2}", "1:10: error: the key 'a' is given twice"),
    ("{\"a\": 01}", "1:7: error: this is not JSON"),
    ("{\"a\": \"\\ud800\"}", "1:8: error: half a character"),
    ("{} x", "1:4: error: this is not JSON: something follows"),
  ])
  func `a broken notebook is an error with its place`(text: String, message: String) {
    #expect {
      _ = try JupyterReader.notebook(Array(text.utf8), file: "n.ipynb")
    } throws: { "\($0)".hasPrefix("n.ipynb:\(message)") }
  }

  @Test func `deep JSON is refused`() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: ConversionProblem.self) {
      _ = try JupyterReader.notebook(Array(text.utf8), file: "n.ipynb")
    }
  }

  @Test func `the file looks as Jupyter writes it`() {
    let cell = JupyterCell(.markdown, id: "a", source: "é\n\"b\"\u{1}")
    let notebook = JupyterNotebook(cells: [cell], metadata: ["b": [:], "a": [1]])
    let text = String(decoding: notebook.file, as: UTF8.self)
    #expect(
      text == """
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "a",
           "metadata": {},
           "source": [
            "é\\n",
            "\\"b\\"\\u0001"
           ]
          }
         ],
         "metadata": {
          "a": [
           1
          ],
          "b": {}
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """)
  }
}
