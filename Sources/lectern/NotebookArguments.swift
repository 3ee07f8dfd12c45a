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
  /// Where the notebook cannot run, its parameters stay as they are: perhaps they could not be read.
  /// - Parameter output: the file of its page, where the user names one.
  /// - Throws: a usage error for a parameter that the notebook has not.
  func load(isQuiet: Bool = false, output: String? = nil) throws -> NotebookSource {
    let values = try ParameterText.pairs(parameters)
    var source = NotebookSource(notebook, output: output == "-" ? nil : output)
    let told = source.notebook.diagnostics.filter { !isQuiet || $0.severity == .error }
    told.forEach { Terminal.print("\($0)") }
    guard source.notebook.isRunnable else { return source }
    do {
      source.notebook = try source.notebook.applying(parameters: values)
    } catch {
      throw ValidationError(error.description)
    }
    return source
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
