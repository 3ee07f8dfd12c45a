import ArgumentParser
import Execution
import Notebooks

/// The limits of commands that run cells. Where the user gives none, the book's or the usual ones hold.
struct RunLimits: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The time that a cell may take, in seconds (default: the book's 'timeout', or 120).",
      valueName: "seconds"), transform: NumberArgument.seconds)
  var timeout: Double?

  @Option(
    help: ArgumentHelp(
      "The memory that the cells may take, such as 4G (default: the book's 'memory', or 8G).",
      valueName: "bytes"), transform: NumberArgument.bytes)
  var memory: Int?

  @Option(
    help: ArgumentHelp(
      "What a cell may print, such as 1M (default: the book's 'max-output', or 4M).", valueName: "bytes"),
    transform: NumberArgument.bytes)
  var maxOutput: Int?

  @Option(
    help: ArgumentHelp(
      "What a cell may show on the page, such as 128M (default: the book's 'max-page', or 64M).",
      valueName: "bytes"), transform: NumberArgument.bytes)
  var maxPage: Int?

  @OptionGroup var compiler: CompilerArguments
  @OptionGroup var rights: CageArguments

  /// A runner with these limits, and those of the notebook's book.
  ///
  /// - Parameter book: the book that the notebooks are chapters of, if they are. What it asks for is said.
  func runner(for book: Book?, isQuiet: Bool = false) throws(RunError) -> Runner {
    let terms = RunTerms(self, for: book)
    terms.report(isQuiet: isQuiet)
    return try terms.runner()
  }
}

/// The options of commands that run cells for their pages.
struct RunArguments: ParsableArguments {
  @OptionGroup var limits: RunLimits

  @Flag(help: "Run the cells even where their results are known from an earlier run.")
  var fresh = false

  @Flag(help: "Print only errors and warnings.")
  var quiet = false

  /// A runner that stores results, and uses stored ones where that is wanted. Where they can't be stored, that is said.
  func runner(for book: Book?) throws(RunError) -> Runner {
    var runner = try limits.runner(for: book, isQuiet: quiet)
    runner.store = ResultStore()
    if runner.store == nil { Terminal.print("lectern: warning: \(ResultStore.absence)") }
    runner.usesStored = !fresh
    return runner
  }
}
