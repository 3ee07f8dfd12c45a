import Notebooks
import Testing

struct CellTests {
  @Test func `a cell runs, a listing is only shown`() {
    let notebook = parse(
      "```{swift}", "let x = 1", "```", "", "```swift", "let y = 2", "```", "~~~{swift}", "x", "~~~")
    #expect(notebook.outline == "cell0 code:swift(let y = 2\n) cell1")
    #expect(notebook.cells.map(\.placed) == [["2:1 let x = 1"], ["9:1 x"]])
    #expect(notebook.cells.map(\.location) == [.init(line: 1, column: 1), .init(line: 8, column: 1)])
    #expect(notebook.program == [.cell(0), .cell(1)])
    #expect(notebook.diagnostics.isEmpty)
  }

  @Test func `cells in lists and quotations lose their containers' markers`() {
    let notebook = parse(
      "1. item", "", "   ```{swift}", "", "     let x = 1", "   let y = 2", "   ```", "> - quoted",
      ">   ```{swift}",
      ">   let z = 3", ">", ">     if z > 2 {}", ">   ```", "> > ~~~~{swift}", "> > ~~~", ">> ~~~~")
    #expect(
      notebook.cells.map(\.placed) == [
        ["4:1 ", "5:4   let x = 1", "6:4 let y = 2"], ["10:5 let z = 3", "11:2 ", "12:5   if z > 2 {}"],
        ["15:5 ~~~"],
      ])
    #expect(notebook.cells.map(\.location.column) == [4, 5, 5])
    #expect(notebook.complaints == [])
  }

  @Test func `tabs before a cell's code are removed as spaces are`() {
    let notebook = parse("-\titem", "", "\t```{swift}", "\tlet x = 1", "\t\tlet y = 2", "\t```")
    #expect(notebook.cells.map(\.placed) == [["4:2 let x = 1", "5:2 \tlet y = 2"]])
  }

  @Test func `fences inside longer fences, indented code and HTML don't run`() {
    let notebook = parse(
      "````md", "```{swift}", "x", "```", "````", "", "    ```{swift}", "    y", "    ```", "", "<div>",
      "```{swift}",
      "z", "```", "</div>")
    #expect(notebook.cells.isEmpty)
    #expect(
      notebook.outline
        == "code:md(```{swift}\nx\n```\n) code:(```{swift}\ny\n```\n) html(<div>\n```{swift}\nz\n```\n</div>\n)"
    )
  }

  @Test(arguments: [
    (["text", "```{swift}", "let x = 1"], "2:1"),
    (["```{swift}"], "1:1"),
    (["```{swift}", "~~~"], "1:1"),
    (["> ```{swift}", "> x", "", "after"], "1:3"),
    (["- ```{swift}", "  x", "", "after", "```swift", "y", "```"], "1:3"),
    (["````{swift}", "x", "```"], "1:1"),
    (["- ```{swift}", "  x", "```", "y", "```"], "1:3"),
    (["- ```{swift}", "  x", "", "```swift", "y", "```"], "1:3"),
    (["> ```{swift}", "> x", "```", "y", "```"], "1:3"),
    (["- > ```{swift}", "  > x", "  ```", "  y", "  ```"], "1:5"),
  ])
  func `an unclosed cell is an error at its opening line`(lines: [String], place: String) {
    let notebook = Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
    #expect(notebook.complaints == ["\(place): error: this cell is not closed"])
    #expect(notebook.cells.count == 1)
  }

  @Test(arguments: [
    (["```{swift}", "let a = 1", "", "```{swift}", "let b = 2", "```"], 4),
    (["```{swift}", "let a = \"\"\"", "  ```{swift}", "  \"\"\"", "Text.", " ```{swift}", "```"], 6),
    (["```{swift}", "let a = \"\"\"", "  ```{swift}", "  \"\"\"", "/* ", "```{swift}", "*/", "```"], nil),
    (["````{swift}", "// ```{swift}", "````"], nil),
    (["````{swift}", "```{swift}", "````"], nil), (["~~~{swift}", "```{swift}", "~~~"], nil),
    (["- ~~~{swift}", "  ~~~{swift}", "  ~~~"], 2), (["> ````{swift}", "> `````{swift}", "> `````"], 2),
  ])
  func `a cell that the next one interrupts is an error, and a fence in a text is none`(
    lines: [String], next: Int?
  ) {
    let notebook = Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
    let column = lines[0].utf8.firstIndex { "`~".utf8.contains($0) }.map { $0.utf16Offset(in: lines[0]) + 1 }
    let expected = next.map {
      "1:\(column ?? 0): error: this cell is not closed before the next one begins, in line \($0)"
    }
    #expect(notebook.complaints == (expected.map { [$0] } ?? []))
  }

  @Test(arguments: ["- ", "> ", "1. > "])
  func `a cell that ends with its list or quotation is an error, whatever begins there`(mark: String) {
    let prefix = mark.contains(">") ? mark.replacing("1.", with: "  ") : "  "
    for blank in [[], [""]] as [[String]] {
      let lines = [mark + "```{swift}", prefix + "let a = 1"] + blank + ["```{swift}", "let b = 2", "```"]
      let notebook = Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
      #expect(notebook.complaints == ["1:\(mark.utf8.count + 1): error: this cell is not closed"])
      #expect(notebook.cells.count == 2)
      #expect(!notebook.isRunnable)
    }
  }

  @Test(arguments: [
    ["```{swift}", "```"], ["```{swift}", "", "```"], ["> ```{swift}", "> ```"],
    ["```{swift}", "//| echo: true", "```"],
  ])
  func `an empty cell is not an error`(lines: [String]) {
    let notebook = Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
    #expect(notebook.complaints == [])
    #expect(notebook.cells.count == 1)
    #expect(notebook.cells.first?.code == "")
  }

  @Test(
    arguments: [
      ("``` {swift}", []), ("```{ swift }", []), ("```{swift} ", []), ("```{.swift}", nil),
      ("```{{swift}}", nil),
      ("```{Swift}", ["1:4: warning: a '{Swift}' block is only shown; did you mean '{swift}'?"]),
      (
        "```{note}",
        [
          "1:4: warning: a '{note}' block is only shown; a callout is a quotation whose first line is '[!NOTE]'"
        ]
      ),
      (
        "``` {swift",
        ["1:5: warning: '{swift' lacks a brace, so the block is only shown; '{swift}' makes it a cell"]
      ),
      (
        "```swift}",
        ["1:1: warning: 'swift}' lacks a brace, so the block is only shown; '{swift}' makes it a cell"]
      ),
      (
        "```{ swift",
        ["1:4: warning: '{ swift' lacks a brace, so the block is only shown; '{swift}' makes it a cell"]
      ),
      ("```{swiftly", nil), ("```{ swiftly", nil),
      ("~~~ {python}", ["1:5: warning: a '{python}' block is only shown; a '{swift}' one would run"]),
      (
        "```{swift #fig-x}",
        [
          "1:4: error: '#fig-x' means nothing after 'swift'; options are lines like '//| label: fig-loss' in the cell"
        ]
      ),
      (
        "```{swift, echo=false}",
        [
          "1:4: error: 'echo=false' means nothing after 'swift'; options are lines like '//| label: fig-loss' in the cell"
        ]
      ),
    ] as [(String, [String]?)])
  func `the text after a fence decides whether it is a cell`(fence: String, complaints: [String]?) {
    let notebook = parse(fence, "x", String(fence.prefix(3)))
    #expect(notebook.complaints == complaints ?? [])
    let runs = complaints.map { $0.isEmpty || $0[0].contains("error") } ?? false
    #expect(notebook.cells.count == (runs ? 1 : 0))
  }

  @Test func `a cell knows the heading above it`() {
    let notebook = parse("```{swift}", "```", "# The *loss* of $x$", "> ```{swift}", "> ```")
    #expect(notebook.cells.map(\.heading) == [nil, "The loss of x"])
  }

  @Test(arguments: ["\r\n", "\r"])
  func `line ends of other systems don't change places`(end: String) {
    let source = ["---", "title: T", "---", "# H", "```{swift}", "let x = 1", "", "```", "a `{swift} x` b"]
    let notebook = Notebook.parse("\u{FEFF}" + source.joined(separator: end), file: "n.md")
    #expect(notebook.outline == "h1#h(H) cell0 p(a <v0> b)")
    #expect(notebook.cells.map(\.placed) == [["6:1 let x = 1", "7:1 "]])
    #expect(notebook.values.map(\.placed) == ["9:12 x"])
    #expect(notebook.metadata.title?.plainText == "T")
    #expect(notebook.complaints == [])
  }

  @Test func `bytes that are not UTF-8 are reported at the first one`() {
    let bytes = Array("ab\nc\u{E9}".utf8) + [0xE9, 0x41] + Array("\n\0".utf8)
    let notebook = Notebook.parse(bytes, file: "n.md")
    #expect(notebook.complaints == ["2:4: error: this byte is not UTF-8", "3:1: error: a NUL byte"])
  }
}
