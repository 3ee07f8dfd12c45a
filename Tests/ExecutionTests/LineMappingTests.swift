import Execution
import Foundation
import Notebooks
import Testing

/// Parses and runs a notebook's text.
func run(markdown: String, timeout: Double = 60) throws -> RunResult {
  let notebook = Notebook.parse(Array(markdown.utf8), file: NSTemporaryDirectory() + "/test.md")
  #expect(notebook.diagnostics.isEmpty)
  return try run(notebook, timeout: timeout)
}

@Suite struct LineMappingTests {
  @Test func `blank lines, options and front matter shift no line`() throws {
    let result = try run(
      markdown: """
        ---
        title: Lines
        params:
          steps: 3
        ---

        Prose with `{swift} steps`.

        ```{swift}
        //| echo: false

        // A comment.
        let wrong: String = steps
        ```
        """)
    #expect(result.cells[0].place == SourceLocation(line: 13, column: 21))
  }

  @Test func `values of one line and of many are told apart`() throws {
    let result = try run(
      markdown: "A `{swift} 1 + 1` and `{swift} nothing` and `{swift} 3`.\n\nB `{swift} missing`.\n")
    let places = result.diagnostics.filter { $0.severity == .error }.map(\.location)
    #expect(places == [SourceLocation(line: 1, column: 32), SourceLocation(line: 3, column: 12)])
    #expect(result.values.count == 4)
  }

  @Test func `columns count what a list or quotation has before the code`() throws {
    let result = try run(
      markdown: """
        - A list:

          ```{swift}
          let a = 1
          a + missing
          ```

        > ```{swift}
        > print(a)
        > ```
        """)
    #expect(result.cells[0].place == SourceLocation(line: 5, column: 7))
  }

  @Test func `an error in a function of an earlier cell stands there`() throws {
    let result = try run(
      markdown: """
        ```{swift}
        func half(_ x: Int) -> Int {
          precondition(x % 2 == 0, "x must be even")
          return x / 2
        }
        ```

        ```{swift}
        print("before")
        half(3)
        ```
        """)
    #expect(result.cells[1].failure?.message == "Fatal error: Precondition failed: x must be even")
    #expect(result.cells[1].failure?.diagnostics.map(\.location.line) == [3, 10])
  }

  @Test func `each of several values in a line has its own place`() throws {
    let result = try run(markdown: "Two values: `{swift} 1 + 1` and `{swift} 1 + missing`.\n")
    #expect(result.values[0] == .value("2"))
    guard case .failed(let failure) = result.values[1] else {
      Issue.record("the second value should fail")
      return
    }
    #expect(failure.diagnostics.first?.location == SourceLocation(line: 1, column: 46))
  }

  @Test func `a warning stands in its cell, and none is about the runner's own calls`() throws {
    let result = try run(
      markdown: """
        ```{swift}
        func f() {
          let unused = 1
        }
        1 + 1
        f()
        ```
        """)
    #expect(result.cells[0].warnings.map(\.location.line) == [3, 5])
    #expect(result.cells[0].hasSucceeded)
  }

  @Test func `cells that do not parse are all told, each where it stands`() throws {
    let result = try run(notebook("print(1)", "func f() {", "let x =", "print(2)"))
    #expect(result.cells[0].printed == "1\n")
    #expect(result.cells[1].place == SourceLocation(line: 8, column: 11))
    #expect(result.cells[1].failure?.message == "expected '}' at end of brace statement")
    #expect(result.cells[2].place?.line == 12)
    #expect(result.cells[3].hasNotRun)
  }
}
