// Cells are compiled with optimization, in which the standard library's functions of these names stop the program
// without their message, or do not check at all. In a notebook a check that is written down is made, and speaks.

/// Stops the program with `message` where `condition` does not hold.
public func precondition(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = "",
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { preconditionFailure(message(), file: file, line: line) }
}

/// Stops the program with `message`.
public func preconditionFailure(
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) -> Never {
  fatalError("Precondition failed: " + message(), file: file, line: line)
}

/// Stops the program with `message` where `condition` does not hold.
public func assert(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = "",
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { assertionFailure(message(), file: file, line: line) }
}

/// Stops the program with `message`.
public func assertionFailure(
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) {
  fatalError("Assertion failed: " + message(), file: file, line: line)
}
