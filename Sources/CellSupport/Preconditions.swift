// Cells are compiled with optimization, where the standard library's functions of these names check nothing, or stop
// the program without their message. In a notebook every check is made, and a failed one prints its message.

/// Stops the program with `message` if `condition` doesn't hold.
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

/// Stops the program with `message` if `condition` doesn't hold.
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
