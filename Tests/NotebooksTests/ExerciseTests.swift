import Notebooks
import Testing

struct ExerciseTests {
  /// A notebook of cells with these first lines, each five lines long, with a line of prose between them.
  private func notebook(_ options: String..., before: [String] = []) -> Notebook {
    let cells = options.flatMap { ["```{swift}", $0, "run()", "```", ""] }
    return Notebook.parse((before + cells).joined(separator: "\n"), file: "n.md")
  }

  @Test func `the program has the solution in the stub's place, after the stub's trial`() {
    let notebook = notebook(
      "//| echo: true", "//| exercise: ex-a", "//| check: ex-a", "//| echo: true", "//| solution: ex-a",
      "//| exercise: ex-b", "//| check: ex-b", "//| solution: ex-b")
    #expect(notebook.complaints == [])
    #expect(
      notebook.program == [
        .cell(0), .trial(0), .cell(4), .cell(2), .cell(3), .trial(1), .cell(7), .cell(6),
      ])
    #expect(notebook.exercises.map(\.name) == ["ex-a", "ex-b"])
    #expect(notebook.exercises.map(\.number) == [1, 2])
    #expect(notebook.exercises.map { [$0.stub, $0.check, $0.solution] } == [[1, 2, 4], [5, 6, 7]])
  }

  @Test func `references name an exercise by its number, and a heading can have its name`() {
    let notebook = notebook(
      "//| exercise: ex-a", "//| check: ex-a", "//| solution: ex-a",
      "//| exercise: ex-b", "//| check: ex-b", "//| solution: ex-b",
      before: ["@ex-a and @ex-b", "", "## Gates {#ex-a}", ""])
    #expect(notebook.complaints == [])
    #expect(notebook.outline.contains("h2#ex-a(Exercise 1: Gates)"), "\(notebook.outline)")
    #expect(notebook.labels.mapValues(\.plainText) == ["ex-a": "Exercise 1", "ex-b": "Exercise 2"])
    #expect(notebook.exercises.map(\.hasHeading) == [true, false])
  }

  @Test func `hints come from all cells of an exercise, with mathematics and values`() {
    let notebook = parse(
      "```{swift}", "//| exercise: ex-a", "//| hint: First", "```", "```{swift}", "//| check: ex-a", "```",
      "```{swift}", "//| solution: ex-a", "//| hint:", "//|   - \"Then $x$\"", "//|   - \"`{swift} n`\"",
      "```")
    #expect(notebook.complaints == [])
    #expect(notebook.hints(of: notebook.exercises[0]).map(\.outline) == ["First", "Then <$x$>", "<v0>"])
    #expect(notebook.values.map(\.placed) == ["12:19 n"])
  }

  @Test func `the notebook's options hide or excuse no part of an exercise`() {
    let notebook = parse(
      "---", "execute: {echo: false, error: true, output: false}", "---", "```{swift}", "//| exercise: ex-a",
      "```", "```{swift}", "//| check: ex-a", "```", "```{swift}", "//| solution: ex-a", "```")
    #expect(notebook.complaints == [])
    #expect(notebook.cells.allSatisfy { $0.options.echo == nil && $0.options.error == nil })
  }

  @Test(arguments: [
    (["exercise: ex-a"], ["2:15: error: the exercise 'ex-a' has no check and no solution"]),
    (["exercise: ex-a", "check: ex-a"], ["2:15: error: the exercise 'ex-a' has no solution"]),
    (["exercise: ex-a", "solution: ex-a"], ["2:15: error: the exercise 'ex-a' has no check"]),
    (
      ["exercise: ex-gate", "check: ex-gate", "solution: ex-gte"],
      [
        "2:15: error: the exercise 'ex-gate' has no solution",
        "12:15: error: there is no exercise 'ex-gte'; did you mean 'ex-gate'?",
      ]
    ),
    (["check: ex-a"], ["2:12: error: there is no exercise 'ex-a'"]),
    (
      ["exercise: ex-a", "check: ex-a", "solution: ex-a", "solution: ex-a"],
      ["17:15: error: the exercise 'ex-a' already has a solution in line 11"]
    ),
    (
      ["exercise: ex-a", "check: ex-a", "check: ex-a", "solution: ex-a"],
      ["12:12: error: the exercise 'ex-a' already has a check in line 6"]
    ),
    (
      ["exercise: ex-a", "check: ex-a", "solution: ex-a", "exercise: ex-a"],
      ["17:15: error: the exercise 'ex-a' already has a stub in line 1"]
    ),
    (
      ["solution: ex-a", "exercise: ex-a", "check: ex-a"],
      ["2:15: error: a solution must come after its stub, which is in line 6"]
    ),
    (
      ["exercise: ex-a", "solution: ex-a", "check: ex-a"],
      ["12:12: error: a check must be the next cell after its stub, which is in line 1"]
    ),
    (
      ["exercise: ex-a", "echo: true", "check: ex-a", "solution: ex-a"],
      ["12:12: error: a check must be the next cell after its stub, which is in line 1"]
    ),
    (["exercise: xor"], ["2:15: error: 'exercise' must be an exercise's name, like ex-xor, not 'xor'"]),
    (["check: [ex-a]"], ["2:12: error: 'check' must be an exercise's name, like ex-xor, not a list"]),
    (["hint: Look"], ["2:5: error: a hint belongs to a cell of an exercise"]),
  ])
  func `an exercise that is not whole is an error at its place`(cells: [String], complaints: [String]) {
    let lines = cells.flatMap { ["```{swift}", "//| \($0)", "run()", "```", ""] }
    let notebook = Notebook.parse(lines.joined(separator: "\n"), file: "n.md")
    #expect(notebook.complaints == complaints)
    #expect(!notebook.isRunnable)
  }

  @Test(arguments: [
    ("//| eval: false", "3:5: error: a cell of an exercise cannot have 'eval'"),
    ("//| error: true", "3:5: error: a cell of an exercise cannot have 'error'"),
    ("//| fig-cap: Loss", "3:5: error: a cell of an exercise cannot have 'fig-cap'"),
    ("//| hint: {a: b}", "3:11: error: 'hint' must be a text or a list of texts, not a mapping"),
    ("//| check: ex-a", "3:5: error: a cell is one part of one exercise: a stub, a check or a solution"),
  ])
  func `options that do not go together are reported`(option: String, complaint: String) {
    let notebook = parse(
      "```{swift}", "//| exercise: ex-a", option, "```", "```{swift}", "//| check: ex-a", "```", "```{swift}",
      "//| solution: ex-a", "//| label: fig-a", "```")
    #expect(notebook.complaints == [complaint])
  }

  @Test func `a heading with an exercise's name needs an exercise, and names are taken once`() {
    #expect(
      parse("## Gates {#ex-a}").complaints == [
        "1:11: error: no cell is the stub of 'ex-a': it needs the line '//| exercise: ex-a'"
      ])
    #expect(
      notebook(
        "//| exercise: ex-a", "//| check: ex-a", "//| solution: ex-a",
        before: ["## A {#ex-a}", "## B {#ex-a}"]
      )
      .complaints == ["2:7: error: the id 'ex-a' is already taken in line 1"])
  }
}
