import Foundation

/// Whether a case is as fast as it should be.
package enum Verdict: String, Sendable {
  /// At least twice as fast as the fastest peer.
  case twice
  /// At 75 % of the floor or more, where twice as fast as the peer lies below the floor.
  case floor
  /// Faster than the peers, but neither of these.
  case short
  /// Slower than a peer.
  case slower

  /// Of a case that takes `time`, its fastest peer `peer`, and anything that the machine could do `floor`.
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

/// The geometric mean; nil of nothing.
package func geometricMean(_ numbers: [Double]) -> Double? {
  numbers.isEmpty ? nil : exp(numbers.map(log).reduce(0, +) / Double(numbers.count))
}
