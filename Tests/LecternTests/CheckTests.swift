import Foundation
import Testing

/// `check` asks the compiler only where it may find something.
struct CheckTests {
  let bench: Workbench

  init() throws { bench = try Workbench() }

  private func write(_ cell: String, prose: String = "Text.") throws {
    try bench.write("# T\n\n\(prose)\n\n```{swift}\n\(cell)\n```\n", to: "n.md")
  }

  private func check(_ options: String...) throws -> (code: Int32, error: String) {
    let answer = try bench.lectern(["check", "n.md"] + options)
    return (answer.code, answer.error)
  }

  /// Whether a check passes without a place where the compiler could write.
  private func isKnown() throws -> Bool {
    try bench.lectern(["check", "n.md"], ["TMPDIR": bench.path(of: "nowhere")]).code == 0
  }

  @Test func `where nothing was found, the compiler is not asked again`() throws {
    try write("let n = 3\nprint(n)")
    #expect(try !isKnown())
    #expect(try check().code == 0)
    #expect(try isKnown())
    try write("let n = 4\nprint(n)")
    #expect(try !isKnown())
  }

  /// A run notes the variables of a loop, which uses them, and says by itself what its labels lack.
  @Test(arguments: [
    "for i in 0..<3 {\n  let square = i * i\n}", "//| label: fig-a\n//| include: false\nlet n = 1",
  ])
  func `a run hides nothing from a check`(code: String) throws {
    try write(code)
    #expect(try bench.lectern("run", "n.md").code == 0)
    let found = try check("--strict")
    #expect(found.code == 1 && found.error.contains("warning"))
  }

  @Test(arguments: ["let n: Int = \"\"", "func f() { let n = 1 }"])
  func `what was found is found again, at its new place`(code: String) throws {
    try write(code)
    let first = try check("--strict")
    #expect(first.code == 1 && first.error.contains("n.md:6:"))
    try write(code, prose: "Text.\n\nMore.")
    let second = try check("--strict")
    #expect(second.code == 1 && second.error.contains("n.md:8:"))
    #expect(second.error == first.error.replacingOccurrences(of: "n.md:6:", with: "n.md:8:"))
  }

  @Test func `there is one note for a notebook`() throws {
    let cache = ["XDG_CACHE_HOME": bench.path(of: "cache")]
    for n in 1...3 {
      try write("print(\(n))")
      #expect(try bench.lectern(["check", "n.md"], cache).code == 0)
    }
    let notes = try FileManager.default.contentsOfDirectory(atPath: bench.path(of: "cache/lectern/results"))
    #expect(notes.count == 1)
  }

  @Test func `another value of a parameter is another program`() throws {
    let text = "---\nparams:\n  n: 3\n---\n\n```{swift}\nlet m: Int = n\nprint(m)\n```\n"
    try bench.write(text, to: "n.md")
    #expect(try check().code == 0)
    try bench.write(text.replacingOccurrences(of: "n: 3", with: "n: 0.5"), to: "n.md")
    #expect(try check().code == 1)
  }

  @Test func `a file that is included is a part of it`() throws {
    try bench.write("```{swift}\nlet n = 6\n```\n", to: "_part.md")
    try bench.write("{{< include _part.md >}}\n\n```{swift}\nprint(n)\n```\n", to: "n.md")
    #expect(try check().code == 0)
    #expect(try isKnown())
    try bench.write("```{swift}\nlet m = 6\n```\n", to: "_part.md")
    #expect(try check().code == 1)
  }
}
