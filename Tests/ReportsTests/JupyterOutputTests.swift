import Displays
import Markup
import Notebooks
import Reports
import Testing

@Suite struct JupyterOutputTests {
  private static func outputs(
    _ outputs: Output..., status: CellResult.Status = .succeeded,
    _ set: (inout CellOptions) -> Void = { _ in }
  ) -> [JSONValue] {
    var cell = SampleNotebook.cell("let a = 1", line: 1, number: 3, set)
    cell.number = 3
    var result = CellResult()
    (result.status, result.outputs) = (status, outputs)
    var made = JupyterOutputs(Notebook(file: "n.md", cells: [cell]), RunResult(cells: [result], values: []))
    return made.shown()[0].outputs
  }

  @Test func `printed text is a stream for each channel, in order`() {
    let made = Self.outputs(
      .standardOutput("a"), .standardOutput("b\n"), .standardError("c"), .standardOutput("d"))
    #expect(made.map { $0["name"]?.text } == ["stdout", "stderr", "stdout"])
    #expect(made.map { $0["text"]?.text } == ["ab\n", "c", "d"])
  }

  @Test func `a figure is SVG in fixed colours on white, below its caption`() throws {
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" style="--x:1"><title>t</title>\
      <path fill="var(--chart-1,#3b76e1)" stroke="var(--ink)" d="M0 0h1"/>\
      <path fill="color-mix(in oklab,var(--chart-1,#3b76e1) 50%,var(--chart-background,#ffffff))" d="M0 0"/></svg>
      """
    let made = Self.outputs(.display(.figure(Figure(svg: svg, alternative: "A line.")))) {
      $0.label = "fig-a"
      $0.figureCaption = [.text("A *b* "), .mathematics(MathML(element: Element("math"), tex: "x_1"))]
    }
    #expect(made.count == 2)
    #expect(made[0]["data"]?["text/markdown"] == "**Figure 3.** A \\*b\\* $x_1$")
    #expect(made[1]["data"]?["text/plain"] == "A line.")
    #expect(made[1]["metadata"]?["image/svg+xml"]?["alt"] == "A line.")
    let picture = try #require(made[1]["data"]?["image/svg+xml"]?.text)
    #expect(picture.contains("<rect x=\"0\" y=\"0\" width=\"20\" height=\"10\" fill=\"#ffffff\"/>"))
    #expect(picture.contains("fill=\"#3b76e1\" stroke=\"#191b20\""))
    #expect(!picture.contains("var(") && !picture.contains("color-mix") && !picture.contains("--"))
  }

  @Test func `a picture has the author's words before its own`() throws {
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1" role="img" aria-labelledby="t"><title id="t">t</title>\
      <path d="M0 0h1"/></svg>
      """
    let made = Self.outputs(.display(.figure(Figure(svg: svg, alternative: "A line.")))) {
      $0.figureAlternative = "What to see."
    }
    let picture = try #require(made[0]["data"]?["image/svg+xml"]?.text)
    #expect(picture.contains("role=\"img\"") && picture.contains("aria-label=\"What to see.\""))
    #expect(!picture.contains("aria-labelledby"))
    #expect(made[0]["metadata"]?["image/svg+xml"]?["alt"] == "What to see.")
  }

  @Test func `mixed colours are what browsers make of them`() throws {
    // What Chromium paints for the same expressions.
    for (mixture, color) in [
      ("color-mix(in oklab,#000000 50%,#ffffff)", "#636363"),
      ("color-mix(in oklab,#ff0000 25%,#0000ff)", "#5147d2"),
    ] {
      let svg = "<svg viewBox=\"0 0 1 1\"><path fill=\"\(mixture)\" d=\"M0 0\"/></svg>"
      let made = Self.outputs(.display(.figure(Figure(svg: svg, alternative: ""))))
      let picture = try #require(made[0]["data"]?["image/svg+xml"]?.text)
      #expect(picture.contains("fill=\"\(color)\""), "\(picture)")
    }
  }

  @Test func `of a chart with two drawings the wide one is shown, with its size`() throws {
    let svg = """
      <svg class="chart chart-pair" style="--chart-wide:4/2"><title>t</title>\
      <svg class="chart-wide" viewBox="0 0 4 2" width="100%" height="100%"><path d="M1 1"/></svg>\
      <svg class="chart-narrow" viewBox="0 0 2 2" width="100%"><path d="M2 2"/></svg></svg>
      """
    let made = Self.outputs(.display(.figure(Figure(svg: svg, alternative: "a"))))
    let picture = try #require(made[0]["data"]?["image/svg+xml"]?.text)
    #expect(picture.contains("viewBox=\"0 0 4 2\"") && picture.contains("width=\"4\" height=\"2\""))
    #expect(picture.contains("M1 1") && !picture.contains("M2 2") && !picture.contains("chart-wide"))
  }

  @Test func `tables are HTML and text`() {
    let table = Table(
      columns: [.init("a"), .init("n", alignment: .trailing)], rows: [["<b>", "1"], ["long", "23"]])
    let made = Self.outputs(.display(.table(table)))
    #expect(made[0]["data"]?["text/plain"] == "a      n\n<b>    1\nlong  23")
    #expect(made[0]["data"]?["text/html"]?.text?.contains("&lt;b&gt;") == true)
  }

  @Test func `claims are text, and failures are errors with their places`() {
    let place = SourceLocation(line: 3, column: 2)
    let failure = Failure(
      kind: .trap, message: "Index out of range",
      diagnostics: [Diagnostic(.error, file: "n.md", at: place, "Index out of range")])
    let made = Self.outputs(
      .display(.claim(Claim(statement: "s", holds: true, evidence: "1 = 1"))),
      .display(.claim(Claim(statement: "t", holds: false))), status: .failed(failure))
    #expect(made[0]["data"]?["text/plain"] == "✓ s (1 = 1)")
    #expect(made[1]["data"]?["text/plain"] == "✗ does not hold: t")
    #expect(made[2]["output_type"] == "error")
    #expect(made[2]["evalue"] == "Index out of range")
    #expect(made[2]["traceback"] == ["n.md:3:2: error: Index out of range"])
  }

  @Test func `what the page hides is hidden here`() {
    #expect(Self.outputs(.standardOutput("a")) { $0.output = false }.isEmpty)
    #expect(Self.outputs(.standardOutput("a")) { $0.include = false }.isEmpty)
  }
}
