import ArgumentParser
import CPlatform
import Execution
import Notebooks

/// `lectern check`: everything that can be told without running a cell.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check notebooks without running them.",
    discussion: """
      Tells of unknown options, references, links and pictures that lead nowhere, wrong formulas, missing listings \
      and what the compiler finds. Without a notebook, all chapters of notebooks/book.yml are checked.
      """)

  @Argument(help: "Notebooks, Markdown files.", completion: .file(extensions: ["md"]))
  var notebooks: [String] = []

  @Flag(help: "Fail on warnings as well.")
  var strict = false

  @OptionGroup var compiler: CompilerArguments

  func run() throws {
    lectern_watch_interrupts()
    var isGood = true
    if notebooks.isEmpty {
      let source = try BookSource(BookArguments.standard)
      source.messages.forEach { Terminal.print($0) }
      isGood = !source.hasErrors && !(strict && !source.messages.isEmpty)
      for chapter in source.report.chapters where chapter.notebook.isReadable {
        if !(try check(chapter.notebook)) { isGood = false }
      }
    }
    for path in notebooks where !(try check(NotebookSource(path).notebook)) { isGood = false }
    if !isGood { throw ExitCode.failure }
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
        found.forEach { Terminal.print("\($0)") }
        Terminal.print("\(notebook.file): error: \(error)")
        return false
      }
    }
    found.forEach { Terminal.print("\($0)") }
    return !found.contains { strict || $0.severity == .error }
  }
}
