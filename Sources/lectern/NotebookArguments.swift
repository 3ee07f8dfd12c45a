import ArgumentParser
import Foundation
import Notebooks
import Reports

/// A command's notebook, and the values of its parameters.
struct NotebookArguments: ParsableArguments {
  @Argument(
    help: "The notebook, a Markdown file.", completion: .file(extensions: ["md"]),
    transform: PathArgument.notebook)
  var notebook: String

  @Option(
    name: .customShort("P"),
    help: ArgumentHelp(
      "A value for one of the notebook's parameters; repeat for others.", valueName: "name:value"))
  var parameters: [String] = []

  init() {}

  init(notebook: String, parameters: [String]) {
    (self.notebook, self.parameters) = (notebook, parameters)
  }

  /// The values that the user gives to parameters.
  var values: [String] { get throws { try ParameterText.pairs(parameters).map(\.value) } }

  /// Reads and parses the notebook and prints what is wrong with it.
  ///
  /// If the notebook can't run, its parameters keep their values: perhaps they could not be read.
  /// - Parameters:
  ///   - showsWarnings: whether not only errors are printed.
  ///   - output: the file of its page, if the user names one.
  /// - Throws: a usage error for a parameter that the notebook doesn't have.
  func load(showsWarnings: Bool = true, output: String? = nil) throws -> NotebookSource {
    let values = try ParameterText.pairs(parameters)
    var source = NotebookSource(notebook, output: output == "-" ? nil : output)
    let found = source.notebook.placed(source.notebook.diagnostics)
    Terminal.print(showsWarnings ? found : found.errors)
    guard source.notebook.isRunnable else { return source }
    do {
      source.notebook = try source.notebook.applying(parameters: values)
    } catch {
      throw ValidationError(error.description)
    }
    return source
  }
}

/// Parameters in the command line.
enum ParameterText {
  /// - Throws: a usage error if one isn't `name:value`.
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
