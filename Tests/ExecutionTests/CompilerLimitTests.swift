import Execution
import Foundation
import Notebooks
import TestSupport
import Testing

/// What is said at code that takes the compiler too long.
struct CompilerLimitTests {
  @Test func `no more time is named than the compiler has had`() {
    let error = RunError.toolTooSlow(tool: "the Swift compiler", seconds: 600)
    #expect(
      error.reason(inCodeTriedFor: 75)
        == "the Swift compiler took more than 600 s for this notebook, and from this code on it takes more than "
        + "75 s; --compile-timeout gives it more")
    #expect(
      error.reason(inCodeTriedFor: 600)
        == "with this code, the Swift compiler took more than 600 s; --compile-timeout gives it more")
  }

  @Test func `what the compiler may print is a limit that is said`() {
    let error = RunError.toolTooTalkative(tool: "the Swift compiler", bytes: 32 << 20)
    #expect(
      error.reason(inCodeTriedFor: 75)
        == "with this code, the Swift compiler printed more than 32M, which is the most that is read: mend or divide "
        + "the code that it says so much about")
  }

  @Test(arguments: [(">&2", 32), ("", 128)])
  func `a tool that prints without end is ended`(target: String, megabytes: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.url.path + "/swift-build"
    try "#!/bin/bash\nexec yes \"$(printf '%01000d' 0)\" \(target)\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let name = "Swift's package manager"
    #expect(throws: RunError.toolTooTalkative(tool: name, bytes: megabytes << 20)) {
      try PackageManager(in: folder.url.path, seconds: 300).run("swift-build", [])
    }
  }

  @Test func `of a cell's errors the first hundred are kept, and the others are counted`() throws {
    let bad = (0..<250).map { "let a\($0): Int = \"\"" }
    let result = try run(notebook("print(1)", bad.joined(separator: "\n"), "let b: Int = \"\""))
    let found = try #require(result.cells[1].failure).diagnostics
    #expect(found.count { $0.severity == .error } == 100)
    #expect(found.last?.severity == .note && found.last?.message == "and 150 more errors")
    #expect(found.last?.location.line == 7 + 100)
    #expect(result.cells[0].printed == "1\n")
  }
}

/// What all runs of the compiler for one notebook may take.
struct CompileBudgetTests {
  private let limits = ToolLimits(seconds: 10)

  @Test func `the last runs have what is left, and then there are none`() throws {
    let budget = CompileBudget(seconds: 10)
    #expect(try budget.run(within: limits) { limits, _ in limits.seconds } == 10)
    budget.spend(75)
    #expect(try budget.run(within: limits) { limits, _ in limits.seconds } <= 5)
    budget.spend(5)
    #expect(throws: RunError.compilingTooSlow(seconds: 80)) {
      try budget.run(within: limits) { limits, _ throws(RunError) in limits.seconds }
    }
  }

  @Test func `a run that ends because little was left says so, and one that had its own time doesn't`() {
    let budget = CompileBudget(seconds: 10)
    let slow = RunError.toolTooSlow(tool: "the Swift compiler", seconds: 10)
    #expect(throws: slow) { try budget.run(within: limits) { _, _ throws(RunError) -> Int in throw slow } }
    budget.spend(75)
    #expect(throws: RunError.compilingTooSlow(seconds: 80)) {
      try budget.run(within: limits) { _, _ throws(RunError) -> Int in throw slow }
    }
  }

  @Test func `a runner that was stopped for an hour has spent nothing of it, also if the tool fails`() throws
  {
    let budget = CompileBudget(seconds: 10)
    let later = ContinuousClock.now + .seconds(3600)
    // Between two looks at most a second counts.
    try budget.run(within: limits) { _, time in _ = time.isOver(at: later) }
    let failure = RunError.toolDied(tool: "the Swift compiler", message: "it died")
    #expect(throws: failure) {
      try budget.run(within: limits) { _, time throws(RunError) -> Void in
        _ = time.isOver(at: later)
        throw failure
      }
    }
    budget.spend(74)
    #expect(try budget.run(within: limits) { limits, _ in limits.seconds } == 4)
  }

  @Test func `a notebook that takes too long in all is told how it gets more time`() {
    #expect(
      "\(RunError.compilingTooSlow(seconds: 1800))"
        == "compiling this notebook took more than 1800 s in all, because its cells had to be compiled again and again: "
        + "mend those with errors first, or give the compiler more time with --compile-timeout")
    #expect(RunError.compilingTooSlow(seconds: 1800).reason(inCodeTriedFor: 75) == nil)
  }
}
