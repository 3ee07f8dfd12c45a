import Execution
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
}
