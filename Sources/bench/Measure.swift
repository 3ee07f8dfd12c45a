import ArgumentParser
import BenchmarkModels
import Foundation
import Kernels
import NeuralNetworks

/// Measures one case in this process and prints a line that `Measurement` reads, like the peers' script.
struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures one case. The other subcommands run this and read what it prints.",
    shouldDisplay: false
  )

  @OptionGroup var timing: TimingOptions

  @Option(name: .customLong("case"), help: "The case, as a line of the table.")
  var line: String

  @Option(help: "Measure memory instead of time; this case runs first, to load the code.")
  var memoryAfter: String?

  @Flag(help: "Count what LECTERN_THREADS threads would share, on one thread.")
  var jobs = false

  @Option(help: "The seconds after which to give up.")
  var limit: Int?

  func run() throws {
    if let limit { alarm(UInt32(clamping: limit)) }
    let row = try CaseRow(line)
    if let memoryAfter {
      measureMemory(of: row, after: try CaseRow(memoryAfter))
    } else if jobs {
      countJobs(of: row)
    } else {
      measureTime(of: row)
    }
  }

  /// Takes the step that other programs have disturbed least.
  private func countJobs(of row: CaseRow) {
    let step = row.build()
    var steps: [(time: Double, tally: Kernel.JobTally)] = []
    let end = Stopwatch.wall.seconds + timing.length
    while Stopwatch.wall.seconds < end || steps.count < 5 {
      let start = Stopwatch.wall.seconds
      let tally = Kernel.tally(step.run)
      steps.append((Stopwatch.wall.seconds - start, tally))
    }
    guard let (time, tally) = steps.min(by: { $0.time < $1.time }) else { return }
    print(
      "\(row.name) ours us=\(time * 1e6) work=\(tally.work * 1e6) span=\(tally.span * 1e6) jobs=\(tally.jobs)"
    )
  }

  private func measureTime(of row: CaseRow) {
    let step = row.build()
    let before = step.loss?()
    let time = timing.microseconds(of: step.run)
    let losses = before.map { " first=\($0) last=\(step.loss?() ?? .nan)" } ?? ""
    print("\(row.name) ours us=\(time) weights=\(step.weights)\(losses)")
  }

  /// Runs and frees the other case, then measures how far the process grows, model and data included.
  private func measureMemory(of row: CaseRow, after other: CaseRow) {
    run(other, steps: 3)
    MemoryUse.giveUpFree()
    ResidentMemory.resetPeak()
    MemoryUse.resetPeak()
    let (resident, live) = (ResidentMemory.now, MemoryUse.liveBytes)
    run(row, steps: 3)
    guard let resident, let peak = ResidentMemory.peak else {
      return print("\(row.name) ours failed: the system does not report the memory of a process")
    }
    print("\(row.name) ours bytes=\(max(0, peak - resident)) tensors=\(MemoryUse.peakBytes - live)")
  }

  private func run(_ row: CaseRow, steps: Int) {
    let step = row.build()
    for _ in 0..<steps { step.run() }
  }
}

/// The memory of this process in bytes; nil if the system does not report it.
enum ResidentMemory {
  static var now: Int? { field("VmRSS:") }
  /// The most since the start, or since `resetPeak`.
  static var peak: Int? { field("VmHWM:") }

  static func resetPeak() {
    guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
    try? file.write(contentsOf: Data("5".utf8))
  }

  private static func field(_ name: String) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
  }
}
