import ArgumentParser
import Execution

/// The options of commands that use the compiler.
struct CompilerArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The time that the compiler may take for a notebook, in seconds.", valueName: "seconds"),
    transform: NumberArgument.seconds)
  var compileTimeout = ToolLimits().seconds

  @Option(
    help: ArgumentHelp(
      "The memory that the compiler may take, such as 4G (default: 8G).", valueName: "bytes"),
    transform: NumberArgument.bytes)
  var compileMemory: Int?

  @Flag(
    help: "Build the packages that notebooks name. Their manifests and plugins may do all that you may.")
  var allowPackages = false

  /// What the compiler may take.
  var limits: ToolLimits {
    var limits = ToolLimits()
    limits.seconds = compileTimeout
    if let compileMemory { limits.memory = compileMemory }
    return limits
  }
}
