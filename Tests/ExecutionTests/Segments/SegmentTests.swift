import Displays
import Execution
import Foundation
import Notebooks
import Testing

/// A program in segments gives what it gives as a whole.
@Suite(.serialized) struct SegmentTests {
  @Test(arguments: awkwardNotebooks.indices)
  func `an awkward notebook gives in segments what it gives as a whole`(index: Int) throws {
    let book = notebook(awkwardNotebooks[index].cells)
    let runner = try Runner()
    let session = SegmentSession()
    let recent = try session.execute(book, with: runner)
    #expect(try encoded(recent.result) == encoded(runner.run(book)), "\(awkwardNotebooks[index].name)")
  }

  @Test func `a changed cell runs again from the state above it`() throws {
    let runner = try Runner()
    let session = SegmentSession()
    var cells = ["var n = 1", "n += 1\nprint(n)", "struct S { var v = 2 }\nlet s = S()", "print(n + s.v)"]
    for (index, code, executed) in [
      (0, "var n = 1", 4), (3, "print(n * s.v)", 1), (1, "n += 5\nprint(n)", 3), (3, "print(n - s.v)", 1),
      (2, "struct S { var v = 3 }\nlet s = S()", 2), (0, "var n = 7", 4), (3, "print(n - s.v)", 0),
    ] {
      cells[index] = code
      let book = notebook(cells)
      let recent = try session.execute(book, with: runner)
      #expect(session.effort == .segments(4, executed: executed))
      #expect(try encoded(recent.result) == encoded(runner.run(book)))
    }
  }
}

/// Everything that a result says, in a form that can be compared.
func encoded(_ result: RunResult) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
  return String(decoding: try encoder.encode(result), as: UTF8.self)
}
