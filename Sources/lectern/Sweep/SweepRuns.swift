import CPlatform
import Displays
import Execution
import Foundation
import Notebooks
import Synchronization

/// How one run of a sweep has ended.
struct SweepOutcome: Sendable {
  /// The run's parameters, for messages.
  var name: String
  var combination: [String]
  /// The texts of the results; `nil` for one that was not computed.
  var values: [String?] = []
  var claims: [Claim] = []
  /// Why it counts as failed.
  var failure: String?
}

/// Does the runs of a sweep, several at a time.
final class SweepRuns: Sendable {
  private struct State {
    var next = 0
    var outcomes: [Int: SweepOutcome] = [:]
    var isInterrupted = false
  }

  private let plan: SweepPlan
  private let runner: Runner
  private let isQuiet: Bool
  private let state = Mutex(State())

  init(_ plan: SweepPlan, runner: Runner, isQuiet: Bool) {
    (self.plan, self.runner, self.isQuiet) = (plan, runner, isQuiet)
  }

  /// The outcomes in the order of the combinations; `nil` if the user has ended the sweep.
  func all(jobs: Int) -> [SweepOutcome]? {
    Parallel.run(jobs) {
      while let index = self.takeNext() { self.run(index) }
    }
    return state.withLock { state in
      state.isInterrupted ? nil : plan.combinations.indices.compactMap { state.outcomes[$0] }
    }
  }

  private func takeNext() -> Int? {
    state.withLock { state in
      guard state.next < plan.combinations.count, !state.isInterrupted, lectern_interrupted() == 0 else {
        state.isInterrupted = state.isInterrupted || lectern_interrupted() != 0
        return nil
      }
      state.next += 1
      return state.next - 1
    }
  }

  private func run(_ index: Int) {
    let combination = plan.combinations[index]
    var outcome = SweepOutcome(name: plan.name(of: combination), combination: combination)
    var origin = ""
    do {
      let notebook = try plan.notebook(of: combination)
      let result = try runner.run(notebook)
      outcome.values = plan.values(in: result)
      // What an exercise's check asks of its solution is no claim of the page.
      let told = zip(notebook.cells, result.cells).filter { cell, _ in cell.part?.kind != .check }
      outcome.claims = told.flatMap(\.1.outputs).compactMap { output -> Claim? in
        if case .display(.claim(let claim)) = output { claim } else { nil }
      }
      outcome.failure = Self.failure(of: result, in: notebook)
      origin = result.neededNoRun ? ": nothing to run" : ""
    } catch RunError.interrupted {
      return state.withLock { $0.isInterrupted = true }
    } catch {
      outcome.failure = "\(error)"
    }
    let mark = outcome.failure == nil ? "✓" : "✗"
    state.withLock { state in
      state.outcomes[index] = outcome
      if !isQuiet {
        Terminal.print("\(mark) \(state.outcomes.count)/\(plan.combinations.count) \(outcome.name)\(origin)")
      }
    }
  }

  /// The first thing that has failed in a run, with the notes that belong to it.
  private static func failure(of result: RunResult, in notebook: Notebook) -> String? {
    guard result.hasFailed else { return nil }
    let errors = notebook.placed(result.diagnostics).errors
    guard let first = errors.first else { return "a cell failed" }
    let notes = errors.dropFirst().prefix { $0.severity == .note }
    return ([first] + notes).map { "\($0)" }.joined(separator: "\n")
  }
}
