internal import CPlatform
import Displays

/// States something that the run must confirm, and shows it with the values that were compared.
///
///     claim("the network has learned the spiral", accuracy >= 0.97)
///
/// A claim that doesn't hold is marked on the page. The run continues, and fails at its end.
public func claim(
  _ statement: String, _ condition: CheckedCondition, line: Int = #line, column: Int = #column
) {
  let claim = Claim(statement: statement, holds: condition.holds, evidence: condition.evidence)
  if StubTrial.isRunning { return StubTrial.note(claim) }
  // `#column` is where the parenthesis opens.
  Messages.send(LECTERN_CLAIM, line, max(1, column - "claim".utf8.count), claim)
}

/// States something that the run must confirm. The condition is optional so that Swift prefers `CheckedCondition`
/// wherever the condition can be one; `nil` doesn't hold.
@_disfavoredOverload
public func claim(_ statement: String, _ condition: Bool?, line: Int = #line, column: Int = #column) {
  claim(statement, CheckedCondition(booleanLiteral: condition == true), line: line, column: column)
}
