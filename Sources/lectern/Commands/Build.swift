import ArgumentParser
import CPlatform
import Execution
import Foundation
import Notebooks
import Reports

/// `lectern build`: all chapters of a book, its front page, glossary and search.
struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run all chapters of a book and write its pages.",
    discussion: """
      The pages go to a folder 'output': next to the list's folder if that is called 'notebooks', otherwise inside it, \
      unless --output-dir names another. Chapters in folders keep these. If a chapter fails, the others are built all \
      the same, and its page says what failed.
      """)

  @OptionGroup var input: BookArguments

  @Option(
    help: ArgumentHelp("The folder for the pages.", valueName: "folder"), transform: PathArgument.read)
  var outputDir: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How many chapters run at a time; the processors are shared out among them (default: one for each).",
      valueName: "number"), transform: NumberArgument.jobs)
  var jobs: Int?

  @Option(
    name: .customShort("P"),
    help: ArgumentHelp(
      "A value for a parameter of all chapters that have it; repeat for others.", valueName: "name:value"))
  var parameters: [String] = []

  @OptionGroup var running: RunArguments

  @Flag(help: "Fail on warnings as well.")
  var strict = false

  func run() throws {
    lectern_watch_interrupts()
    let start = FileTime.now
    var source = try input.load(pages: outputDir)
    let folder = outputDir ?? source.report.book.pages
    try apply(to: &source.report)
    let progress = BuildProgress(of: source.report.chapters, isQuiet: running.quiet)
    let build = BookBuild(
      source.report, into: folder, within: outputDir == nil ? source.report.book.home : nil,
      runner: runner(for: source.report.book), isStrict: strict, progress: progress, since: start)
    switch build.run(jobs: jobCount) {
    case .succeeded:
      let count = source.report.chapters.count
      progress.close("wrote \(count) \(count == 1 ? "chapter" : "chapters") to \(folder)")
    case .failed(let count):
      let all = source.report.chapters.count
      progress.close("\(count) of \(all) \(all == 1 ? "chapter" : "chapters") failed")
      throw ExitCode.failure
    case .interrupted: throw ExitCode.interrupted
    case .stopped(let reason):
      throw Terminal.failure(reason)
    }
    if source.hasErrors || strict && !source.messages.isEmpty { throw ExitCode.failure }
  }

  private var jobCount: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

  private func runner(for book: Book) -> Result<Runner, RunError> {
    do {
      var runner = try running.runner(for: book)
      let values = ((try? ParameterText.pairs(parameters)) ?? []).map(\.value)
      runner.cage?.allowReading(values, from: input.book)
      runner.failedPackages = FailedPackages()
      runner.threads = max(1, ProcessInfo.processInfo.activeProcessorCount / jobCount)
      return .success(runner)
    } catch {
      return .failure(error)
    }
  }

  /// Sets a parameter in all chapters that have it. A parameter that no chapter has is a usage error, unless there are
  /// chapters whose parameters could not be read.
  private func apply(to report: inout BookReport) throws {
    for pair in try ParameterText.pairs(parameters) {
      let taking = report.chapters.indices.filter { index in
        report.chapters[index].notebook.metadata.parameters.contains { $0.name == pair.name }
      }
      guard !taking.isEmpty || report.chapters.contains(where: { !$0.notebook.isRunnable }) else {
        let known = Set(report.chapters.flatMap { $0.notebook.metadata.parameters.map(\.name) }).sorted()
        throw ValidationError(
          "no chapter has a parameter '\(pair.name)'"
            + (known.isEmpty ? "" : "; they have: \(known.joined(separator: ", "))"))
      }
      for index in taking {
        do {
          report.chapters[index].notebook = try report.chapters[index].notebook.applying(parameters: [pair])
        } catch {
          throw ValidationError("\(report.chapters[index].notebook.file): \(error)")
        }
      }
    }
  }
}
