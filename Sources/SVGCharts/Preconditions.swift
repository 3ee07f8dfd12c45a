// A caller's mistake stops the program with a sentence that says what was expected and what came. The
// standard library's `precondition` prints no message in optimized programs; these, which replace it in charts,
// always do.

/// Stops the program with `message` where `condition` does not hold.
@inline(__always)
package func precondition(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = "",
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}

/// Stops the program with `message`.
@inline(__always)
package func preconditionFailure(
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) -> Never {
  fatalError(message(), file: file, line: line)
}
