internal import CPlatform
import Displays

/// A stub with the check of its exercise, in a process of its own: the first claim that does not hold ends it.
enum StubTrial {
  private nonisolated(unsafe) static var claims = 0

  static var isRunning: Bool { lectern_in_trial() != 0 }

  static func note(_ claim: Claim) {
    claims += 1
    if !claim.holds { end(LECTERN_REFUTED, claim.statement + (claim.evidence.map { " (\($0))" } ?? "")) }
  }

  static func end(_ outcome: lectern_outcome, _ words: String) -> Never {
    let bytes = Array(words.utf8)
    lectern_end_trial(Int32(outcome.rawValue), bytes, bytes.count)
  }

  /// Ends a trial that has come to the end of its code.
  static func end() -> Never { end(LECTERN_PASSED, "\(claims)") }
}

/// Begins the trial of an exercise.
///
/// - Returns: `true` in the trial's own process, `false` in the program's once the trial has ended.
public func __lecternTrial(_ seconds: Double) -> Bool {
  var trial = lectern_trial()
  if lectern_try(seconds, &trial) != 0 { return true }
  let words = withUnsafeBytes(of: trial.words) { String(decoding: $0.prefix(trial.length), as: UTF8.self) }
  Messages.send(LECTERN_TRIAL, Int(trial.outcome), words)
  return false
}

public func __lecternEndTrial() { StubTrial.end() }
