import ArgumentParser
import Execution
import Foundation
import Notebooks
import Reports

/// `lectern why`: what would make a notebook run again.
struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why a notebook would be run.",
    discussion: """
      Results are stored, and used again until the code of a cell, a parameter, a file that was read, Lectern or the \
      compiler changes. This command names the first of these that has changed. Results that depend on the time, on \
      chance or on other programs are not stored. Give it the options of the run.
      """)

  @OptionGroup var input: NotebookArguments
  @OptionGroup var limits: RunLimits

  func run() throws {
    let source = try input.load(showsWarnings: false)
    guard source.notebook.isRunnable else { throw ExitCode.failure }
    var runner = try limits.runner(for: Book.containing(source.notebook.file)?.book)
    runner.cage?.allowReading(try input.values, from: source.notebook.file)
    guard let store = ResultStore() else {
      return try StandardOutput.print(ResultStore.absence + "\n")
    }
    let reason =
      store.state(of: source.notebook, with: runner).reason ?? "nothing has changed since the stored run"
    try StandardOutput.print(TerminalText.line("\(source.notebook.file): \(reason)") + "\n")
  }
}
