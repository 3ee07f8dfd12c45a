import ArgumentParser
import CPlatform
import Execution
import Notebooks
import Reports

/// `lectern check`: every error that can be found without running a cell.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check notebooks without running them.",
    discussion: """
      Reports unknown options, references, links and pictures that lead nowhere, wrong formulas, missing listings and \
      the errors that the compiler finds. Without an argument, all chapters of notebooks/book.yml, or else of book.yml, are checked.
      """)

  @Argument(
    help: "Notebooks, and books' folders or lists of chapters.",
    completion: .file(extensions: ["md", "yml"]),
    transform: PathArgument.read)
  var notebooks: [String] = []

  @Flag(help: "Fail on warnings as well.")
  var strict = false

  @OptionGroup var compiler: CompilerArguments

  func run() throws {
    lectern_watch_interrupts()
    var isGood = true
    let paths = notebooks.isEmpty ? [BookArguments.standard] : notebooks
    let chosen = paths.flatMap { chapters(of: $0, isGood: &isGood) ?? [NotebookSource($0).notebook] }
    let compiler = compiler
    let findings = Parallel.map(chosen) { Check.compile($0, compiler) }
    for (notebook, finding) in zip(chosen, findings) where !(try report(notebook, finding)) { isGood = false }
    if !isGood { throw ExitCode.failure }
  }

  /// The notebooks of a book; `nil` if the path doesn't name one.
  private func chapters(of path: String, isGood: inout Bool) -> [Notebook]? {
    guard Book.list(at: path) != nil else { return nil }
    // What keeps the list from being read has been printed then.
    guard let source = try? BookSource(path) else {
      isGood = false
      return []
    }
    source.messages.forEach { Terminal.print($0) }
    if source.hasErrors || strict && !source.messages.isEmpty { isGood = false }
    return source.report.chapters.map(\.notebook).filter(\.isReadable)
  }

  /// The compiler's diagnostics for a notebook.
  private static func compile(_ notebook: Notebook, _ compiler: CompilerArguments) -> Result<
    [Diagnostic], RunError
  > {
    guard notebook.isRunnable else { return .success([]) }
    do {
      var runner = try Runner()
      runner.limits.compiling = compiler.limits
      runner.buildsPackages = compiler.allowPackages
      return .success(try runner.check(notebook).diagnostics)
    } catch {
      return .failure(error)
    }
  }

  /// Prints what is wrong with a notebook; returns whether nothing is.
  private func report(_ notebook: Notebook, _ finding: Result<[Diagnostic], RunError>) throws -> Bool {
    var found = notebook.diagnostics
    switch finding {
    case .success(let diagnostics): found += diagnostics
    case .failure(.interrupted): throw ExitCode.interrupted
    case .failure(let error):
      Terminal.print(notebook.placed(found))
      Terminal.print("\(notebook.file): error: \(error)")
      return false
    }
    Terminal.print(notebook.placed(found))
    return !found.contains { strict || $0.severity == .error }
  }
}
