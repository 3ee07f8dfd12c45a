internal import CPlatform
import Displays

/// States something that the run must bear out, and shows it with the values that were compared.
///
///     claim("the network has learned the spiral", accuracy >= 0.97)
///
/// A claim that does not hold is shown as such; the run goes on, and fails at its end.
public func claim(
  _ statement: String, _ condition: CheckedCondition, line: Int = #line, column: Int = #column
) {
  let claim = Claim(statement: statement, holds: condition.holds, evidence: condition.evidence)
  var writer = WireWriter()
  writer.write(line)
  writer.write(max(1, column - "claim".utf8.count))  // `#column` is where the parenthesis opens
  writer.write(claim)
  Messages.send(LECTERN_CLAIM, writer.bytes)
}

/// States something that the run must bear out. The condition is optional so that a `CheckedCondition` is chosen over it
/// wherever the condition can be one; `nil` does not hold.
@_disfavoredOverload
public func claim(_ statement: String, _ condition: Bool?, line: Int = #line, column: Int = #column) {
  claim(statement, CheckedCondition(booleanLiteral: condition == true), line: line, column: column)
}
