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
      the errors that the compiler finds. Notebooks in which it found nothing before are not compiled again until they change. \
      Without an argument, all chapters of notebooks/book.yml, or else of book.yml, are checked.
      """)

  @Argument(
    help: "Notebooks, and books' folders or lists of chapters.",
    completion: .file(extensions: ["md", "yml"]),
    transform: PathArgument.notebookOrBook)
  var notebooks: [String] = []

  @Flag(help: "Fail on warnings as well.")
  var strict = false

  @OptionGroup var compiler: CompilerArguments

  @Flag(help: "Build the packages of books whose book.yml asks for that.")
  var allowBook = false

  /// A notebook, and whether the packages that it names may be built.
  private struct Choice: Sendable {
    var notebook: Notebook
    var buildsPackages: Bool
  }

  func run() throws {
    lectern_watch_interrupts()
    var isGood = true
    let paths = notebooks.isEmpty ? [BookArguments.standard] : notebooks
    let chosen = paths.flatMap { choices(at: $0, isGood: &isGood) }
    let (limits, failedPackages) = (compiler.limits, FailedPackages())
    let findings = Parallel.map(chosen) { Check.compile($0, limits, failedPackages) }
    var shared = SharedMistakes()
    for (choice, finding) in zip(chosen, findings)
    where !(try report(choice.notebook, finding, &shared)) { isGood = false }
    if !isGood { throw ExitCode.failure }
  }

  private func choices(at path: String, isGood: inout Bool) -> [Choice] {
    guard Book.list(at: path) != nil else {
      let book = allowBook ? Book.containing(path)?.book : nil
      return [Choice(notebook: NotebookSource(path).notebook, buildsPackages: buildsPackages(of: book))]
    }
    return chapters(of: path, isGood: &isGood)
  }

  private func buildsPackages(of book: Book?) -> Bool {
    compiler.allowPackages || allowBook && book?.request.buildsPackages == true
  }

  /// The notebooks of a book.
  private func chapters(of path: String, isGood: inout Bool) -> [Choice] {
    // What keeps the list from being read has been printed then.
    guard let source = try? BookSource(path) else {
      isGood = false
      return []
    }
    source.messages.forEach { Terminal.print($0) }
    if source.hasErrors || strict && !source.messages.isEmpty { isGood = false }
    let builds = buildsPackages(of: source.report.book)
    return source.report.chapters.map(\.notebook).filter(\.isReadable).map {
      Choice(notebook: $0, buildsPackages: builds)
    }
  }

  /// The compiler's diagnostics for a notebook, or what else can be told of one that can't be compiled.
  private static func compile(
    _ choice: Choice, _ limits: ToolLimits, _ failedPackages: FailedPackages
  ) -> Result<[Diagnostic], RunError> {
    guard choice.notebook.isRunnable else { return .success(choice.notebook.missingPackages) }
    do {
      var runner = try Runner()
      runner.limits.compiling = limits
      (runner.buildsPackages, runner.failedPackages) = (choice.buildsPackages, failedPackages)
      runner.store = ResultStore()
      return .success(try runner.check(choice.notebook).diagnostics)
    } catch {
      return .failure(error)
    }
  }

  /// Prints what is wrong with a notebook; returns whether nothing is.
  private func report(
    _ notebook: Notebook, _ finding: Result<[Diagnostic], RunError>, _ shared: inout SharedMistakes
  ) throws -> Bool {
    var found = notebook.diagnostics
    switch finding {
    case .success(let diagnostics): found += diagnostics
    case .failure(.interrupted): throw ExitCode.interrupted
    case .failure(let error):
      Terminal.print(shared.new(in: notebook.placed(found)))
      Terminal.print("\(notebook.file): error: \(error)")
      return false
    }
    Terminal.print(shared.new(in: notebook.placed(found)))
    return !found.contains { strict || $0.severity == .error }
  }
}
