import BenchmarkModels

/// A case's measurements, ours and the peers'.
package struct AgainstOutcome: Sendable {
  package let row: CaseRow
  package let floor: Double
  package let ours: [Measurement]
  package let peers: [(name: String, measurement: Measurement)]

  package init(row: CaseRow, floor: Double, ours: [Measurement], peers: [(String, Measurement)]) {
    (self.row, self.floor, self.ours, self.peers) = (row, floor, ours, peers)
  }

  /// The mean of our times; nil where one failed.
  package var time: Double? {
    let times = ours.compactMap { $0.numbers?.time }
    return times.count < ours.count || times.isEmpty ? nil : times.reduce(0, +) / Double(times.count)
  }

  /// The fastest peer's time.
  package var best: Double? { peers.compactMap { $0.measurement.numbers?.time }.min() }

  /// The fastest peer's time divided by ours.
  package var ratio: Double? {
    guard let time, let best else { return nil }
    return best / time
  }

  package var verdict: Verdict? {
    guard let time, let best else { return nil }
    return Verdict(time: time, peer: best, floor: floor)
  }

  /// The table's row, after the name.
  package var columns: [String] {
    let times = [time] + peers.map { $0.measurement.numbers?.time }
    let share = time.map { "\(Int((floor / $0 * 100).rounded())) %" }
    return times.map { $0?.rounded(to: 1) ?? "–" }
      + [ratio?.rounded(to: 2) ?? "–", floor.rounded(to: 1), share ?? "–", verdict?.rawValue ?? "–"]
  }

  /// Reasons to distrust the times: a program failed, its model has another size, or its loss did not fall.
  package var notes: [String] {
    let all = ours.map { ("ours", $0) } + peers.map { ($0.name, $0.measurement) }
    let expected = ours.first?.numbers?.weights
    return all.flatMap { name, measurement -> [String] in
      switch measurement {
      case .absent: return []
      case .failed(let reason): return ["\(name) failed: \(reason)"]
      case .numbers(let numbers):
        var notes: [String] = []
        if let weights = numbers.weights, let expected, weights != expected {
          notes.append("\(name) has a model of another size: \(weights) weights, while ours has \(expected)")
        }
        if !numbers.lossFell {
          let losses = numbers.losses.map { $0.rounded(to: 2) }
          notes.append("the loss of \(name) did not fall: \(losses.joined(separator: " to "))")
        }
        return notes
      }
    }
  }
}

/// The summary of all cases.
package struct AgainstSummary: Sendable, CustomStringConvertible {
  private var ratios: [String: [Double]] = [:]
  private var names: [Verdict: [String]] = [:]
  private var failed: [String] = []

  package init() {}

  package mutating func add(_ outcome: AgainstOutcome) {
    if let ratio = outcome.ratio { ratios[Self.group(outcome.row.mode), default: []].append(ratio) }
    if let verdict = outcome.verdict {
      names[verdict, default: []].append(outcome.row.name)
    } else {
      failed.append(outcome.row.name)
    }
  }

  private static func group(_ mode: CaseRow.Mode) -> String {
    switch mode {
    case .train: "training"
    case .infer, .generate: "inference"
    case .load: "loading"
    }
  }

  package var description: String {
    var lines = ["the fastest peer's time over ours, as the geometric mean:"]
    for group in ["training", "inference", "loading"] {
      guard let found = ratios[group], let mean = geometricMean(found), let least = found.min() else {
        continue
      }
      lines.append(
        "  \(group): \(mean.rounded(to: 2)), at least \(least.rounded(to: 2)), of \(found.count) cases")
    }
    let count = names.values.map(\.count).reduce(0, +) + failed.count
    let good = names.filter(\.key.isGood).values.map(\.count).reduce(0, +)
    lines.append("twice as fast, or at 75 % of the floor where twice is below it: \(good) of \(count)")
    for verdict in [Verdict.short, .slower] {
      if let names = names[verdict] { lines.append("  \(verdict): \(names.joined(separator: ", "))") }
    }
    if !failed.isEmpty { lines.append("  not compared: \(failed.joined(separator: ", "))") }
    return lines.joined(separator: "\n")
  }
}
