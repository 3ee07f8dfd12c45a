import ArgumentParser
import BenchmarkModels
import Foundation

/// How far a process grows in a training step, here and in PyTorch.
struct Memory: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares the memory of a training step with PyTorch's.",
    discussion: """
      Each case has a process of its own, here and there. The smallest case of its family runs before, so that code is \
      loaded; then the model is made and trained for three steps. What counts is how far the process grew at most, \
      with the model, its gradients, the optimizer's moments and the data. It needs Linux.
      """)

  @OptionGroup var selection: Selection
  @OptionGroup var peerOptions: PeerOptions

  @Argument(
    help: "The peers' script, such as Sources/bench/Peers/peers.py; without it, the engine is measured alone."
  )
  var script: String?

  func run() throws {
    let table = try selection.cases()
    let peers = script == nil ? [] : peerOptions.peers.isEmpty ? ["eager"] : peerOptions.names(for: .train)
    let names = peers.map { $0 == "eager" ? "PyTorch" : $0 }
    print(columns("KB a step", ["ours", "tensors"] + names + (peers.isEmpty ? [] : ["ratio"])))
    for row in try selection.rows() where row.mode == .train {
      let warmUp = table.warmUp(for: row) ?? row
      let options = ["--memory-after", warmUp.line, "--limit", "\(peerOptions.limit)"]
      let ours = Program.ours.measure(row, options)
      let others = peers.map { peer in
        (peer, script.map { peerOptions.program(peer, of: $0).measure(row, options) } ?? .absent)
      }
      report(row, ours, others)
      fflush(nil)
    }
  }

  private func report(_ row: CaseRow, _ ours: Measurement, _ others: [(String, Measurement)]) {
    let sizes = [ours.numbers?.bytes, ours.numbers?.tensors] + others.map { $0.1.numbers?.bytes }
    var texts = sizes.map { $0.map { "\($0 / 1024)" } ?? "–" }
    if let least = others.compactMap({ $0.1.numbers?.bytes }).min(), let bytes = ours.numbers?.bytes {
      texts.append((Double(least) / Double(max(1, bytes))).rounded(to: 2))
    }
    print(columns(row.name, texts))
    for case (let name, .failed(let reason)) in [("ours", ours)] + others {
      print("  \(name) failed: \(reason)")
    }
  }
}
