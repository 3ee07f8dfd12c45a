import ArgumentParser
import CPlatform
import Execution
import Foundation
import Notebooks
import Reports

/// `lectern run`: one notebook to one page.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a notebook and write its page.",
    discussion: """
      The page of a notebook in a folder 'notebooks' goes to the folder 'output' beside that one; any other page \
      stands beside its notebook.
      """)

  @OptionGroup var input: NotebookArguments

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where the page goes; '-' is standard output.", valueName: "file")
  )
  var output: String?

  @Option(help: ArgumentHelp("The time that a cell may take, in seconds.", valueName: "seconds"))
  var timeout = 120.0

  @OptionGroup var compiler: CompilerArguments

  @Flag(help: "Open the page when it is written.")
  var open = false

  @Flag(help: "Tell nothing but what is wrong.")
  var quiet = false

  func validate() throws {
    guard timeout > 0 && timeout < 1e9 else {
      throw ValidationError("--timeout must be a positive number of seconds")
    }
  }

  func run() throws {
    lectern_watch_interrupts()
    let notebook = try input.load(isQuiet: quiet)
    try checkTarget(for: notebook)
    let progress = Progress(of: notebook, isQuiet: quiet)
    let result = try execute(notebook, progress)
    progress.clear()
    let problems = result.diagnostics
    problems.filter { !quiet || $0.severity == .error }.forEach { Terminal.print("\($0)") }
    let navigation = output == nil ? BookSource.navigation(of: input.notebook) : nil
    let path = try write(
      Report(notebook: notebook, result: result, navigation: navigation),
      sparing: PageSources.of(notebook, filesRead: result.filesRead))
    progress.finish(path.map { "wrote \($0)" } ?? "done")
    if open, let path { openPage(path) }
    if result.hasFailed || notebook.hasErrors { throw ExitCode.failure }
  }

  private func execute(_ notebook: Notebook, _ progress: Progress) throws -> RunResult {
    do {
      var runner = try Runner()
      runner.limits.timeout = timeout
      runner.limits.compiling = compiler.compileTimeout
      return try runner.run(notebook) { progress.note($0) }
    } catch {
      progress.clear()
      if error == .interrupted { throw ExitCode.interrupted }
      Terminal.print("lectern: error: \(error)")
      throw ExitCode.failure
    }
  }

  private var target: String { output ?? PageFile.standard(for: input.notebook) }

  /// A page that can't be written is told before the run and not after.
  private func checkTarget(for notebook: Notebook) throws {
    do {
      try PageFile.check(target, sparing: PageSources.of(notebook))
    } catch {
      Terminal.print("\(target): error: \(error)")
      throw ExitCode.failure
    }
  }

  /// Writes the page; gives the path as the user would name it, `nil` for standard output.
  private func write(_ report: Report, sparing sources: [String]) throws -> String? {
    let page = report.html()
    // From here to the page's new name nothing stops the run: either it is interrupted now or it is done.
    if lectern_interrupted() != 0 { throw ExitCode.interrupted }
    do {
      try PageFile.write(page, to: target, sparing: sources)
    } catch {
      // A pipe that nobody reads keeps the run waiting until it is interrupted.
      if case .system(SystemError(code: EINTR)) = error { throw ExitCode.interrupted }
      let name = output == PageFile.standardOutput ? "standard output" : target
      Terminal.print("\(name): error: \(error)")
      throw ExitCode.failure
    }
    return output == PageFile.standardOutput ? nil : target
  }

  private func openPage(_ path: String) {
    let opener = Process()
    opener.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    #if os(macOS)
      opener.arguments = ["open", path]
    #else
      opener.arguments = ["xdg-open", path]
    #endif
    opener.standardError = FileHandle.nullDevice
    if (try? opener.run()) == nil { Terminal.print("\(path) could not be opened") }
  }
}
