import ArgumentParser
import Foundation
import Notebooks

/// The notebook that a command is about, and the values of its parameters.
struct NotebookArguments: ParsableArguments {
  @Argument(help: "The notebook, a Markdown file.", completion: .file(extensions: ["md"]))
  var notebook: String

  @Option(
    name: .customShort("P"),
    help: ArgumentHelp(
      "A value for one of the notebook's parameters; repeat for others.", valueName: "name:value"))
  var parameters: [String] = []

  /// Reads and parses the notebook and prints what is wrong with it.
  ///
  /// - Throws: `ExitCode` 1 where it can't be read or cannot run, a usage error for a parameter that it has not.
  func load(isQuiet: Bool = false) throws -> Notebook {
    let notebook: Notebook
    do {
      notebook = try Notebook.load(self.notebook)
    } catch {
      Terminal.print("\(error)")
      throw ExitCode.failure
    }
    let told = notebook.diagnostics.filter { !isQuiet || $0.severity == .error }
    told.forEach { Terminal.print("\($0)") }
    if !notebook.isRunnable { throw ExitCode.failure }
    do {
      return try notebook.applying(parameters: ParameterText.pairs(parameters))
    } catch let error as ParameterErrors {
      throw ValidationError(error.description)
    }
  }
}

/// Parameters as they are typed.
enum ParameterText {
  /// - Throws: a usage error where one is not `name:value`.
  static func pairs(_ texts: [String]) throws -> [(name: String, value: String)] {
    try texts.map { text in
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ValidationError("a parameter is given as name:value, not '\(text)'")
      }
      return (String(parts[0]), String(parts[1]))
    }
  }
}
