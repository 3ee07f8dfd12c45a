import Platform
import Tensors

/// A machine that writes symbols for ever, and whose entropies are known exactly.
///
/// It is in one of a few states; in a state it writes one of the symbols with its probability, and state and
/// symbol together decide the next state. So a reader who has followed from the start knows the state, and no
/// language model can do better on average than the entropy rate
///
///     h = Σ π(s) · H(next symbol | s)
///
/// with the stationary distribution π. All entropies are in nats for a symbol, as cross-entropy losses are.
/// Reference: Shannon, "A mathematical theory of communication" (1948), section 7.
public struct SymbolSource: Sendable {
  /// One thing that can happen in a state.
  public struct Arc: Hashable, Sendable {
    /// The symbol that is written, as a place in `symbols`.
    public let symbol: Int
    /// How likely it is.
    public let probability: Double
    /// The state that follows.
    public let next: Int

    /// A way on from a state: a symbol, how likely it is, and the state that it leads to.
    public init(symbol: Int, probability: Double, next: Int) {
      self.symbol = symbol
      self.probability = probability
      self.next = next
    }
  }

  /// What the machine can write.
  public let symbols: [String]
  /// What can happen in each state.
  public let arcs: [[Arc]]
  /// The state in which a text begins.
  public let start: Int
  /// How much of the time the machine spends in each state in the long run.
  public let stationary: [Double]

  /// A machine made of its states.
  ///
  /// - Precondition: In each state the probabilities add up to 1, and no symbol comes twice.
  public init(symbols: [String], arcs: [[Arc]], start: Int = 0) {
    for (state, arcs) in arcs.enumerated() {
      let total = arcs.reduce(0) { $0 + $1.probability }
      precondition(abs(total - 1) < 1e-9, "state \(state)'s probabilities add up to \(total) instead of 1")
      precondition(
        Set(arcs.map(\.symbol)).count == arcs.count, "state \(state) has two ways to write one symbol")
    }
    self.symbols = symbols
    self.arcs = arcs
    self.start = start
    self.stationary = Self.stationary(of: arcs, start: start)
  }

  /// A text of `count` symbols from the start, and for each symbol the state in which it was written.
  public func sample(
    count: Int, using rng: inout some RandomNumberGenerator
  ) -> (symbols: [Int], states: [Int]) {
    checkCount("sample", count)
    var state = start
    var written: [Int] = []
    var states: [Int] = []
    for _ in 0..<count {
      let arc = arcs[state][rng.index(weights: arcs[state].map(\.probability))]
      written.append(arc.symbol)
      states.append(state)
      state = arc.next
    }
    return (written, states)
  }

  /// The probabilities of the next symbol for a reader who knows the state.
  public func distribution(in state: Int) -> [Double] {
    arcs[state].reduce(into: [Double](repeating: 0, count: symbols.count)) { $0[$1.symbol] += $1.probability }
  }

  /// The state after a text that was written from the start, or nothing where the machine cannot write it.
  public func state(after text: some Sequence<Int>) -> Int? {
    var state = start
    for symbol in text {
      guard let arc = arcs[state].first(where: { $0.symbol == symbol }) else { return nil }
      state = arc.next
    }
    return state
  }

  /// The entropy rate in nats for a symbol: the least mean cross-entropy that any model can reach.
  public var entropyRate: Double {
    arcs.indices.reduce(0) { $0 + stationary[$1] * entropy(arcs[$1].map(\.probability)) }
  }

  /// For n = 1, 2, …, `order`, the least mean cross-entropy in nats of a model that sees the last n − 1 symbols:
  /// what a perfect n-gram model of endless training text reaches.
  ///
  /// Forward dynamic programming over beliefs. A reader who has seen nothing believes in π; each further symbol
  /// changes the belief by Bayes' rule. Texts that lead to one belief are one case from then on, so there are few
  /// of them, however many texts there are. The floors fall to `entropyRate` and never below it.
  public func nGramFloors(upTo order: Int) -> [Double] {
    var beliefs: [Belief: Double] = [Belief(stationary): 1]
    return (0..<order).map { length in
      if length > 0 { beliefs = advanced(beliefs) }
      // Sorted, because a dictionary's order would change the last bits of the sum.
      let parts = beliefs.map { belief, probability in
        probability * entropy(distribution(of: belief))
      }
      return parts.sorted().reduce(0, +)
    }
  }

  private func advanced(_ beliefs: [Belief: Double]) -> [Belief: Double] {
    var next: [Belief: Double] = [:]
    for (belief, probability) in beliefs.sorted(by: { $0.key.precedes($1.key) }) {
      var reached = [[Int: Double]](repeating: [:], count: symbols.count)
      for (state, weight) in zip(belief.states, belief.weights) {
        for arc in arcs[state] { reached[arc.symbol][arc.next, default: 0] += weight * arc.probability }
      }
      for states in reached where !states.isEmpty {
        let total = states.keys.sorted().reduce(0) { $0 + (states[$1] ?? 0) }
        next[Belief(states.mapValues { $0 / total }), default: 0] += probability * total
      }
    }
    return next
  }

  private func distribution(of belief: Belief) -> [Double] {
    var sum = [Double](repeating: 0, count: symbols.count)
    for (state, weight) in zip(belief.states, belief.weights) {
      for arc in arcs[state] { sum[arc.symbol] += weight * arc.probability }
    }
    return sum
  }

  /// The mean of the distributions after 0, 1, 2, … steps, which exists for periodic machines too.
  private static func stationary(of arcs: [[Arc]], start: Int) -> [Double] {
    var now = [Double](repeating: 0, count: arcs.count)
    now[start] = 1
    for _ in 0..<100_000 {
      // Staying half of the time changes no stationary distribution and makes a periodic machine aperiodic.
      var next = now.map { $0 / 2 }
      for (state, weight) in now.enumerated() where weight > 0 {
        for arc in arcs[state] { next[arc.next] += weight * arc.probability / 2 }
      }
      let change = zip(now, next).reduce(0) { $0 + abs($1.0 - $1.1) }
      now = next
      if change < 1e-15 { break }
    }
    return now
  }
}

/// What a reader believes about the state: the possible states, in order, and their probabilities.
private struct Belief: Hashable {
  let states: [Int]
  let weights: [Double]

  init(_ weights: [Int: Double]) {
    let possible = weights.filter { $0.value > 1e-300 }.sorted { $0.key < $1.key }
    states = possible.map(\.key)
    self.weights = possible.map(\.value)
  }

  init(_ weights: [Double]) {
    self.init(Dictionary(uniqueKeysWithValues: weights.enumerated().map { ($0.offset, $0.element) }))
  }

  /// Two beliefs that differ only by rounding count as one.
  private var rounded: [Int64] { weights.map { Int64(($0 * 0x1p36).rounded()) } }

  static func == (left: Belief, right: Belief) -> Bool {
    left.states == right.states && left.rounded == right.rounded
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(states)
    hasher.combine(rounded)
  }

  func precedes(_ other: Belief) -> Bool {
    states == other.states
      ? weights.lexicographicallyPrecedes(other.weights) : states.lexicographicallyPrecedes(other.states)
  }
}

/// The entropy of a distribution, in nats.
func entropy(_ probabilities: [Double]) -> Double {
  probabilities.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
}
