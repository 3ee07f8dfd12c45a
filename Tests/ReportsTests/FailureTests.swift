import Displays
import Notebooks
import Reports
import Testing

@Suite struct FailureTests {
  private static func page(_ failure: Failure, code: String = "let x = 1", allowed: Bool = false) -> String {
    var result = CellResult()
    result.status = allowed ? .failedAsAllowed(failure) : .failed(failure)
    let cells = [SampleNotebook.cell(code, line: 3), SampleNotebook.cell("later()", line: 9)]
    let notebook = Notebook(file: "a.md", blocks: [.cell(0), .cell(1)], cells: cells)
    return Report(notebook: notebook, result: RunResult(cells: [result, CellResult()], values: [])).html()
  }

  @Test(
    arguments: [
      (.compileError, "Does not compile"), (.thrownError, "Uncaught error"), (.trap, "Stopped by a trap"),
      (.exit(code: 3), "Left with exit(3)"), (.signal(name: "SIGSEGV"), "Ended by SIGSEGV"),
      (.timeout(seconds: 2.5), "Out of time after 2.5 s"),
      (.timeout(seconds: 120), "Out of time after 120 s"),
      (.outputLimit(bytes: 1 << 20), "Printed more than 1 MB"),
      (.memoryLimit(bytes: 3 << 29), "Asked for more than 1.5 GB of memory"), (.claim, "Claim does not hold"),
      (.missingFailure, "Did not fail as expected"),
    ] as [(Failure.Kind, String)])
  func `each way to fail has its heading`(kind: Failure.Kind, title: String) {
    let markup = MarkupChecker(Self.page(Failure(kind: kind, message: "why it did", diagnostics: [])))
    #expect(markup.problems == [])
    #expect(markup.text.contains(title) && markup.text.contains("why it did"))
    #expect(markup.elements(ofClass: "banner").count == 1)
    #expect(markup.text.contains("1 cell failed, 1 cell was not run"))
    #expect(markup.elements(ofClass: "not-run").count == 1)
  }

  @Test(arguments: [
    (1, "let x = 1", "^"), (9, "let x = 1", "        ^"), (8, "let é = 1", "      ^"), (2, "\tx()", "\t^"),
    (99, "let x = 1", "         ^"),
  ])
  func `the caret is under the column, which counts bytes`(column: Int, code: String, caret: String) {
    let place = SourceLocation(line: 4, column: column)
    let failure = Failure(
      kind: .compileError, message: "no", diagnostics: [Diagnostic(.error, file: "a.md", at: place, "no")])
    let markup = MarkupChecker(Self.page(failure, code: code))
    #expect(markup.text.contains("\na.md:4:\(column)\n"))
    #expect(markup.text.contains("4 \(code)\n  \(caret)\n"))
    #expect(markup.elements(named: "mark").count == 1)
  }

  @Test func `a line outside the cells is quoted from the source`() {
    let diagnostic = Diagnostic(
      .error, file: "a.md", at: SourceLocation(line: 2, column: 5), "unknown option")
    var notebook = Notebook(file: "a.md", diagnostics: [diagnostic])
    notebook.source = "first\nsome text\nthird"
    let report = Report(notebook: notebook, result: RunResult(of: notebook))
    #expect(MarkupChecker(report.html()).text.contains("2 some text\n      ^"))
    #expect(MarkupChecker(report.html()).text.contains("This run failed: 1 error in the notebook."))
  }

  @Test func `without the source a value's failure quotes the expression`() {
    var notebook = Notebook(file: "a.md", blocks: [.paragraph([.value(0), .value(1)])])
    notebook.values = [("first", 5), ("a + b", 30)].map { text, column in
      InlineValue(expression: text, location: SourceLocation(line: 7, column: column))
    }
    let diagnostic = Diagnostic(.error, file: "a.md", at: SourceLocation(line: 7, column: 34), "no b")
    let failure = Failure(kind: .compileError, message: "no b", diagnostics: [diagnostic])
    let result = RunResult(cells: [], values: [.value("1"), .failed(failure)])
    let text = MarkupChecker(Report(notebook: notebook, result: result).html()).text
    #expect(text.contains("7 a + b\n      ^"))
    #expect(text.contains("Does not compile, line 7: no b"))
  }

  @Test func `the summary counts the failures that it does not list`() {
    let failure = Failure(kind: .trap, message: "no", diagnostics: [])
    var notebook = Notebook(file: "a.md", blocks: [.paragraph((0..<10).map { .value($0) })])
    notebook.values = (0..<10).map {
      InlineValue(expression: "v\($0)", location: SourceLocation(line: 1, column: $0 + 1))
    }
    let result = RunResult(cells: [], values: notebook.values.map { _ in .failed(failure) })
    let markup = MarkupChecker(Report(notebook: notebook, result: result).html())
    #expect(markup.text.contains("10 values failed") && markup.text.contains("and 3 more"))
    #expect(markup.elements.filter { $0.attributes["href"]?.hasPrefix("#failure:") ?? false }.count == 7)
  }

  @Test(
    arguments: [
      (.thrownError, "uncaught error: no file", "Uncaught error, line 4: no file"),
      (.claim, "claim does not hold: it is 3", "Claim does not hold, line 4: it is 3"),
      (.compileError, "the package does not build:", "Does not compile, line 4: the package does not build"),
      (.trap, "Fatal error: out", "Stopped by a trap, line 4: Fatal error: out"),
      (.trap, String(repeating: "a", count: 101), "line 4: \(String(repeating: "a", count: 100))…"),
    ] as [(Failure.Kind, String, String)])
  func `the summary says the kind once, and no colon ends it`(
    kind: Failure.Kind, message: String, title: String
  ) {
    let place = SourceLocation(line: 4, column: 1)
    let diagnostic = Diagnostic(.error, file: "a.md", at: place, message)
    let page = Self.page(Failure(kind: kind, message: message, diagnostics: [diagnostic]))
    #expect(page.contains("\(title)</a></li>"))
  }

  @Test func `what cells could reach is said only if code has run`() {
    func isSaid(_ status: CellResult.Status) -> Bool {
      var cell = CellResult()
      cell.status = status
      var result = RunResult(cells: [cell, CellResult()], values: [])
      result.confinement = .complete
      let cells = [SampleNotebook.cell("f()", line: 3), SampleNotebook.cell("g()", line: 9)]
      let notebook = Notebook(file: "a.md", blocks: [.cell(0), .cell(1)], cells: cells)
      return Report(notebook: notebook, result: result).html().contains("<p class=\"confinement\">")
    }
    func failure(_ kind: Failure.Kind) -> Failure { Failure(kind: kind, message: "no", diagnostics: []) }
    #expect(isSaid(.succeeded) && isSaid(.failed(failure(.trap))) && isSaid(.failedAsAllowed(failure(.trap))))
    #expect(!isSaid(.notRun) && !isSaid(.notEvaluated))
    #expect(!isSaid(.failed(failure(.compileError))) && !isSaid(.failedAsAllowed(failure(.compileError))))
  }

  @Test func `if no code is shown, the missing figure or table is named`() {
    func text(_ number: Int?) -> String {
      let cell = SampleNotebook.cell("x", line: 3, number: number) { ($0.echo, $0.label) = (false, "tbl-x") }
      let notebook = Notebook(file: "a.md", blocks: [.cell(0)], cells: [cell])
      return MarkupChecker(Report(notebook: notebook, result: RunResult(of: notebook)).html()).text
    }
    #expect(text(2).contains("Table 2: Not run"))
    #expect(!text(nil).contains("Not run"))
  }

  @Test func `an allowed failure is shown in place but does not fail the run`() {
    let failure = Failure(kind: .trap, message: "Index out of range", diagnostics: [])
    let markup = MarkupChecker(Self.page(failure, allowed: true))
    #expect(markup.text.contains("The notebook expects this failure."))
    #expect(markup.elements(ofClass: "banner").isEmpty)
  }

  @Test func `a value that fails is reported after its paragraph`() {
    var notebook = Notebook(
      file: "a.md", blocks: [.paragraph([.text("It is "), .value(0)]), .paragraph([.text("after")])])
    notebook.values = [InlineValue(expression: "nothing!", location: SourceLocation(line: 1, column: 9))]
    let failure = Failure(kind: .trap, message: "Unexpectedly found nil", diagnostics: [])
    let page = Report(notebook: notebook, result: RunResult(cells: [], values: [.failed(failure)])).html()
    let markup = MarkupChecker(page)
    #expect(markup.problems == [])
    let behind = markup.text.components(from: "It is nothing!")
    #expect(behind.components(from: "Unexpectedly found nil").contains("after"))
  }

  @Test func `a run without failures has no banner`() {
    #expect(MarkupChecker(CellTests.page(.standardOutput("x"))).elements(ofClass: "failure").isEmpty)
  }
}
