import ArgumentParser
import CPlatform
import Execution
import Foundation
import Notebooks
import Reports

/// `lectern sweep`: one notebook with many values of its parameters.
struct Sweep: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a notebook with all combinations of some parameters, and gather its results in one table.",
    discussion: """
      The results are those that the front matter names, such as 'results: {accuracy: test.accuracy}', and those given with \
      -r; each is an expression whose value is taken after the last cell. The table has their means over the seeds, with \
      95 % intervals, and how many claims hold. Results of earlier runs are used again. If a combination fails, the others \
      run all the same; the last lines say why, and the exit code is 1.
      """)

  @Argument(
    help: "The notebook, a Markdown file.", completion: .file(extensions: ["md"]),
    transform: PathArgument.notebook)
  var notebook: String

  @Option(
    name: .customShort("P"),
    help: ArgumentHelp(
      "The values of a parameter: 'rate:0.1,0.01', 'seed:1..10'; repeat for others.", valueName: "name:values"
    ))
  var parameters: [String] = []

  @Option(
    name: .customShort("r"),
    help: ArgumentHelp("A result to gather; repeat for others.", valueName: "name:expression"))
  var results: [String] = []

  @Option(
    help: ArgumentHelp(
      "A parameter over whose values results are averaged; repeat for others (default: seed).",
      valueName: "name"))
  var over: [String] = []

  @Flag(help: "One row for each run, without means.")
  var each = false

  @Option(help: "How the table is written: markdown, csv or json (default: by the name of the output).")
  var format: SweepFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the table goes (default: standard output).", valueName: "file"),
    transform: PathArgument.read)
  var output: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How many runs go on at a time (default: one for each processor).", valueName: "number"),
    transform: NumberArgument.jobs)
  var jobs: Int?

  @OptionGroup var running: RunArguments

  func validate() throws {
    guard format != nil || ending.map(SweepFormat.endings.contains) ?? true else {
      throw ValidationError(
        "'\(output ?? "")' does not say how the table is written: end its name with .md, .csv or .json, or give --format"
      )
    }
  }

  /// The ending of the table's file; `nil` where it has none.
  private var ending: String? {
    let ending = output.map { URL(fileURLWithPath: $0).pathExtension.lowercased() } ?? ""
    return ending.isEmpty ? nil : ending
  }

  /// The parameters over whose values results are averaged.
  ///
  /// - Throws: a usage error for one that the notebook doesn't have.
  private func averaged(in notebook: Notebook) throws -> [String] {
    let names = notebook.metadata.parameters.map(\.name)
    if let unknown = over.first(where: { !names.contains($0) }) {
      throw ValidationError(
        "the notebook has no parameter '\(unknown)' to average over"
          + Suggestion.hint(for: unknown, among: names))
    }
    return over.isEmpty ? ["seed"] : over
  }

  func run() throws {
    // Before that, an unknown option has been reported, which may be the reason.
    guard !parameters.isEmpty else { throw ValidationError("a sweep needs a parameter: -P name:value,value") }
    lectern_watch_interrupts()
    var base = try NotebookArguments(notebook: notebook, parameters: []).load().notebook
    guard base.isRunnable else { throw ExitCode.failure }
    let axes = try parameters.map { try SweepAxis($0, of: base) }
    let over = try averaged(in: base)
    let named = try NamedResult.named(results, in: &base)
    let plan = try SweepPlan(base, axes, results: named)
    if plan.results.isEmpty, !running.quiet {
      Terminal.print(
        "\(notebook): note: beside claims, the table has no results: name some in the front matter, 'results: {loss: last}', or with -r 'loss: last'"
      )
    }
    do {
      if let output { try OutputFile.check(output, sparing: [notebook]) }
    } catch {
      throw Terminal.failure("\(error)")
    }
    let count = min(jobs ?? ProcessInfo.processInfo.activeProcessorCount, plan.combinations.count)
    var runner: Runner
    do {
      runner = try running.runner(for: Book.containing(base.file)?.book)
    } catch {
      throw Terminal.failure("lectern: error: \(error)")
    }
    runner.cage?.allowReading(axes.flatMap(\.values), from: base.file)
    runner.failedPackages = FailedPackages()
    runner.threads = max(1, ProcessInfo.processInfo.activeProcessorCount / count)
    let runs = SweepRuns(plan, runner: runner, isQuiet: running.quiet)
    guard let outcomes = runs.all(jobs: count) else { throw ExitCode.interrupted }
    let averaged = each ? [] : axes.filter { over.contains($0.name) && $0.values.count > 1 }.map(\.name)
    try write(SweepTable(plan, outcomes, over: averaged))
    try report(outcomes)
  }

  /// Says why runs have failed, once for all that say the same.
  private func report(_ outcomes: [SweepOutcome]) throws {
    let failures = outcomes.filter { $0.failure != nil }
    if failures.isEmpty { return }
    let alike = Dictionary(grouping: failures) { $0.failure ?? "" }
    var said: Set<String> = []
    for outcome in failures {
      guard let message = outcome.failure, said.insert(message).inserted else { continue }
      let count = alike[message]?.count ?? 1
      let runs = count == 1 ? outcome.name : "\(count) runs, the first with \(outcome.name)"
      Terminal.print("failed: \(runs): \(message)")
    }
    throw Terminal.failure("\(failures.count) of \(outcomes.count) runs failed")
  }

  private func write(_ table: SweepTable) throws {
    let text = table.text(as: format ?? SweepFormat(ending: ending ?? ""))
    guard let output, output != OutputFile.standardOutput else { return try StandardOutput.print(text) }
    do {
      try OutputFile.write(Array(text.utf8), to: output, sparing: [notebook])
    } catch {
      throw Terminal.failure("\(error)")
    }
    if !running.quiet { Terminal.print("wrote \(output)") }
  }
}

extension NamedResult {
  /// The results that the command line names, with their places in its words.
  fileprivate static func named(_ texts: [String], in notebook: inout Notebook) throws -> [NamedResult] {
    try texts.map { text in
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, parts.allSatisfy({ !$0.trimmingBlanks.isEmpty }) else {
        throw ValidationError("a result is given as name:expression, not '\(text)'")
      }
      var place = notebook.addText(text, named: "-r '\(text)'")
      place.column += parts[0].utf8.count + 1 + parts[1].prefix(while: \.isWhitespace).utf8.count
      return NamedResult(
        name: parts[0], value: InlineValue(expression: parts[1].trimmingBlanks, location: place))
    }
  }
}
