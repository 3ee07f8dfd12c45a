import Execution
import Foundation
import Notebooks
import Testing

/// Threads that wait for what is initialized once. Each process that runs cells is a copy of another one, whose threads had
/// other numbers.
@Suite(.serialized) struct SharedBeginningTests {
  /// Two threads ask for a table that only the first one makes.
  private let waiting = """
    enum Table { static let sum = (0..<40_000_000).reduce(0) { $0 &+ $1 * $1 } }
    let sums = inParallel([1, 2]) { _ in Table.sum }
    print(sums[0] == sums[1])
    """

  @Test func `threads of a program wait for each other`() throws {
    let result = try run(notebook(waiting), timeout: 20)
    #expect(result.cells[0].printed == "true\n", "\(result.diagnostics)")
  }

  @Test func `threads of a cell that runs from a checkpoint wait for each other`() throws {
    var runner = try Runner()
    runner.limits.timeout = 20
    let session = SegmentSession(spacing: .zero)
    let other = "enum First { static let one = 1 }\nprint(First.one)"
    let result = try session.execute(
      notebook(other, waiting, waiting.replacing("Table", with: "Other").replacing("sums", with: "others")),
      with: runner
    ).result
    #expect(session.effort == .segments(3, executed: 3))
    #expect(result.cells.map(\.printed) == ["1\n", "true\n", "true\n"], "\(result.diagnostics)")
  }

  @Test func `threads of a copied process wait for a lock`() throws {
    let locking = """
      import Foundation
      import Synchronization
      func count() -> Int {
        let counted = Mutex(0)
        _ = inParallel(0..<2) { _ in
          for _ in 0..<100 { counted.withLock { count in count += 1; usleep(20) } }
        }
        return counted.withLock { $0 }
      }
      """
    var runner = try Runner()
    runner.limits.timeout = 20
    let session = SegmentSession(spacing: .zero)
    let result = try session.execute(
      notebook(locking, "print(count())", "print(count() + 1)"), with: runner
    ).result
    #expect(session.effort == .segments(3, executed: 3))
    #expect(result.cells.map(\.printed) == ["", "200\n", "201\n"], "\(result.diagnostics)")
  }

  @Test func `threads of a stub wait for each other`() throws {
    let lines = [
      "# T", "```{swift}", "enum First { static let one = 1 }", "print(First.one)", "```", "", "```{swift}",
      "//| exercise: ex-a", "func answer() -> Bool {", waiting, "return sums.count == 3", "}", "```", "",
      "```{swift}",
      "//| check: ex-a", "//| timeout: 20", "claim(\"it is so\", answer())", "```", "", "```{swift}",
      "//| solution: ex-a", "func answer() -> Bool { true }", "```",
    ]
    let book = Notebook.parse(lines.joined(separator: "\n"), file: NSTemporaryDirectory() + "/test.md")
    let result = try run(book)
    #expect(result.cells[1].stubFailure == .claim("it is so"), "\(result.diagnostics)")
  }
}
