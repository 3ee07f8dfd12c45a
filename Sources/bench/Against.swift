import ArgumentParser
import Foundation

/// Runs every case here and by the peers' script, case by case in turn, and prints the ratios.
struct Against: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times the cases beside PyTorch (eager and compiled) and JAX.",
    discussion: "The script prints a line for each case and peer: case, peer, microseconds.")

  @OptionGroup var timing: TimingOptions

  @Argument(help: "The peers' script, such as Tests/Comparison/peers.py.")
  var script: String

  @Option(help: "The Python that has the peers installed.")
  var python = "python3"

  @Option(name: .customLong("only"), help: "The case to time; all where it is left out.")
  var cases: [String] = []

  @Option(help: "The peers to run: eager, compile, jax or all.")
  var peer = "all"

  func run() throws {
    let peers = peer == "all" ? ["eager", "compile", "jax"] : [peer]
    print(columns("case", ["ours"] + peers + ["ratio"]))
    var ratios: [Bool: [Double]] = [:]
    for item in Case.all where cases.isEmpty || cases.contains(item.name) {
      let before = timing.microseconds(of: item.build())
      let others = try peers.map { try time(of: item.name, by: $0) }
      // Ours once more, since the machine may have changed its pace meanwhile.
      let ours = (before + timing.microseconds(of: item.build())) / 2
      let best = others.compactMap { $0 }.min()
      if let best { ratios[item.isTraining, default: []].append(best / ours) }
      let texts = [ours.rounded(to: 1)] + others.map { $0?.rounded(to: 1) ?? "–" }
      print(columns(item.name, texts + [best.map { ($0 / ours).rounded(to: 2) } ?? "–"]))
    }
    print("as the geometric mean, the fastest peer takes")
    for (isTraining, name) in [(true, "for a training step"), (false, "for inference and loading")] {
      guard let found = ratios[isTraining] else { continue }
      let mean = exp(found.map(log).reduce(0, +) / Double(found.count))
      print("\(mean.rounded(to: 2)) times as long \(name)")
    }
  }

  /// The microseconds of one peer's step, nil where it does not have the case or fails.
  private func time(of name: String, by peer: String) throws -> Double? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, script, "--peer", peer, "--only", name, "--seconds", "\(timing.seconds)"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let fields = text.split(whereSeparator: \.isWhitespace)
    guard fields.count == 3, fields[0] == name else { return nil }
    return Double(fields[2])
  }
}
