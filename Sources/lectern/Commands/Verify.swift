import ArgumentParser
import CPlatform
import Execution
import Foundation
import Notebooks
import Reports

/// `lectern verify`: whether a notebook has the same results whenever it is run.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a notebook twice under different conditions and compare what its cells give.",
    discussion: """
      The second run uses one thread where the first uses all, another folder for temporary files, and another order of \
      sets and dictionaries. It names the cells that then print, show or compute something else.
      """)

  @OptionGroup var input: NotebookArguments
  @OptionGroup var limits: RunLimits

  func run() throws {
    lectern_watch_interrupts()
    let notebook = try input.load().notebook
    guard notebook.isRunnable else { throw ExitCode.failure }
    let terms = RunTerms(limits, for: Book.containing(notebook.file)?.book)
    terms.report()
    let first = try result(of: notebook, terms, isAlike: true)
    let second = try result(of: notebook, terms, isAlike: false)
    Terminal.print(notebook.placed(first.diagnostics).errors)
    let differing = Verify.differences(notebook, first, second)
    Terminal.print(
      differing.map { place in
        notebook.placed(
          Diagnostic(
            .error, file: notebook.file, at: place, "what is computed here differs between two runs"))
      })
    if !differing.isEmpty || first.hasFailed { throw ExitCode.failure }
    try StandardOutput.print(TerminalText.line("\(notebook.file): both runs gave the same") + "\n")
  }

  private func result(of notebook: Notebook, _ terms: RunTerms, isAlike: Bool) throws -> RunResult {
    var runner = try terms.runner()
    runner.cage?.allowReading(try input.values, from: notebook.file)
    runner.threads = isAlike ? ProcessInfo.processInfo.activeProcessorCount : 1
    runner.hasFixedHashing = isAlike
    do {
      return try runner.run(notebook)
    } catch {
      if error == .interrupted { throw ExitCode.interrupted }
      Terminal.print("\(notebook.file): error: \(error)")
      throw ExitCode.failure
    }
  }

  /// Where the cells and values are whose results differ.
  private static func differences(
    _ notebook: Notebook, _ first: RunResult, _ second: RunResult
  ) -> [SourceLocation] {
    let cells = notebook.cells.indices.filter {
      first.cells[$0].outputs != second.cells[$0].outputs
        || first.cells[$0].lineValues != second.cells[$0].lineValues
    }
    let values = notebook.values.indices.filter { first.values[$0] != second.values[$0] }
    return (cells.map { notebook.cells[$0].location } + values.map { notebook.values[$0].location }).sorted()
  }
}
