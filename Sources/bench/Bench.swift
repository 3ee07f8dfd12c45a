import ArgumentParser
import Kernels

/// The engine's speed: training steps, inference, loading, and how time grows with the work.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times the engine.",
    discussion: """
      Without a subcommand it times all cases, in some two minutes; --quick takes one. LECTERN_THREADS says how many \
      threads may work.
      """,
    subcommands: [
      Steps.self, Against.self, Memory.self, Scaling.self, Matrices.self, Overhead.self, Cases.self,
      Measure.self,
    ],
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
  @Option(help: "How long each case is timed, in seconds; 1 where it is left out.")
  var seconds: Double?

  @Flag(help: "Times each case for 0.2 seconds.")
  var quick = false

  @Option(help: "What time is: as it passes (wall), or as the process runs on all its threads (processor).")
  var clock = Stopwatch.wall

  /// How long each case is timed, in seconds.
  var length: Double { seconds ?? (quick ? 0.2 : 1) }

  func microseconds(of step: () -> Void) -> Double { time(step, seconds: length, by: clock) }
}

/// Times the cases, a line each: microseconds a step, and the share of what the machine could do.
struct Steps: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times the cases: training steps, inference, generation, loading data.")

  @OptionGroup var timing: TimingOptions
  @OptionGroup var selection: Selection

  @Option(
    help: "Whose matrix products to take: own, or library where there is one; else as the engine chooses.")
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
    abstract: "Lists the cases, with what a step of each has to compute and to move at the least.")

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
  return first + spaces(17 - first.count) + rest.map { spaces(width - $0.count) + $0 }.joined()
}
