import ArgumentParser
import BenchmarkModels
import Foundation

/// Runs each case here and in the peers' script, one after the other, and prints the ratios.
struct Against: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Compares the cases with PyTorch (eager and compiled) and JAX, or with numpy and pyarrow for loading.",
    discussion: """
      A case should be at least twice as fast as its fastest peer, or take no longer than the machine's floor / 75 % \
      where twice as fast is below the floor; never slower than a peer. Each runs in a process of its own.
      """)

  @OptionGroup var timing: TimingOptions
  @OptionGroup var selection: Selection
  @OptionGroup var peerOptions: PeerOptions

  @Argument(help: "The peers' script, such as Sources/bench/Peers/peers.py.")
  var script: String

  func run() throws {
    let machine = Machine.measured()
    print(machine)
    var summary = AgainstSummary()
    var mode: CaseRow.Mode?
    for row in try selection.rows() {
      let peers = peerOptions.names(for: row.mode)
      if row.mode != mode {
        let names = peers.map { ["eager": "PyTorch", "compile": "compiled", "jax": "JAX"][$0] ?? $0 }
        printTitle(row.mode, ["ours"] + names + ["ratio", "floor", "of floor", "verdict"])
        mode = row.mode
      }
      let outcome = measure(row, peers, floor: machine.floor(of: Work(row)))
      print(columns(row.name, outcome.columns, width: 11))
      for note in outcome.notes { print("  \(note)") }
      // The table takes half an hour; whoever follows it through a file sees each line when it is known.
      fflush(nil)
      summary.add(outcome)
    }
    print("\n\(summary)")
  }

  private func printTitle(_ mode: CaseRow.Mode, _ titles: [String]) {
    print("\n" + columns(mode.title, titles, width: 11))
  }

  private func measure(_ row: CaseRow, _ peers: [String], floor: Double) -> AgainstOutcome {
    let options = ["--seconds", "\(timing.length)", "--limit", "\(peerOptions.limit)"]
    let before = Program.ours.measure(row, options)
    let others = peers.map { ($0, peerOptions.program($0, of: script).measure(row, options)) }
    // Ours once more: the machine's speed may have changed in the meantime.
    let after = Program.ours.measure(row, options)
    return AgainstOutcome(row: row, floor: floor, ours: [before, after], peers: others)
  }
}

extension CaseRow.Mode {
  var title: String {
    switch self {
    case .train: "a training step"
    case .infer: "inference"
    case .generate: "generation"
    case .load: "loading"
    }
  }
}
