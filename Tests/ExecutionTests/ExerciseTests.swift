import Execution
import Foundation
import Notebooks
import Testing

@Suite struct ExerciseTests {
  /// A cell, an exercise of three cells, and a last one. The stub's code begins at line 9, the check's at line 14.
  private func exercise(
    _ stub: String, check: String = "claim(\"it is 3\", answer() == 3)", first: String = "var calls = 1",
    solution: String = "func answer() -> Int { 3 }", last: String = "print(answer(), calls)",
    options: [String] = []
  ) -> Notebook {
    let cells = [
      (["//|"], first), (["//| exercise: ex-a"], stub), (["//| check: ex-a"] + options, check),
      (["//| solution: ex-a"], solution), (["//|"], last),
    ]
    let lines = cells.flatMap { ["```{swift}"] + $0.0 + [$0.1, "```", ""] }
    return Notebook.parse("# T\n" + lines.joined(separator: "\n"), file: NSTemporaryDirectory() + "/test.md")
  }

  private func places(_ result: RunResult) -> [String] {
    result.diagnostics.filter { $0.severity == .error }
      .map { "\($0.location.line):\($0.location.column): \($0.message)" }
  }

  @Test func `the cells run with the solution, and the stub leaves nothing`() throws {
    let result = try run(exercise("calls = 7\nprint(\"stub\")\nfunc answer() -> Int { 4 }"))
    #expect(result.cells.allSatisfy { $0.hasSucceeded })
    #expect(result.cells.map(\.printed) == ["", "", "", "", "3 1\n"])
    #expect(result.cells[1].stubFailure == .claim("it is 3 (4 ≠ 3)"))
    #expect(!result.hasFailed)
  }

  @Test(arguments: [
    ("func answer() -> Int { [1][calls] }", StubFailure.stopped(nil)),
    ("func answer() -> Int { fatalError(\"write this\") }", .stopped("Fatal error: write this")),
    ("struct Empty: Error {}\nfunc answer() -> Int { 3 }\nthrow Empty()", .error("Empty()")),
    ("import Glibc\nfunc answer() -> Int { exit(0) }", .stopped(nil)),
    ("struct Net { var n = 2 }\nlet net = Net()\nfunc answer() -> Int { net.n }", .claim("it is 3 (2 ≠ 3)")),
    ("private(set) var n = 2\npublic func answer() -> Int { n }", .claim("it is 3 (2 ≠ 3)")),
  ])
  func `a stub fails by a false claim, an error, a trap or an exit`(stub: String, failure: StubFailure) throws
  {
    let stub = stub.replacing("import Glibc\n", with: "")
    let result = try run(exercise(stub, first: "import Glibc\nvar calls = 1"))
    #expect(result.cells[1].stubFailure == failure, "\(result.diagnostics)")
    #expect(result.cells[4].printed == "3 1\n")
  }

  @Test func `a stub that passes is an error at its line`() throws {
    let result = try run(exercise("func answer() -> Int { 3 }"))
    #expect(places(result) == ["9:1: this stub passes its check, which must tell it from an answer"])
    #expect(result.cells[1].failure?.kind == .stubPasses)
    #expect(result.cells[4].printed == "3 1\n")
  }

  @Test func `a check that claims nothing is an error at its line`() throws {
    let result = try run(exercise("func answer() -> Int { 4 }", check: "_ = answer()"))
    #expect(places(result) == ["14:1: this check claims nothing, so any code passes it"])
  }

  @Test func `a stub that takes too long is ended, and the rest runs`() throws {
    let result = try run(exercise("func answer() -> Int { while true {} }", options: ["//| timeout: 0.5"]))
    #expect(
      places(result) == [
        "9:1: the check of this stub takes more than 0.5 s; a 'timeout' in the check would give it more"
      ])
    #expect(result.cells[4].printed == "3 1\n")
  }

  @Test func `time in which the cells' process is stopped is not the stub's`() throws {
    let stub = """
      kill(getppid(), SIGSTOP); usleep(3_000_000); kill(getppid(), SIGCONT); func answer() -> Int { 4 }
      """
    let cells = exercise(stub, first: "import Glibc\nvar calls = 1", options: ["//| timeout: 2"])
    #expect(try run(cells).cells[1].stubFailure == .claim("it is 3 (4 ≠ 3)"))
  }

  @Test(arguments: [
    ("func answer() -> Int { none }", "9:24: cannot find 'none' in scope"),
    ("func answer() -> Int { 4 }}", "9:27: extraneous '}' at top level"),
    ("func answer(_ x: Int) -> Int { x }", "14:25: missing argument for parameter #1 in call"),
    (
      "let part = 2",
      "14:18: 'answer' is used before it exists: the cell that makes it comes later, at line 19"
    ),
  ])
  func `a stub that does not compile is an error at its place, in a check too`(stub: String, error: String)
    throws
  {
    let notebook = exercise(stub)
    let result = try run(notebook)
    #expect(places(result) == [error])
    #expect(result.cells[4].printed == "3 1\n")
    #expect(try places(Runner().check(notebook)) == [error])
  }

  @Test func `a check that never compiles is reported once`() throws {
    let check = "claim(\"it is 3\", answer() == none)"
    #expect(
      try places(run(exercise("func answer() -> Int { 4 }", check: check))) == [
        "14:30: cannot find 'none' in scope"
      ])
  }

  @Test func `a solution that does not pass is an error at the claim`() throws {
    let result = try run(exercise("func answer() -> Int { 4 }", solution: "func answer() -> Int { 5 }"))
    #expect(places(result) == ["14:1: claim does not hold: it is 3 (5 ≠ 3)"])
  }

  @Test func `the tangled program is the one that runs`() {
    let program = tangled(exercise("func answer() -> Int { 4 }"))
    #expect(!program.contains("{ 4 }"))
    let solution = program.range(of: "{ 3 }"), check = program.range(of: "claim(")
    #expect(
      solution != nil && check != nil
        && (solution?.lowerBound ?? program.endIndex) < (check?.lowerBound ?? program.startIndex))
  }

  @Test func `trials share what the cells above have computed`() throws {
    // The number of the process that computed it: a trial that began anew would have its own.
    let result = try run(
      exercise(
        "func answer() -> Int { 0 }", check: "claim(\"it is \\(trained)\", answer() == trained)",
        first: "import Glibc\nlet trained = Int(getpid())\nprint(trained)\nvar calls = 1",
        solution: "func answer() -> Int { trained }"))
    let trained = result.cells[0].printed.trimmingCharacters(in: .newlines)
    #expect(result.cells[1].stubFailure == .claim("it is \(trained) (0 ≠ \(trained))"))
    #expect(result.cells[4].printed == "\(trained) 1\n")
  }
}
