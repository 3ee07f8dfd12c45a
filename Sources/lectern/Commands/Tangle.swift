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
    try StandardOutput.print(tangled(notebook))
  }
}
