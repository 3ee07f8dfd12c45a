import ArgumentParser
import CPlatform
import Execution
import Notebooks

/// `lectern check`: everything that can be told without running a cell.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check notebooks without running them.",
    discussion: """
      Tells of unknown options, unresolved references, wrong formulas, missing listings and what the compiler finds. \
      Without a notebook, all chapters of notebooks/book.yml are checked.
      """)

  @Argument(help: "Notebooks, Markdown files.", completion: .file(extensions: ["md"]))
  var notebooks: [String] = []

  @Flag(help: "Fail on warnings as well.")
  var strict = false

  @OptionGroup var compiler: CompilerArguments

  func run() throws {
    lectern_watch_interrupts()
    var isGood = true
    for notebook in try chosen() where !(try check(notebook)) { isGood = false }
    if !isGood { throw ExitCode.failure }
  }

  private func chosen() throws -> [Notebook] {
    if notebooks.isEmpty {
      let source = try BookSource(BookArguments.standard)
      source.messages.forEach { Terminal.print($0) }
      if source.hasErrors { throw ExitCode.failure }
      return source.report.chapters.map(\.notebook)
    }
    return try notebooks.map { path in
      do {
        return try Notebook.load(path)
      } catch {
        Terminal.print("\(error)")
        throw ExitCode.failure
      }
    }
  }

  /// Prints what is wrong with a notebook; whether nothing is.
  private func check(_ notebook: Notebook) throws -> Bool {
    var found = notebook.diagnostics
    if notebook.isRunnable {
      do {
        var runner = try Runner()
        runner.limits.compiling = compiler.compileTimeout
        found += try runner.check(notebook).diagnostics
      } catch {
        if error == .interrupted { throw ExitCode.interrupted }
        Terminal.print("lectern: error: \(error)")
        throw ExitCode.failure
      }
    }
    found.forEach { Terminal.print("\($0)") }
    return !found.contains { strict || $0.severity == .error }
  }
}
