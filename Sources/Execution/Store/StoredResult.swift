import Foundation
import Notebooks

/// The results of a run, with everything that they depended on.
struct StoredResult: Codable, Sendable {
  var key: ResultKey
  /// The content of the files that the cells read and of the folders that they listed; `nil` for one that didn't
  /// exist.
  var files: [String: String?]
  /// The status of the files that they only looked for.
  var statuses: [String: String?]
  var outcome: Outcome
  /// The line in which each cell began.
  var lines: [Int]
  /// When the run ended.
  var ended: Date?
  /// How many seconds it took, with compiling; `nil` if only changed cells ran.
  var seconds: Double?

  enum Outcome: Codable, Sendable {
    case result(RunResult)
    /// The result must not be used again, for this reason.
    case unusable(reason: String)
  }

  init(
    _ key: ResultKey, _ result: RunResult, _ accesses: Accesses, of notebook: Notebook, seconds: Double?
  ) {
    let reason = StoredResult.reasonToRunAgain(result, accesses)
    let outcome = reason.map { Outcome.unusable(reason: $0) } ?? .result(result)
    self.init(key, reason == nil ? accesses : Accesses([]), outcome, of: notebook)
    (ended, self.seconds) = (Date(), seconds)
  }

  init(_ key: ResultKey, _ accesses: Accesses, _ outcome: Outcome, of notebook: Notebook) {
    self.key = key
    self.outcome = outcome
    files = Dictionary(uniqueKeysWithValues: accesses.files.map { ($0, FileState.content(of: $0)) })
    statuses = Dictionary(uniqueKeysWithValues: accesses.examined.map { ($0, FileState.status(of: $0)) })
    lines = notebook.cells.map(\.location.line)
  }

  private static func reasonToRunAgain(_ result: RunResult, _ accesses: Accesses) -> String? {
    if result.hasFailed { return "the last run has failed" }
    if !result.isRepeatable { return "what it computes differs in each run" }
    if let file = accesses.changedFile { return "the file \(file) has changed while its cells ran" }
    if accesses.isClockUncertain { return "the clock was set while its cells ran" }
    return accesses.unaccountable.map { "its cells do more than compute and read files: \($0)" }
  }

  /// Whether cells that have the time of this key's limit would do the same: those that came to their end with less do.
  func holds(within timeout: Double) -> Bool {
    if timeout == key.timeout { return true }
    guard timeout > key.timeout, case .result(let result) = outcome else { return false }
    return !result.cells.contains { if case .failedAsAllowed = $0.status { true } else { false } }
  }

  /// Why a notebook of this result's key would be run, as a sentence; `nil` if the result still holds.
  func reason(toRun notebook: Notebook, within timeout: Double) -> String? {
    if case .unusable(let reason) = outcome { return reason }
    if !holds(within: timeout) { return "the time that a cell may take has changed" }
    if let file = changedFile { return "the file \(file) has changed" }
    return result(for: notebook) == nil ? "lines have moved that the results speak of" : nil
  }

  /// A file that has changed since the run, if there is one.
  var changedFile: String? {
    files.first { FileState.content(of: $0.key) != $0.value }?.key
      ?? statuses.first { FileState.status(of: $0.key) != $0.value }?.key
  }

  /// The result for the notebook as it is now, whose prose may have changed; `nil` if the result refers to lines that
  /// have moved.
  func result(for notebook: Notebook) -> RunResult? {
    guard case .result(let result) = outcome else { return nil }
    let now = notebook.cells.map(\.location.line)
    guard now.count == lines.count, result.cells.count == now.count else { return nil }
    var moved = result
    moved.isStored = true
    if now == lines { return moved }
    let hasPlaces = result.cells.contains { cell in
      switch cell.status {
      case .failed, .failedAsAllowed: true
      case .notRun, .notEvaluated, .succeeded: !cell.warnings.isEmpty
      }
    }
    let hasFailedValue = result.values.contains { if case .failed = $0 { true } else { false } }
    if hasPlaces || hasFailedValue { return nil }
    for index in now.indices {
      for line in moved.cells[index].lineValues.indices {
        moved.cells[index].lineValues[line].line += now[index] - lines[index]
      }
    }
    return moved
  }
}
