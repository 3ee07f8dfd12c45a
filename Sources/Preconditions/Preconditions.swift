// The standard library's `precondition` stops an optimized program without its message. These have the same names and
// parameters and replace it in the modules that re-export this one, so a caller's mistake always ends with a sentence
// that says what was expected and what came. They are visible in this package only.

/// Stops the program with `message` if `condition` doesn't hold.
@inlinable @inline(__always)
package func precondition(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = "",
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}

/// Stops the program with `message`.
@inlinable @inline(__always)
package func preconditionFailure(
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) -> Never {
  fatalError(message(), file: file, line: line)
}
