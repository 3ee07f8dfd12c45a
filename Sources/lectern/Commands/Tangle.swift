import ArgumentParser
import Execution
import Notebooks

/// `lectern tangle`: the notebook as the one program that it is.
struct Tangle: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the Swift program that a notebook's cells make.",
    discussion: "Each cell stands under a line that names its place in the notebook.")

  @OptionGroup var input: NotebookArguments

  func run() throws {
    print(tangled(try input.load()), terminator: "")
  }
}
