import ArgumentParser
import Execution
import Notebooks
import Reports

/// `lectern tangle`: the notebook as one program.
struct Tangle: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the Swift program that a notebook's cells make.",
    discussion: "A line above each cell names its place in the notebook.")

  @OptionGroup var input: NotebookArguments

  func run() throws {
    let notebook = try input.load().notebook
    if !notebook.isRunnable { throw ExitCode.failure }
    let program = tangled(notebook)
    // Swift's own escapes, so that code copied from the terminal still compiles.
    let lines = program.split(separator: "\n", omittingEmptySubsequences: false)
    try StandardOutput.print(
      StandardOutput.isTerminal ? lines.map(TerminalText.line).joined(separator: "\n") : program)
  }
}
