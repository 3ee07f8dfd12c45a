import Displays
import Notebooks
import Reports
import Testing

@Suite struct ExerciseTests {
  /// The page of an exercise whose cells have these results.
  private func page(
    stub: CellResult = Self.failed(.claim("it is 3 (4 ≠ 3)")), check: CellResult = Self.done(),
    solution: CellResult = Self.done(.standardOutput("forty-two\n")), heading: Bool = false
  ) -> String {
    let source = """
      Before, see @ex-a.

      \(heading ? "## Gates {#ex-a}" : "Task.")

      ```{swift}
      //| exercise: ex-a
      func answer() -> Int { 4 }
      ```

      ```{swift}
      //| check: ex-a
      claim("it is 3", answer() == 3)
      ```

      ```{swift}
      //| solution: ex-a
      //| hint: ["Think of $x$.", "Or *look*."]
      func answer() -> Int { 3 }
      ```
      """
    let notebook = Notebook.parse(source, file: "a.md")
    return Report(notebook: notebook, result: RunResult(cells: [stub, check, solution], values: [])).html()
  }

  private static func done(_ outputs: Output...) -> CellResult {
    var result = CellResult()
    (result.status, result.outputs) = (.succeeded, outputs)
    return result
  }

  private static func failed(_ failure: StubFailure) -> CellResult {
    var result = done()
    result.stubFailure = failure
    return result
  }

  @Test func `hints and the solution are folded, in this order, and nothing else is`() {
    let page = page()
    let markup = MarkupChecker(page)
    #expect(markup.problems == [])
    #expect(CellTests.texts(of: "summary", in: page) == ["Hint 1", "Hint 2", "Solution"])
    #expect(markup.elements(named: "details").allSatisfy { $0.attributes["open"] == nil })
    let folded = page.components(separatedBy: "<summary>Solution</summary>")
    #expect(folded.count == 2 && folded[1].contains("forty-two") && !folded[0].contains("forty-two"))
    #expect(folded[0].contains("it is 3") && folded[0].contains("<em>look</em>"))
  }

  @Test func `the exercise has its number, at its heading if it has one`() {
    let plain = MarkupChecker(page())
    #expect(plain.elements.filter { $0.attributes["id"] == "ex-a" }.map(\.name) == ["div"])
    #expect(plain.text.contains("Before, see Exercise\u{a0}1."))
    let headed = MarkupChecker(page(heading: true))
    #expect(headed.elements.filter { $0.attributes["id"] == "ex-a" }.map(\.name) == ["h2"])
    #expect(headed.text.contains("Exercise 1: Gates"))
    #expect(headed.problems == [])
  }

  @Test(arguments: [
    (StubFailure.claim("it is 3 (4 ≠ 3)"), "The code as given fails: “it is 3 (4 ≠ 3)”."),
    (.error("Empty()"), "The code as given ends with an error: Empty()."),
    (.stopped("Fatal error: write this"), "The code as given is stopped: Fatal error: write this."),
    (.stopped(nil), "The code as given is stopped."),
  ])
  func `the page says what was proved`(failure: StubFailure, words: String) {
    let text = MarkupChecker(page(stub: Self.failed(failure))).text
    #expect(text.contains("The solution passes this check. \(words)"))
  }

  @Test func `a check shows no output, and its claims are not in the ledger`() {
    let claim = Output.display(.claim(Claim(statement: "a claim", holds: true, evidence: "3 = 3")))
    let markup = MarkupChecker(page(check: Self.done(claim, .standardOutput("printed"))))
    #expect(!markup.text.contains("3 = 3") && !markup.text.contains("printed"))
    #expect(markup.elements(ofClass: "ledger").isEmpty)
  }

  @Test func `a failed solution is open, and nothing is said to be proved`() {
    let diagnostic = Diagnostic(
      .error, file: "a.md", at: SourceLocation(line: 17, column: 1), "cannot find 'x'")
    var failed = CellResult()
    failed.status = .failed(
      Failure(kind: .compileError, message: "cannot find 'x'", diagnostics: [diagnostic]))
    let markup = MarkupChecker(page(check: CellResult(), solution: failed))
    #expect(markup.elements(named: "details").contains { $0.attributes["open"] != nil })
    #expect(markup.text.contains("cannot find 'x'") && !markup.text.contains("passes this check"))
  }

  @Test func `pages without exercises have none of their styles`() {
    #expect(page().contains(".reveal") && !CellTests.page(Self.done()).contains(".reveal"))
  }
}
