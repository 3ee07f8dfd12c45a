import ArgumentParser
import CPlatform

/// The commands that a reader or author types.
@main
struct Lectern: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs Markdown notebooks whose cells are Swift, and makes each one page.",
    discussion: """
      Exit codes: 0 all is well; 1 a cell, claim or reference has failed, or the run could not take place; \
      64 wrong usage; 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [Run.self, Build.self, Check.self, List.self, New.self, Tangle.self])
}
