import Displays
import Notebooks
import Reports
import Testing

/// The values next to the code, as markup.
@Suite struct LineValueTests {
  private static func page(
    _ code: String, _ values: (line: Int, name: String, summary: ValueSummary)...,
    set: (inout CellOptions) -> Void = { _ in }
  ) -> MarkupChecker {
    var cell = CellResult()
    cell.status = .succeeded
    // A cell at line 3 has its first line of code at line 4.
    cell.lineValues = values.map { LineValue(line: $0.line + 4, name: $0.name, summary: $0.summary) }
    let notebook = Notebook(
      file: "a.md", blocks: [.cell(0)], cells: [SampleNotebook.cell(code, line: 3, set)])
    let markup = MarkupChecker(
      Report(notebook: notebook, result: RunResult(cells: [cell], values: [])).html())
    #expect(markup.problems == [])
    return markup
  }

  private static func rows(_ markup: MarkupChecker) -> [String?] {
    markup.elements(named: "li").filter { $0.attributes["style"] != nil }.map { $0.attributes["style"] }
  }

  private static let number = ValueSummary(type: "Float", text: "0.031")
  private static let curve = ValueSummary(
    type: "Float", text: "2.3 → 0.031", details: ["200 values"], history: [2.3, 1, 0.5, 0.031])

  @Test func `a value is next to its variable's line, in the room that the line leaves`() {
    let markup = Self.page("let a = 1\n\nlet loss = f()", (0, "a", Self.number), (2, "loss", Self.curve))
    #expect(Self.rows(markup) == ["--l:0;--c:9", "--l:2;--c:14"])
    #expect(markup.text.contains("a Float 0.031") && markup.text.contains("loss Float 2.3 → 0.031"))
    #expect(markup.elements(ofClass: "noted").count == 1)
  }

  @Test func `only values with details can be opened, and a history is drawn`() {
    let markup = Self.page("let a = 1\nlet loss = f()", (0, "a", Self.number), (1, "loss", Self.curve))
    #expect(markup.elements(named: "button").count == 1)
    #expect(markup.elements(ofClass: "spark").map { $0.attributes["aria-hidden"] } == ["true"])
    #expect(markup.elements(named: "path").map { $0.attributes["d"] } == ["M0 1L18 7L37 9L56 11"])
    #expect(markup.text.contains("200 values"))
  }

  @Test func `several values on a line share a place`() {
    let markup = Self.page("let (a, b) = f()", (0, "a", Self.number), (0, "b", Self.curve))
    #expect(Self.rows(markup).count == 1)
    #expect(markup.elements(ofClass: "many").count == 1)
    #expect(markup.text.contains("loss") == false && markup.text.contains("b: 200 values"))
  }

  @Test func `where there is little room, types go first, then the last values, into the details`() {
    let range = ValueSummary(type: "Tensor [8, 12, 2]", text: "−2.61 … 3.41")
    let code = "let (given, wanted, other) = f()"
    let two = Self.page(code, (0, "given", range), (0, "wanted", range))
    #expect(two.text.contains("given −2.61 … 3.41 wanted −2.61 … 3.41"))
    #expect(two.text.contains("given: Tensor [8, 12, 2] −2.61 … 3.41"))
    let three = Self.page(code, (0, "given", range), (0, "wanted", range), (0, "other", range))
    #expect(three.text.contains("given −2.61 … 3.41 wanted −2.61 … 3.41given:"))
    #expect(three.text.contains("other: Tensor [8, 12, 2] −2.61 … 3.41"))
  }

  @Test func `a line that fills its box keeps its value for narrow screens`() {
    let long = "let a = " + String(repeating: "f", count: 94)
    #expect(Self.page(long, (0, "a", Self.number)).elements(ofClass: "long").count == 1)
    #expect(Self.page(String(long.dropLast(12)), (0, "a", Self.number)).elements(ofClass: "long").isEmpty)
  }

  @Test func `a type that the line already names is not shown`() {
    let layer = ValueSummary(type: "Linear")
    #expect(Self.rows(Self.page("let a = Linear(2, 3)", (0, "a", layer))) == [])
    #expect(Self.rows(Self.page("let a = makeLayer()", (0, "a", layer))).count == 1)
    #expect(
      Self.rows(Self.page("let a = Linear(2, 3)", (0, "a", ValueSummary(type: "Linear", text: "9")))).count
        == 1)
  }

  @Test func `a type made of others is not shown alone, and a long one only with the details`() {
    for type in [
      "[EncoderDecoder]", "(training: Dataset, test: Dataset)", String(repeating: "Long", count: 8),
    ] {
      #expect(Self.rows(Self.page("let a = f()", (0, "a", ValueSummary(type: type)))) == [])
    }
    let long = ValueSummary(type: "[(name: String, losses: [Float])]", text: "\"SGD\", \"Adam\"")
    let markup = Self.page("let a = f()", (0, "a", long))
    #expect(markup.elements(named: "button").count == 1)
    #expect(
      markup.text.contains("a \"SGD\", \"Adam\"") && markup.text.contains("[(name: String, losses: [Float])]")
    )
  }

  @Test func `a cell without values has the markup of ordinary code`() {
    for markup in [
      Self.page("let a = 1"), Self.page("let a = 1", (0, "a", Self.number)) { $0.values = false },
    ] {
      #expect(markup.elements(ofClass: "values").isEmpty && markup.elements(ofClass: "noted").isEmpty)
    }
  }

  @Test func `a value of a line outside the cell is left out`() {
    #expect(Self.rows(Self.page("let a = 1", (7, "a", Self.number), (-2, "b", Self.number))) == [])
  }

  @Test func `histories that cannot be drawn are left out, and the largest numbers are drawn`() {
    for history in [[], [1, 1], [2, 2, 2], [.nan, 1, 2], [.infinity, .nan, 1]] {
      let summary = ValueSummary(type: "Double", text: "x", history: history)
      #expect(Self.page("let a = f()", (0, "a", summary)).elements(ofClass: "spark").isEmpty, "\(history)")
    }
    let all = Double.greatestFiniteMagnitude
    let markup = Self.page(
      "let a = f()", (0, "a", ValueSummary(type: "Double", text: "x", history: [-all, 0, all])))
    #expect(markup.elements(named: "path").map { $0.attributes["d"] } == ["M0 11L28 6L56 1"])
  }

  @Test func `a long history is drawn with few points, including its ends`() throws {
    let history = (0..<128).map { Double($0) }
    let markup = Self.page("let a = f()", (0, "a", ValueSummary(type: "Int", text: "x", history: history)))
    let path = try #require(markup.elements(named: "path").first?.attributes["d"])
    #expect(path.hasPrefix("M0 11L") && path.hasSuffix("L56 1"))
    #expect(path.split(separator: "L").count == 29)
  }
}
