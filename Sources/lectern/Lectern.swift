import ArgumentParser
import CPlatform
import Foundation

/// The commands that a reader or author types.
@main
struct Lectern: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs Markdown notebooks whose cells are Swift, and makes each one page.",
    discussion: """
      Exit codes: 0 all is well; 1 a cell, claim or reference has failed, or the run could not take place; \
      64 wrong usage; 129, 130 or 143 ended by SIGHUP, SIGINT or SIGTERM.
      """,
    version: "0.1.0",
    subcommands: [Run.self, Build.self, Check.self, List.self, New.self, Tangle.self])

  /// Runs the command that the arguments name, and ends the process with its code.
  static func main() {
    lectern_prepare_descriptors()
    do {
      var command = try parseAsRoot()
      try command.run()
      Foundation.exit(ExitCode.success.rawValue)
    } catch {
      Foundation.exit(tell(error).rawValue)
    }
  }

  /// Prints an error of the command line, or the help or version that was asked for.
  private static func tell(_ error: any Error) -> ExitCode {
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    guard code.isSuccess else {
      if !text.isEmpty { Terminal.printLines(text) }
      return code
    }
    return (try? StandardOutput.print(text + "\n")) == nil ? .failure : code
  }
}

extension ExitCode {
  /// What a shell calls the end by the signal that has come.
  static var interrupted: ExitCode { ExitCode(128 + lectern_interrupted()) }
}
