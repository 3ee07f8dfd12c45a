import Execution
import Notebooks
import Testing

@Suite struct PolicyTests {
  private func isAllowed(_ cell: CellResult) -> Bool {
    if case .failedAsAllowed = cell.status { true } else { false }
  }

  @Test func `what follows a cell that may fail goes on from the state that it left`() throws {
    let result = try run(
      notebook(
        "var log = [1]",
        "log.append(2)\nprint(\"once\")\nlet x = [1][log.count]\nlog.append(3)",
        "log",
        options: [1: .allowing(.allowed)]))
    #expect(result.cells[1].printed == "once\n")
    #expect(result.cells[1].failure?.kind == .trap)
    #expect(isAllowed(result.cells[1]))
    #expect(result.cells[2].texts == ["[1, 2]"])
    #expect(!result.hasFailed)
  }

  @Test func `a cell that may fail to compile is left out`() throws {
    let result = try run(notebook("let a = missing", "print(2)", options: [0: .allowing(.allowed)]))
    #expect(isAllowed(result.cells[0]))
    #expect(result.cells[1].printed == "2\n")
  }

  @Test func `a demanded failure must come, and with the text`() throws {
    let result = try run(
      notebook(
        "try f()\nfunc f() throws { throw E.bad }\nenum E: Error { case bad }", "print(1)",
        "fatalError(\"other\")",
        "print(4)",
        options: [
          0: .allowing(.demanded("bad")), 1: .allowing(.demanded("x")), 2: .allowing(.demanded("this")),
        ]))
    #expect(isAllowed(result.cells[0]))
    #expect(result.cells[1].failure?.kind == .missingFailure)
    #expect(result.cells[2].failure?.kind == .missingFailure)
    #expect(result.cells[2].failure?.message.contains("Fatal error: other") == true)
    #expect(result.cells[3].printed == "4\n")
    #expect(result.hasFailed)
  }

  @Test func `a cell that is not to be evaluated is not part of the program`() throws {
    var options = CellOptions()
    options.eval = false
    let result = try run(notebook("this is no Swift", "print(2)", options: [0: options]))
    guard case .notEvaluated = result.cells[0].status else {
      Issue.record("the first cell should not be evaluated")
      return
    }
    #expect(result.cells[1].printed == "2\n")
  }
}
