import Execution
import Foundation
import Notebooks
import Testing

/// A failure is reported at the line of the code that led to it, even through other code.
@Suite struct FailurePlaceTests {
  private static let model = """
    var rng = SplitMix64(seed: 1)
    let model = Sequential { Linear(inputs: 2, outputs: 1, using: &rng) }
    let data = Dataset.moons(count: 20, noise: 0.1, using: &rng)
    """

  @Test(arguments: [
    // Through the engine, back into a thunk of the program, and again into the engine.
    (
      model + "\nlet h = fit(model, SGD(model, learningRate: 0.1), data.features, data.labels, "
        + "loss: crossEntropy, epochs: 3)", 4
    ),
    // Inside Swift's library, in a function without unwind information.
    (
      "let none = unsafeBitCast(0, to: [Int].self)\n\nChart(none) { p in PointMark(x: .value(\"x\", p), y: .value(\"y\", p)) }",
      3
    ),
    // In a closure that Swift's library calls.
    ("let xs = [3, 1, 2]\nlet n = xs.count\nlet ys = xs.sorted {\n  [1, 2][$0 + n] < $1\n}", 4),
    ("let t = Tensor.zeros([2, 3])\n\nlet u = t.matmul(t)", 3),
    ("print(1)\nraise(SIGTERM)", 2), ("print(1)\nkill(getpid(), SIGHUP)", 2),
    ("print(1)\nraise(SIGKILL)", 2), ("print(1)\nkill(0, SIGKILL)", 2), ("print(1)\nkillpg(0, SIGKILL)", 2),
    ("func end() {\n  kill(getpid(), SIGKILL)\n}\nend()", 2),
    ("alarm(1)\nlet n = 2\nwhile true {}", 3),
    ("print(1)\nquick_exit(3)", 2), ("print(1)\n_Exit(3)", 2),
    // Killed from outside, it can't report its place: the statement after the last one that was done.
    (
      "let n = 1 + 1\n\nlet m = n + 1\nif fork() == 0 { kill(getppid(), SIGKILL); exit(0) }; while true {}", 4
    ),
  ])
  func `a failure is reported at its line`(code: String, line: Int) throws {
    let result = try run(notebook("print(0)", code), timeout: 20)
    #expect(result.cells[0].printed == "0\n")
    let failure = try #require(result.cells[1].failure)
    #expect(failure.diagnostics.map(\.location.line).contains(7 + line), "\(failure)")
  }

  @Test func `a cell with two failed claims tells both, also where it then traps`() throws {
    let claims = "claim(\"a\", 1 > 2)\nprint(1)\nclaim(\"b\", 2 > 3)\n"
    let result = try run(notebook(claims))
    #expect(result.cells[0].failure?.diagnostics.map(\.location.line) == [4, 6])
    let trapped = try run(notebook(claims + "fatalError(\"end\")"))
    #expect(trapped.cells[0].failure?.kind == .trap)
    #expect(trapped.cells[0].failure?.diagnostics.map(\.location.line) == [7, 4, 6])
  }

  @Test func `the last of a loop's values that are no numbers is the last`() throws {
    let result = try run(
      notebook("for word in [\"one\", \"two\", \"three\"] {\n  let text = word + \"!\"\n  _ = text\n}"))
    let last = try #require(result.cells[0].lineValues.first { $0.name == "text" })
    #expect(last.summary.text == "\"three!\"")
  }
}
