import BenchmarkModels
import Foundation

/// How much faster a case becomes with more threads, here and in PyTorch.
struct ThreadScaling {
  let threads: [Int]
  let timing: TimingOptions
  let peerOptions: PeerOptions
  /// The peers' script; `nil` if PyTorch isn't timed.
  let script: String?

  /// The cases that are timed by default: large ones, and one with little to share among threads.
  static let usual = [
    "mlp-digits", "mlp-large", "cnn-large", "lstm-large", "seq2seq-large", "gpt-small", "gpt-wide",
  ]

  func report(_ rows: [CaseRow]) {
    let processors = ProcessInfo.processInfo.activeProcessorCount
    print(
      "\(processors) processors; the ideal speed-up is the number of threads, or of processors if there are fewer"
    )
    for row in rows {
      let titles = ["µs", "speed-up", "of ideal"] + (script == nil ? [] : ["PyTorch", "speed-up", "ratio"])
      print("\n" + columns(row.name, titles))
      var first: (ours: Double?, peer: Double?)?
      for count in threads {
        let ours = time(row, Program.ours, threads: count)
        let peer = script.flatMap { time(row, peerOptions.program("eager", of: $0), threads: count) }
        let base = first ?? (ours, peer)
        first = base
        let most = Double(min(count, processors)) / Double(min(threads[0], processors))
        let gain = ours.flatMap { ours in base.ours.map { $0 / ours } }
        var texts = [
          ours?.rounded(to: 1), gain?.rounded(to: 2), gain.map { "\(Int(($0 / most * 100).rounded())) %" },
        ]
        if script != nil {
          let gained = peer.flatMap { peer in base.peer.map { $0 / peer } }
          let ratio = peer.flatMap { peer in ours.map { peer / $0 } }
          texts += [peer?.rounded(to: 1), gained?.rounded(to: 2), ratio?.rounded(to: 2)]
        }
        print(columns("  \(count) \(count == 1 ? "thread" : "threads")", texts.map { $0 ?? "–" }))
        fflush(nil)
      }
    }
  }

  private func time(_ row: CaseRow, _ program: Program, threads: Int) -> Double? {
    var options = ["--seconds", "\(timing.length)", "--limit", "\(peerOptions.limit)"]
    if program.command != Program.ours.command { options += ["--threads", "\(threads)"] }
    let measured = program.measure(row, options, threads: threads)
    if case .failed(let reason) = measured { print("  failed with \(threads): \(reason)") }
    return measured.numbers?.time
  }
}
