import ArgumentParser
import CPlatform
import Foundation
import Notebooks

/// The commands for readers and authors.
@main
struct Lectern: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs Markdown notebooks whose cells are Swift, and makes each one page.",
    discussion: """
      Exit codes: 0 all is well; 1 a cell, claim or reference has failed, or the run could not take place; \
      64 wrong usage; 129, 130 or 143 ended by SIGHUP, SIGINT or SIGTERM. 'lectern manual' says how notebooks are written.
      """,
    version: "0.1.0",
    subcommands: [
      Run.self, Build.self, Serve.self, Check.self, List.self, New.self, Tangle.self, Why.self, Verify.self,
      Clean.self, Exercises.self, Convert.self, Sweep.self, LSP.self, Manual.self,
    ])

  /// Runs the command in the arguments, and ends the process with its exit code.
  static func main() {
    lectern_prepare_descriptors()
    var called: (any ParsableCommand.Type)?
    do {
      if let wrong = unknownTopic(CommandLine.arguments) { throw ValidationError(wrong) }
      var command = try parseAsRoot()
      called = type(of: command)
      try command.run()
      Foundation.exit(ExitCode.success.rawValue)
    } catch {
      Foundation.exit(report(error, of: called).rawValue)
    }
  }

  /// Prints an error in the command line, or the requested help or version.
  ///
  /// - Parameter command: the command that has run, if one has.
  private static func report(_ error: any Error, of command: (any ParsableCommand.Type)?) -> ExitCode {
    let code = exitCode(for: error)
    var text = fullMessage(for: error)
    if let wrong = error as? ValidationError, let command { text = usageError(wrong, of: command) }
    if command == nil, !code.isSuccess { text = unknownCommand(CommandLine.arguments) ?? text }
    guard code.isSuccess else {
      if !text.isEmpty { Terminal.printLines(text) }
      return code
    }
    return (try? StandardOutput.print(text + "\n")) == nil ? .failure : code
  }

  private static var commands: [String] { configuration.subcommands.map { $0._commandName } + ["help"] }

  /// What is wrong where help is asked for something that is no command; `nil` where it isn't.
  private static func unknownTopic(_ arguments: [String]) -> String? {
    guard arguments.count > 2, arguments[1] == "help" else { return nil }
    let word = arguments[2]
    guard !word.hasPrefix("-"), !commands.contains(word) else { return nil }
    return "there is no command '\(word)'" + Suggestion.hint(for: word, among: commands)
  }

  /// What is wrong where the first word is no command; `nil` where it is one.
  private static func unknownCommand(_ arguments: [String]) -> String? {
    guard let word = arguments.dropFirst().first, !word.hasPrefix("-") else { return nil }
    if commands.contains(word) { return nil }
    let hint =
      word.hasSuffix(".md")
      ? "; 'run' makes the page of a notebook: lectern run \(ShellWord.text(word))"
      : Suggestion.hint(for: word, among: commands)
    return """
      Error: there is no command '\(word)'\(hint)
      Usage: \(_commandName) <subcommand>
        See '\(_commandName) --help' for more information.
      """
  }

  /// What a command says that finds out only while it runs that it was called incorrectly: the same as of other wrong usage, with
  /// its own way to be called instead of the program's.
  private static func usageError(_ error: ValidationError, of command: any ParsableCommand.Type) -> String {
    let usage = usageString(for: command).replacing("\n", with: "\n       ")
    return """
      Error: \(error.message)
      Usage: \(usage)
        See '\(_commandName) \(command._commandName) --help' for more information.
      """
  }
}

extension ExitCode {
  /// The exit code that shells use for the signal that has arrived.
  static var interrupted: ExitCode { ExitCode(128 + lectern_interrupted()) }
}
