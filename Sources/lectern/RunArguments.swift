import ArgumentParser
import Execution

/// The limits of commands that run cells.
struct RunLimits: ParsableArguments {
  @Option(help: ArgumentHelp("The time that a cell may take, in seconds.", valueName: "seconds"))
  var timeout = Limits().timeout

  @Option(help: ArgumentHelp("The memory that the cells may take, such as 4G.", valueName: "bytes"))
  var memory = ByteCount(Limits().memory)

  @Option(help: ArgumentHelp("What a cell may print, such as 1M.", valueName: "bytes"))
  var maxOutput = ByteCount(Limits().output)

  @Option(help: ArgumentHelp("What a cell may show on the page, such as 128M.", valueName: "bytes"))
  var maxPage = ByteCount(Limits().displays)

  @OptionGroup var compiler: CompilerArguments
  @OptionGroup var rights: CageArguments

  func validate() throws {
    guard timeout > 0 && timeout < 1e9 else {
      throw ValidationError("--timeout must be a positive number of seconds")
    }
  }

  /// A runner with these limits.
  func runner() throws(RunError) -> Runner {
    var runner = try Runner()
    runner.limits.timeout = timeout
    runner.limits.memory = memory.bytes
    runner.limits.output = maxOutput.bytes
    runner.limits.displays = maxPage.bytes
    runner.limits.compiling = compiler.compileTimeout
    runner.cage = rights.cage()
    return runner
  }
}

/// The options of commands that run cells for their pages.
struct RunArguments: ParsableArguments {
  @OptionGroup var limits: RunLimits

  @Flag(help: "Run the cells even where their results are known from an earlier run.")
  var fresh = false

  @Flag(help: "Print only errors and warnings.")
  var quiet = false

  /// A runner that stores results, and uses stored ones where that is wanted.
  func runner() throws(RunError) -> Runner {
    var runner = try limits.runner()
    runner.store = ResultStore()
    runner.usesStored = !fresh
    return runner
  }
}
