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
      The page is written even if something fails, and shows what failed in its place. The page of a chapter goes where \
      'lectern build' writes it; that of another notebook in a folder 'notebooks' goes to the folder 'output' next to that \
      one, and any other goes next to its notebook. Links to notebooks lead to their pages there.
      """)

  @OptionGroup var input: NotebookArguments

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the page goes; '-' is standard output.", valueName: "file"),
    transform: PathArgument.read)
  var output: String?

  @OptionGroup var running: RunArguments

  @Flag(help: "Open the page when it is written.")
  var open = false

  func run() throws {
    lectern_watch_interrupts()
    let source = try input.load(output: output)
    if hasNothingToWrite(source) { throw ExitCode.failure }
    let target = output ?? source.page
    let home = output == nil ? source.home : nil
    try checkTarget(target, for: source.notebook, within: home)
    let progress = Progress(of: source.notebook, isQuiet: running.quiet)
    let report = try execute(source, progress)
    progress.clear()
    Terminal.print(report.notebook.placed(report.result.diagnostics))
    try write(report, to: target, within: home)
    if output == nil { try copyFiles(source, within: home) }
    let isPrinted = target == OutputFile.standardOutput
    let isUnneeded = source.notebook.isRunnable && report.problem == nil && report.result.neededNoRun
    let origin = isUnneeded ? ", nothing to run" : ""
    progress.finish((isPrinted ? "done" : "wrote \(target)") + origin)
    if open, !isPrinted { Opener.open(target) }
    if report.result.hasFailed || source.notebook.hasErrors || report.problem != nil {
      throw ExitCode.failure
    }
  }

  /// Writes no page for a file that isn't a notebook, unless the user names a page, or one exists and would be out of date.
  private func hasNothingToWrite(_ source: NotebookSource) -> Bool {
    if output != nil || source.notebook.isReadable { return false }
    let isNotebook = input.notebook.hasSuffix(".md") && FileManager.default.fileExists(atPath: input.notebook)
    return !isNotebook && !FileManager.default.fileExists(atPath: source.page)
  }

  /// Reports a page that can't be written before the run instead of after it.
  private func checkTarget(_ target: String, for notebook: Notebook, within home: String?) throws {
    do {
      try OutputFile.check(target, sparing: PageSources.of(notebook), within: home)
    } catch {
      throw Terminal.failure("\(error)")
    }
  }

  /// Runs the notebook as far as possible. If it can't be run, the report says why.
  private func execute(_ source: NotebookSource, _ progress: Progress) throws -> Report {
    let notebook = source.notebook
    var report = Report(
      notebook: notebook, result: RunResult(of: notebook),
      navigation: output == nil ? source.navigation : nil)
    guard notebook.isRunnable else { return report }
    let values = try input.values
    do {
      var runner = try running.runner(for: Book.containing(notebook.file)?.book)
      runner.cage?.allowReading(values, from: notebook.file)
      report.result = try runner.run(notebook) { progress.note($0) }
    } catch {
      progress.clear()
      if error == .interrupted { throw ExitCode.interrupted }
      Terminal.print("\(notebook.file): error: \(error)")
      report.problem = "\(error)"
    }
    return report
  }

  /// Copies the files that a chapter links to, as `lectern build` does.
  private func copyFiles(_ source: NotebookSource, within home: String?) throws {
    guard let pages = source.pages else { return }
    let copies = LinkedCopies(folder: pages, sources: PageSources.of(source.notebook), home: home)
    do {
      try copies.write(for: source.notebook)
    } catch {
      throw Terminal.failure("\(error)")
    }
  }

  private func write(_ report: Report, to target: String, within home: String?) throws {
    let page = report.html()
    // From here on an interrupt has no effect until the page has its name: the run is interrupted now or complete.
    if lectern_interrupted() != 0 { throw ExitCode.interrupted }
    let sources = PageSources.of(report.notebook, filesRead: report.result.filesRead)
    do {
      try OutputFile.write(Array(page.utf8), to: target, sparing: sources, within: home)
    } catch {
      // With a pipe that nothing reads, the run waits until it is interrupted.
      if case .system(SystemError(code: EINTR)) = error.reason { throw ExitCode.interrupted }
      throw Terminal.failure("\(error)")
    }
  }
}
