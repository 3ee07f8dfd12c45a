import ArgumentParser
import Foundation
import NeuralNetworks

/// Measures one case in this process and says so on a line that `Measurement` reads, as the peers' script does.
struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures one case, for the other subcommands, which read what it prints.", shouldDisplay: false
  )

  @OptionGroup var timing: TimingOptions

  @Option(name: .customLong("case"), help: "The case, as a line of the table.")
  var line: String

  @Option(help: "Memory in place of time; this case runs before, so that code is loaded.")
  var memoryAfter: String?

  @Option(help: "After how many seconds to give up.")
  var limit: Int?

  func run() throws {
    if let limit { alarm(UInt32(clamping: limit)) }
    let row = try CaseRow(line)
    if let memoryAfter {
      measureMemory(of: row, after: try CaseRow(memoryAfter))
    } else {
      measureTime(of: row)
    }
  }

  private func measureTime(of row: CaseRow) {
    let step = row.build()
    let before = step.loss?()
    let time = timing.microseconds(of: step.run)
    let losses = before.map { " first=\($0) last=\(step.loss?() ?? .nan)" } ?? ""
    print("\(row.name) ours us=\(time) weights=\(step.weights)\(losses)")
  }

  /// Steps of the other case first, and its memory given back; then how far the process grows, model and data included.
  private func measureMemory(of row: CaseRow, after other: CaseRow) {
    run(other, steps: 3)
    ResidentMemory.resetPeak()
    MemoryUse.resetPeak()
    let (resident, live) = (ResidentMemory.now, MemoryUse.liveBytes)
    run(row, steps: 3)
    guard let resident, let peak = ResidentMemory.peak else {
      return print("\(row.name) ours failed: the system does not tell what a process takes")
    }
    print("\(row.name) ours bytes=\(max(0, peak - resident)) tensors=\(MemoryUse.peakBytes - live)")
  }

  private func run(_ row: CaseRow, steps: Int) {
    let step = row.build()
    for _ in 0..<steps { step.run() }
  }
}

/// What the system has given to this process, in bytes; nil where it does not tell.
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
