import Execution
import Notebooks
import Testing

/// Which cells are joined, and which programs stay whole.
@Suite struct SegmentPlanTests {
  @Test(arguments: [
    (["let a = 1", "print(a)"], [0..<1, 1..<2]),
    (["struct S { var n = 1 }", "print(1)", "extension S { var m: Int { n } }"], [0..<1, 1..<2, 2..<3]),
    (["print(0)", "struct S { var n = 1 }", "print(1)", "extension S: Error {}"], [0..<1, 1..<4]),
    (["struct S: Error {}", "print(1)", "extension S { func f() {} }", "print(2)"], [0..<3, 3..<4]),
    (["struct S { var n: Int }", "print(1)", "extension S { init() { n = 1 } }"], [0..<3]),
    (["enum E { case a }", "extension E { static func == (a: E, b: E) -> Bool { true } }"], [0..<2]),
    (["protocol P {}", "print(1)", "extension P { func f() {} }"], [0..<3]),
    (["struct S: Module {}", "print(1)", "extension Module { var k: Int { 1 } }"], [0..<3]),
    (["struct S: Module {}", "print(1)", "extension Tensor { var k: Int { 1 } }"], [0..<1, 1..<2, 2..<3]),
    (["struct S: Module {}", "print(1)", "extension GPT { var k: Int { 1 } }"], [0..<1, 1..<2, 2..<3]),
    (["print(0)", "extension Int: Error {}", "print(1)"], [0..<2, 2..<3]),
    (["typealias A = Int", "print(1)", "extension A { var k: Int { 1 } }"], [0..<3]),
    (["struct S: Equatable {}", "print(1)", "func == (a: S, b: S) -> Bool { true }"], [0..<3]),
    (
      ["print(0)", "guard let n = Int(\"3\") else { fatalError() }", "print(n)", "print(1)"], [0..<1, 1..<4]
    ),
    (["func f() { guard true else { return } }", "f()"], [0..<1, 1..<2]),
  ])
  func `what the whole program would treat otherwise is joined`(cells: [String], expected: [Range<Int>])
    throws
  {
    let plan = try #require(try Runner().plan(of: notebook(cells)))
    #expect(plan.obstacle == nil)
    #expect(plan.segments.map(\.spans) == expected)
    #expect(plan.joins.allSatisfy { !$0.reason.isEmpty })
  }

  @Test(arguments: [
    "func f() async -> Int { 1 }", "print(#line)", "print(\"\\(#function)\")", "defer { print(1) }",
    "import Foundation\nThread.detachNewThread {}", "atexit {}",
    "import Dispatch\nDispatchQueue.main.sync {}",
  ])
  func `a program stays whole where a segment would mean something else`(code: String) throws {
    let plan = try #require(try Runner().plan(of: notebook("print(1)", code)))
    #expect(plan.obstacle != nil && plan.segments.isEmpty)
    #expect(try Runner().plan(of: notebook("print(1)", "print(\"Thread, defer\")"))?.obstacle == nil)
    #expect(try Runner().plan(of: notebook("enum Task { case a }", "print(Task.a)"))?.obstacle == nil)
  }

  @Test func `a program with a cell that may fail stays whole`() throws {
    let book = notebook(["fatalError()", "print(1)"], options: [0: .allowing(.allowed)])
    #expect(try Runner().plan(of: book)?.obstacle == "a cell is allowed to fail")
  }

  @Test func `imports hold for all segments, and only declarations are imported`() throws {
    let plan = try Runner().plan(
      of: notebook("print(1)", "import Foundation // for dates", "var n = 1", "n += 1"))
    #expect(plan?.imports == ["import Foundation"])
    #expect(plan?.segments.map(\.declares) == [false, false, true, false])
  }
}
