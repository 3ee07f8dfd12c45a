import ArgumentParser
import BenchmarkModels
import Kernels

/// The engine's speed: training steps, inference, loading, and how time grows with the work.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times the engine.",
    discussion: """
      Without a subcommand it times all cases, which takes about two minutes, or one with --quick. LECTERN_THREADS sets \
      the number of threads.
      """,
    subcommands: [
      Steps.self, Against.self, Memory.self, Scaling.self, Matrices.self, Overhead.self, Cases.self,
      Measure.self,
    ],
    defaultSubcommand: Steps.self)

  /// Runs the subcommand. Its name may be written as an option, as in `bench --scaling`.
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
  @Option(help: "The seconds for which each case is timed; 1 by default.")
  var seconds: Double?

  @Flag(help: "Times each case for 0.2 seconds.")
  var quick = false

  @Option(help: "The clock: wall, or processor for the time that all threads of the process run.")
  var clock = Stopwatch.wall

  /// The seconds for which each case is timed.
  var length: Double { seconds ?? (quick ? 0.2 : 1) }

  func microseconds(of step: () -> Void) -> Double { time(step, seconds: length, by: clock) }
}

/// Times the cases, one line each: microseconds for a step, and the floor as a share of them.
struct Steps: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times the cases: training steps, inference, generation, loading data.")

  @OptionGroup var timing: TimingOptions
  @OptionGroup var selection: Selection

  @Option(
    help: "Which matrix products to use: own or library. By default the engine chooses.")
  var products: Products?

  enum Products: String, ExpressibleByArgument, CaseIterable { case own, library }

  func run() throws {
    let rows = try selection.rows()
    switch products {
    case .own: Kernel.withOwnMatrixKernel { report(rows) }
    case .library: Kernel.withLibraryMatrixKernel { report(rows) }
    case nil: report(rows)
    }
  }

  private func report(_ rows: [CaseRow]) {
    let machine = Machine.measured()
    print("\(machine)\n")
    print(columns("case", "µs a step", "floor", "of floor"))
    for row in rows {
      let floor = machine.floor(of: Work(row))
      let time = timing.microseconds(of: row.build().run)
      let share = "\(Int((floor / time * 100).rounded())) %"
      print(columns(row.name, time.rounded(to: 1), floor.rounded(to: 1), share))
    }
  }
}

/// Lists the cases.
struct Cases: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the cases, with the least that a step has to compute and to move.")

  @OptionGroup var selection: Selection

  func run() throws {
    for row in try selection.rows() {
      let work = Work(row)
      let amounts = [work.operations / 1e6, work.traffic.bytes / 1e6, work.traffic.within / 1e6]
      print(
        columns(
          row.name, zip(amounts, ["MFLOP", "MB", "MB in all"]).map { "\($0.rounded(to: 2)) \($1)" }, width: 18
        ))
      print("  \(row.line)")
    }
  }
}

extension Double {
  /// With up to `digits` digits after the point, as Swift and other programs read it: no true minus, no commas.
  func rounded(to digits: Int) -> String {
    let factor = digits == 0 ? 1 : digits == 1 ? 10.0 : 100.0
    let text = "\((self * factor).rounded() / factor)"
    return digits == 0 ? String(text.prefix { $0 != "." }) : text
  }
}

/// A line of a table: the first column is aligned left, the others right.
func columns(_ first: String, _ rest: String...) -> String { columns(first, rest) }

func columns(_ first: String, _ rest: [String], width: Int = 12) -> String {
  func spaces(_ count: Int) -> String { String(repeating: " ", count: max(1, count)) }
  return first + spaces(17 - first.count) + rest.map { spaces(width - $0.count) + $0 }.joined()
}
