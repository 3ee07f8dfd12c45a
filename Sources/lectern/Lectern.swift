import ArgumentParser
import CPlatform
import Foundation

/// The commands for readers and authors.
@main
struct Lectern: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs Markdown notebooks whose cells are Swift, and makes each one page.",
    discussion: """
      Exit codes: 0 all is well; 1 a cell, claim or reference has failed, or the run could not take place; \
      64 wrong usage; 129, 130 or 143 ended by SIGHUP, SIGINT or SIGTERM.
      """,
    version: "0.1.0",
    subcommands: [
      Run.self, Build.self, Serve.self, Check.self, List.self, New.self, Tangle.self, Why.self, Verify.self,
      Clean.self, Exercises.self, Convert.self, Sweep.self, LSP.self,
    ])

  /// Runs the command in the arguments, and ends the process with its exit code.
  static func main() {
    lectern_prepare_descriptors()
    do {
      var command = try parseAsRoot()
      try command.run()
      Foundation.exit(ExitCode.success.rawValue)
    } catch {
      Foundation.exit(report(error).rawValue)
    }
  }

  /// Prints an error in the command line, or the requested help or version.
  private static func report(_ error: any Error) -> ExitCode {
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
  /// The exit code that shells use for the signal that has arrived.
  static var interrupted: ExitCode { ExitCode(128 + lectern_interrupted()) }
}
