import Foundation

/// Whether a case is as fast as it should be.
package enum Verdict: String, Sendable {
  /// At least twice as fast as the fastest peer.
  case twice
  /// At 75 % of the floor or more, if half the peer's time is below the floor.
  case floor
  /// Faster than the peers, but neither of the above.
  case short
  /// Slower than a peer.
  case slower

  /// The verdict on a case that takes `time`, with its fastest peer `peer` and the machine `floor`.
  package init(time: Double, peer: Double, floor: Double) {
    let share = floor / time
    if peer < time {
      self = .slower
    } else if peer >= 2 * time {
      self = .twice
    } else if peer / 2 < floor, share >= 0.75 {
      self = .floor
    } else {
      self = .short
    }
  }

  package var isGood: Bool { self == .twice || self == .floor }
}

/// The geometric mean; nil if there are no numbers.
package func geometricMean(_ numbers: [Double]) -> Double? {
  numbers.isEmpty ? nil : exp(numbers.map(log).reduce(0, +) / Double(numbers.count))
}
