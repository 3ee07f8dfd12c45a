import Foundation
import Testing

/// `lectern exercises`: a reader's way through a book's exercises.
struct ExercisesTests {
  let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write("chapters: [01-gates.md, 02-sums.md]\n", to: "notebooks/book.yml")
    try bench.write(
      """
      # Gates

      ```{swift}
      import Glibc
      ```

      ```{swift}
      let step = 1.0
      ```

      ```{swift}
      fatalError("never needed")
      ```

      ## And {#ex-and}

      Write `and`.

      ```{swift}
      //| exercise: ex-and
      func and(_ a: Double, _ b: Double) -> Double { 0 }
      ```

      ```{swift}
      //| check: ex-and
      claim("1 and 1", and(step, step) == 1)
      claim("1 and 0", and(1, 0) == 0)
      ```

      ```{swift}
      //| solution: ex-and
      //| hint: [Multiply., "By $b$."]
      func and(_ a: Double, _ b: Double) -> Double { a * b }
      ```
      """, to: "notebooks/01-gates.md")
    try bench.write(
      """
      # Sums

      Add.

      ```{swift}
      //| exercise: ex-add
      func add(_ a: Int) -> Int { a }
      ```

      ```{swift}
      //| check: ex-add
      claim("adds", add(1) == 2)
      ```

      ```{swift}
      //| solution: ex-add
      func add(_ a: Int) -> Int { a + 1 }
      ```
      """, to: "notebooks/02-sums.md")
  }

  private let answer = "exercises/01-gates/ex-and.swift"

  @Test func `the first unsolved exercise is copied and checked, without the cells that it does not need`()
    throws
  {
    let first = try bench.lectern("exercises", "--check")
    #expect(first.code == 1, "\(first)")
    #expect(
      first.output == "  ✗ 1 and 1 (0 ≠ 1)\n  ✓ 1 and 0 (0 = 0)\nNot solved yet: Exercise 1: And\n")
    let copy = try bench.read(answer)
    #expect(
      copy.hasPrefix(
        "// Exercise 1: And\n// notebooks/01-gates.md:19\n//\n// Write `and`.\n//\n// The check:\n"))
    #expect(copy.hasSuffix("\nfunc and(_ a: Double, _ b: Double) -> Double { 0 }\n"))

    try bench.write("func and(_ a: Double, _ b: Double) -> Double { min(a, b) }", to: answer)
    let second = try bench.lectern("exercises", "--check")
    #expect(second.code == 0, "\(second)")
    #expect(second.output.hasSuffix("Solved: Exercise 1: And\n"))
    #expect(
      try bench.lectern("exercises", "--list").output
        == "✓ 01-gates/ex-and  Exercise 1: And\n· 02-sums/ex-add  Exercise 1\n")
    #expect(try bench.lectern("exercises", "--check").output.contains("✗ adds"))
  }

  @Test func `an exercise without a text begins with its title and its check`() throws {
    try bench.write("chapters: [a.md]\n", to: "bare/book.yml")
    try bench.write(
      """
      ### Half {#ex-half}

      ```{swift}
      //| exercise: ex-half
      let half = 1.0
      ```

      ```{swift}
      //| check: ex-half
      claim("a half", half == 0.5)
      ```

      ```{swift}
      //| solution: ex-half
      let half = 0.5
      ```
      """, to: "bare/a.md")
    _ = try bench.lectern("exercises", "--book", "bare", "--check")
    #expect(
      try bench.read("exercises/a/ex-half.swift").hasPrefix(
        "// Exercise 1: Half\n// bare/a.md:3\n//\n// The check:\n//   claim("))
  }

  @Test(arguments: ["exercises", "exercises/01-gates", "exercises/progress"])
  func `links that came with a book lead no file out of it`(name: String) throws {
    let (files, outside) = (FileManager.default, bench.folder.path + "-elsewhere")
    try files.createDirectory(atPath: outside, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: outside) }
    if name != "exercises" { try bench.write("", to: "exercises/readme") }
    try files.createSymbolicLink(
      atPath: bench.folder.appendingPathComponent(name).path, withDestinationPath: outside)
    for option in ["--check", "--hint"] {
      let answer = try bench.lectern("exercises", option)
      let reason =
        name == "exercises/progress"
        ? "cannot be written: this is a folder" : "only if you name the place, with --folder"
      #expect(answer.code == 1 && answer.error.hasSuffix("\(reason)\n"), "\(answer)")
    }
    #expect(try bench.lectern("exercises", "--list").code == (name == "exercises/01-gates" ? 0 : 1))
    #expect(try files.contentsOfDirectory(atPath: outside).isEmpty)
    if name != "exercises/progress" {
      #expect(try bench.lectern("exercises", "--folder", "exercises", "--hint").code == 0)
    }
  }

  @Test func `a folder that can't be made is what keeps an answer from being written`() throws {
    try bench.write("", to: "taken")
    let begun = try bench.lectern("exercises", "--check", "--folder", "taken")
    let reason = "error: cannot be written: the folder 'taken' cannot be made: Not a directory\n"
    #expect(begun.code == 1 && begun.error == "taken/01-gates/ex-and.swift: \(reason)", "\(begun)")
    let hint = try bench.lectern("exercises", "--hint", "--folder", "taken")
    #expect(hint.code == 1 && hint.error == "taken/progress: \(reason)", "\(hint)")
  }

  @Test func `mistakes are reported in the answer's file`() throws {
    _ = try bench.lectern("exercises", "ex-and", "--check")
    try bench.write("\nfunc and(_ a: Double, _ b: Double) -> Double { c }", to: answer)
    let wrong = try bench.lectern("exercises", "ex-and", "--check")
    #expect(wrong.code == 1)
    #expect(wrong.error.hasPrefix("\(answer):2:48: error: cannot find 'c' in scope"), "\(wrong)")
    try bench.write(
      "func and(_ a: Double, _ b: Double) -> Double {\n  fatalError(\"not yet\")\n}", to: answer)
    let trap = try bench.lectern("exercises", "ex-and", "--check")
    #expect(trap.error.contains("\(answer):2:3: error: Fatal error: not yet"), "\(trap)")
    #expect(trap.error.contains("notebooks/01-gates.md:26:18: note: called from here"), "\(trap)")
  }

  @Test func `hints come one by one`() throws {
    let hints = try (1...3).map { _ in try bench.lectern("exercises", "1", "--hint").output }
    #expect(
      hints == [
        "Hint 1 of 2: Multiply.\n", "Hint 2 of 2: By b.\n",
        "These were all hints; the page of the chapter has the solution.\n",
      ])
    #expect(
      try bench.lectern("exercises", "notebooks/02-sums.md", "--hint").output
        == "This exercise has no hints.\n")
  }

  @Test func `it watches the file, goes on to the next exercise, and quits when told to`() throws {
    try bench.write("", to: "keys")
    let line = """
      (sleep 8; echo n; sleep 1; echo q) | timeout 60 "$LECTERN" exercises > told 2>&1 &
      for i in $(seq 100); do [ -e \(answer) ] && break; sleep 0.1; done
      sleep 0.5; echo 'func and(_ a: Double, _ b: Double) -> Double { a * b }' > \(answer); wait; cat told
      """
    let told = try bench.shell(line).output
    #expect(told.contains("✗ 1 and 1"), "\(told)")
    #expect(
      told.contains("Solved: Exercise 1: And\n\nExercise 1\nexercises/02-sums/ex-add.swift\n"), "\(told)")
  }

  @Test func `what does not exist is wrong usage`() throws {
    let unknown = try bench.lectern("exercises", "ex-or", "--check")
    #expect(unknown.code == 64 && unknown.error.contains("no chapter and no exercise is called 'ex-or'"))
    #expect(
      try bench.lectern("exercises", "ex-an", "--check").error.contains("'ex-an'; did you mean 'ex-and'?"))
    try bench.write("# None", to: "none.md")
    #expect(try bench.lectern("exercises", "none.md").code == 64)
  }
}
