import Foundation
import Notebooks
import TestSupport
import Testing

/// From Markdown to Jupyter and back.
@Suite struct RoundTripTests {
  /// The Jupyter notebook of a file, read again from its bytes.
  static func converted(_ text: String, values: [String] = []) throws -> JupyterNotebook {
    let notebook = Notebook.parse(text, file: "n.md")
    var result = RunResult(of: notebook)
    for (index, value) in values.enumerated() { result.values[index] = .value(value) }
    let made = MarkdownToJupyter.notebook(Array(text.utf8), of: notebook, result: result)
    return try JupyterReader.notebook(made.file, file: "n.ipynb")
  }

  static func back(_ notebook: JupyterNotebook) -> String {
    String(decoding: JupyterToMarkdown(notebook, folder: "n_files").text, as: UTF8.self)
  }

  private static let chapter = """
    ---
    title: "A `{swift} n`"
    params:
      seed: 1
    ---

    # Begin {#sec-begin}

    Text with `{swift} n` points, in @fig-a and [@eq-b].

    ```{swift}
    //| label: fig-a
    //| fig-cap: "A *b*."
    let n = 3
    n
    ```

    $$ x = 1 $$ {#eq-b}

    | a | b |
    |---|---|
    | 1 | 2 |

    : Caption. {#tbl-c}

    ## More

    - a list
      ```{swift}
      let inside = n
      ```

    > ```{swift}
    > let quoted = n
    > ```

    ```swift
    shown()
    ```

    ````
    ```{swift}
    ```
    ````

    """

  static let awkward: [String] = [
    chapter, chapter.replacing("\n", with: "\r\n"), chapter.replacing("\n", with: "\r"), "\u{FEFF}" + chapter,
    "", "\n", "\n\n\n", "text", "text\n\n\n", "\n\ntext\n", "a\r\nb\nc\rd", "\t\ttab\n\n\tmore\n",
    "```{swift}\n```\n", "```{swift}\n\n```", "```{swift}\nlet a = 1", "x\n```{swift}\nlet a = 1\n```\ny\n",
    "````{swift}\nlet s = \"```\"\n````\n", "~~~ {swift}\nlet a = 1\n~~~~\n\n\n",
    "  ```{swift}\n  let a = 1\n  ```\n",
    "```{swift}   \nlet a = 1   \n```   \n", "``` { swift }\nlet a = 1\n```\n", "<!-- cell -->\ntext\n",
    "<!-- cell {\"id\": \"a\"} -->\n# One\n\n# Two\n\n<!-- cell -->\n\n\nthree\n", "<!-- open\n\n# A\n",
    "<pre>\n\n# A\n\n```{swift}\nlet a = 1\n```\n</pre>\n\nb\n", "---\n\n---\n", "---\ntitle: x\n---",
    "---\ntitle: x\n",
    "# 🧠 Emoji 👩‍👩‍👧\n\n```{swift}\nlet 🐶 = \"é\u{301}\"\n```\n", "a\u{0}b\n", "a\u{2028}b\u{85}c\u{C}d\n",
    "3<!-- 3 = `{swift} n` -->\n", "[^1]\n\n[^1]: note\n\n    more\n\n## H\n", "Setext\n===\n\nb\n---\n",
    "a  \nb\\\nc\n",
    "$$\na\n\n# b\n$$\n\n# c\n", "- a\n\n```{swift}\nlet a = 1\n```\n\n    b\n",
    "<!-- output of x_files/y.json -->\n",
    "```{swift}\nlet a = 1\n```\n\n<!-- output of x_files/y.json -->\n\nz\n\n<!-- end of output -->\n\nw\n",
    "---\njupyter:\n  kernelspec:\n    name: \"python3\"\n---\n\ntext\n",
    "---\njupyter:\n  nbformat: 4\n  nbformat_minor: 5\n---\n\n<!-- cell {\"id\": \"a\"} -->\ntext\n",
  ]

  @Test(arguments: awkward) func `a file comes back byte for byte`(text: String) throws {
    let notebook = try Self.converted(text, values: [])
    #expect(Self.back(notebook).utf8.elementsEqual(text.utf8))
  }

  @Test func `values and references are shown as what they stand for, and come back`() throws {
    let text =
      "# A\n\nThere are `{swift} n` points, `{swift} m` in @tbl-c.\n\n| a |\n|---|\n| 1 |\n\n: B {#tbl-c}\n"
    let notebook = try Self.converted(text, values: ["200", "x*y"])
    let shown = notebook.cells[0].source
    #expect(
      shown.contains("There are 200<!-- 200 = `{swift} n` --> points, x\\*y<!-- x\\*y = `{swift} m` -->"))
    #expect(shown.contains("in Table 1<!-- Table 1 = @tbl-c -->."))
    #expect(shown.contains("**Table 1.**<!-- **Table 1.** = : --> B <!-- = {#tbl-c} -->"))
    #expect(Self.back(notebook) == text)
  }

  @Test func `citations are shown as authors and years above a list of the works, and come back`() throws {
    let folder = try TemporaryFolder()
    try "@book{ada, author = {Ada *L}, title = {Notes}, year = 1843, url = {https://example.org/n}}".write(
      to: folder.url.appending(path: "w.bib"), atomically: true, encoding: .utf8)
    let text = """
      ---
      bibliography: w.bib
      lang: de
      ---

      @ada [p. 3] and [see @ada, p. 4], `@ada`, @no.

      > a [-@ada]
      """
    let parsed = Notebook.parse(text, file: folder.url.appending(path: "n.md").path)
    let made = MarkdownToJupyter.notebook(Array(text.utf8), of: parsed)
    let notebook = try JupyterReader.notebook(made.file, file: "n.ipynb")
    let shown = notebook.cells[1].source
    #expect(
      shown.hasPrefix(
        "\\*L (1843, p. 3)<!-- \\*L (1843, p. 3) = @ada [p. 3] --> and (see \\*L 1843, p. 4)<!-- "
          + "(see \\*L 1843, p. 4) = [see @ada, p. 4] -->, `@ada`, @no.\n"))
    #expect(shown.contains("> a (1843)<!-- (1843) = [-@ada] -->"))
    #expect(
      notebook.cells.last?.source == "## Literatur\n\n- \\*L, Ada. 1843. *Notes*. <https://example.org/n>")
    #expect(Self.back(notebook) == text)
  }

  @Test func `what a chapter cites is not listed if it cites nothing`() throws {
    #expect(try Self.converted("# A\n").cells.count == 1)
  }

  @Test(arguments: [
    "---\nraw-html: true\n---\n\n<div class=\"a\">\n\n*b* @fig-c\n\n</div>\n",
    "<b>a</b> & <!-- b --> <script>c</script>\n",
    "<!-- cell {\"metadata\": {\"raw_mimetype\": \"text/html\"}, \"type\": \"raw\"} -->\n```\n<b>a</b>\n```\n",
    "<!-- cell {\"metadata\": {\"lectern\": {\"references\": true}}} -->\na\n",
  ]) func `raw HTML comes back, in prose and in raw cells`(text: String) throws {
    let notebook = try Self.converted(text)
    #expect(Self.back(notebook) == text)
    #expect(notebook.cells.last?.source.contains("a") == true)
  }

  @Test func `a raw cell of HTML keeps its kind`() throws {
    var notebook = try Self.converted("# A\n")
    var raw = JupyterCell(.raw, id: "y", source: "<b>a</b>")
    raw.metadata["raw_mimetype"] = "text/html"
    notebook.cells.append(raw)
    let again = try Self.converted(Self.back(notebook))
    #expect(again.cells.last?.source == "<b>a</b>" && again.cells.last?.kind == .raw)
    #expect(again.cells.last?.metadata["raw_mimetype"] == "text/html")
  }

  @Test func `an equation has its number inside`() throws {
    let text = "$$\nx\n$$ {#eq-x}\n\nSee @eq-x.\n"
    let notebook = try Self.converted(text)
    #expect(
      notebook.cells[0].source.hasPrefix(
        "$$\nx\n\\tag{1}$$<!-- \\tag{1}&#36;&#36; = &#36;&#36; {#eq-x} -->\n"))
    #expect(Self.back(notebook) == text)
  }

  @Test func `an environment has its number inside, before its end`() throws {
    let text = "\\begin{align}\nx &= y\n\\end{align} {#eq-x}\n\nSee @eq-x.\n"
    let notebook = try Self.converted(text)
    #expect(notebook.cells[0].source.hasPrefix("\\begin{align}\nx &= y\n\\tag{1}\\end{align}<!-- "))
    #expect(Self.back(notebook) == text)
  }

  @Test func `a picture has its caption below it, and its number`() throws {
    let text =
      "![A *net*.](net.svg){#fig-net fig-alt=\"units -- and edges\"}\n\n## Two {#sec-two}\n\n@sec-two, @fig-net\n"
    let notebook = try Self.converted(text)
    #expect(
      notebook.cells[0].source.hasPrefix(
        "![A *net*.](net.svg)<br>**Figure 1.** A *net*.<!-- <br>**Figure 1.** A"))
    #expect(
      notebook.cells[1].source.hasPrefix(
        "## Two <!-- = {#sec-two} -->\n\nTwo<!-- Two = @sec-two -->, Figure 1<!--"))
    #expect(Self.back(notebook) == text)
  }

  @Test func `a value that somebody has written over stays, beside its expression`() throws {
    var notebook = try Self.converted("`{swift} n` points.\n", values: ["200"])
    notebook.cells[0].source = notebook.cells[0].source.replacing("200<", with: "250<")
    #expect(Self.back(notebook) == "250 `{swift} n` points.\n")
  }

  @Test func `an expression may have all that ends a comment`() throws {
    let text = "`{swift} a --> b - -c` and `{swift} x&amp;y&#45;` and `{swift} n--`.\n"
    let notebook = try Self.converted(text, values: ["1", "2", "3"])
    #expect(notebook.cells[0].source.hasPrefix("1<!-- 1 = "))
    #expect(!notebook.cells[0].source.contains("{swift} n--`"))
    #expect(Self.back(notebook) == text)
  }

  @Test func `cells are those that run, and fences elsewhere stay in the prose`() throws {
    let notebook = try Self.converted(Self.chapter)
    #expect(notebook.cells.map(\.kind) == [.raw, .markdown, .code, .markdown, .markdown])
    #expect(notebook.cells[2].source.hasPrefix("//| label: fig-a\n"))
    #expect(notebook.cells[4].source.contains("let quoted"))
    #expect(notebook.cells.map(\.id) == ["front-matter", "begin", "fig-a", notebook.cells[3].id, "more"])
    #expect(notebook.metadata["kernelspec"]?["language"] == "swift")
  }

  @Test func `ids depend on their own cells alone`() throws {
    let before = try Self.converted("a\n\n```{swift}\nlet a = 1\n```\n\nb\n")
    let after = try Self.converted("new\n\n## New\n\na\n\n```{swift}\nlet a = 1\n```\n\nb\n")
    #expect(Set(before.cells.compactMap(\.id)).subtracting(after.cells.compactMap(\.id)).count == 1)
    let twice = try Self.converted("# A\n\n# A\n\n# A\n")
    #expect(twice.cells.map(\.id) == ["a", "a-2", "a-3"])
  }

  @Test func `what is changed in Jupyter arrives in the file`() throws {
    var notebook = try Self.converted("# A\n\n```{swift}\nlet a = 1\n```\n")
    notebook.cells[1].source = "let s = \"\"\"\n```\n\"\"\""
    notebook.cells[1].metadata["tags"] = ["slow"]
    notebook.cells.append(JupyterCell(.markdown, id: "x", source: "new"))
    notebook.cells.append(JupyterCell(.raw, id: "y", source: "raw"))
    let text = Self.back(notebook)
    #expect(
      text == """
        # A

        <!-- cell {"metadata": {"tags": ["slow"]}, "type": "code"} -->
        ````{swift}
        let s = \"\"\"
        ```
        \"\"\"
        ````

        new

        <!-- cell {"type": "raw"} -->
        ```
        raw
        ```

        """)
    let again = try Self.converted(text)
    #expect(again.cells.map(\.kind) == [.markdown, .code, .markdown, .raw])
    #expect(again.cells[1].metadata["tags"] == ["slow"])
    #expect(Self.back(again) == text)
  }

  @Test func `an open fence in a cell takes in no other cell`() throws {
    var notebook = try Self.converted("# A\n\nb\n\n# C\n")
    notebook.cells[0].source = "```\nopen"
    let again = try Self.converted(Self.back(notebook))
    #expect(again.cells.map(\.source) == ["```\nopen", "# C"])
  }
}
