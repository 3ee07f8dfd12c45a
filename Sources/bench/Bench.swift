import ArgumentParser
import Kernels

/// The engine's speed: training steps, inference, loading, and how time grows with the work.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times the engine.",
    discussion: """
      Without a subcommand it times training steps: forward, loss, backward and Adam. LECTERN_THREADS says how many \
      threads may work.
      """,
    subcommands: [Steps.self, Against.self, Scaling.self, Matrices.self, Overhead.self],
    defaultSubcommand: Steps.self)

  /// Runs the subcommand; its name may be written as an option as well, as in `bench --scaling`.
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    if let first = arguments.first, ["--against", "--scaling", "--matrices", "--overhead"].contains(first) {
      arguments[0] = String(first.dropFirst(2))
    }
    main(arguments)
  }
}

/// How to time, for every subcommand.
struct TimingOptions: ParsableArguments {
  @Option(help: "How long each case is timed, in seconds.")
  var seconds = 1.0

  @Option(help: "What time is: as it passes (wall), or as the process runs on all its threads (processor).")
  var clock = Stopwatch.wall

  func microseconds(of step: () -> Void) -> Double { time(step, seconds: seconds, by: clock) }
}

/// Times the cases, a line each: microseconds a step, and the share of the machine's peak.
struct Steps: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times the cases: training steps, inference of one sample, generation, loading data.")

  @OptionGroup var timing: TimingOptions

  @Option(name: .customLong("only"), help: "The case to time; all where it is left out.")
  var cases: [String] = []

  @Option(
    help: "Whose matrix products to take: own, or library where there is one; else as the engine chooses.")
  var products: Products?

  enum Products: String, ExpressibleByArgument, CaseIterable { case own, library }

  func validate() throws {
    for name in cases where !Case.all.contains(where: { $0.name == name }) {
      throw ValidationError(
        "there is no case \(name); there are \(Case.all.map(\.name).joined(separator: ", "))")
    }
  }

  func run() {
    switch products {
    case .own: Kernel.withOwnMatrixKernel(report)
    case .library: Kernel.withLibraryMatrixKernel(report)
    case nil: report()
    }
  }

  private func report() {
    let peak = Matrices.peak()
    print(
      "\(columns("case", "µs a step", "of peak"))   (peak: \(Int(peak)) GFLOP/s, 1024 × 1024 · 1024 × 1024)")
    for item in Case.all where cases.isEmpty || cases.contains(item.name) {
      let time = timing.microseconds(of: item.build())
      let share = item.operations.map { $0 / time / 1000 / peak }
      print(columns(item.name, time.rounded(to: 1), share.map { "\(Int(($0 * 100).rounded())) %" } ?? ""))
    }
  }
}

extension Double {
  /// With so many digits after the point.
  func rounded(to digits: Int) -> String {
    let factor = digits == 0 ? 1 : digits == 1 ? 10.0 : 100.0
    let text = "\((self * factor).rounded() / factor)"
    return digits == 0 ? String(text.prefix { $0 != "." }) : text
  }
}

/// A line of a table: the first column from the left, the others from the right.
func columns(_ first: String, _ rest: String...) -> String { columns(first, rest) }

func columns(_ first: String, _ rest: [String], width: Int = 12) -> String {
  func spaces(_ count: Int) -> String { String(repeating: " ", count: max(1, count)) }
  return first + spaces(16 - first.count) + rest.map { spaces(width - $0.count) + $0 }.joined()
}
