import Platform

/// A language model that only counts: how often each symbol came after the last `order − 1` ones.
///
///     P(x | c) = (count(c, x) + β · P(x | c without its first symbol)) / (count(c) + β)
///
/// Where a context was seen often, its own counts decide; where it was seen rarely or never, the shorter one does, and
/// without any context every symbol is equally likely. So no symbol ever gets the probability 0.
///
///     let ladder = (1...6).map { NGramModel(order: $0, symbols: 19, text: training).crossEntropy(of: test) }
///
/// β is the `strength` of the shorter context, as many observations as it is worth.
/// Reference: MacKay & Peto, "A hierarchical Dirichlet language model" (1995).
public struct NGramModel: Sendable {
  /// How many symbols belong together: an order of 1 sees no context, one of 2 the last symbol, …
  public let order: Int
  /// How many different symbols there are.
  public let symbols: Int
  /// β: how many observations the shorter context is worth.
  public let strength: Double
  /// A tree: the root is the empty context, and each step down adds the symbol before.
  private var contexts = [Context()]

  fileprivate struct Context {
    var longer: [Int: Int] = [:]
    var counts: [Int: Int] = [:]
    var total = 0
  }

  /// The model that has counted a text of symbols below `symbols`.
  public init(order: Int, symbols: Int, text: [Int], strength: Double = 5) {
    precondition(order > 0, "NGramModel expects an order above 0 but got \(order)")
    precondition(strength > 0, "NGramModel expects a strength above 0 but got \(strength)")
    precondition(
      text.allSatisfy { (0..<symbols).contains($0) }, "NGramModel expects symbols below \(symbols)")
    self.order = order
    self.symbols = symbols
    self.strength = strength
    for place in text.indices { count(text[place], after: text[..<place]) }
  }

  /// The model that has counted a text, with the one of several strengths that gives a validation text the least cross-entropy.
  ///
  ///     let tuned = NGramModel(order: 4, symbols: 19, text: training, strengths: [3, 10, 30, 100], validation: held)
  ///
  /// Of equally good strengths the first is taken.
  public init(order: Int, symbols: Int, text: [Int], strengths: [Double], validation: [Int]) {
    precondition(!strengths.isEmpty, "NGramModel expects at least one strength")
    let models = strengths.map { NGramModel(order: order, symbols: symbols, text: text, strength: $0) }
    let losses = models.map { $0.crossEntropy(of: validation) }
    self = models[losses.indices.reduce(0) { losses[$1] < losses[$0] ? $1 : $0 }]
  }

  /// The probability of each symbol after a text; only the text's last `order − 1` symbols count.
  public func probabilities(after text: some BidirectionalCollection<Int>) -> [Double] {
    var mixed = [Double](repeating: 1 / Double(symbols), count: symbols)
    for context in path(of: text) {
      let share = 1 / (Double(context.total) + strength)
      for symbol in mixed.indices { mixed[symbol] *= strength * share }
      for (symbol, count) in context.counts { mixed[symbol] += Double(count) * share }
    }
    return mixed
  }

  /// The mean of −ln P in nats for a symbol of a text, from `start` on; what was before is context.
  public func crossEntropy(of text: [Int], from start: Int = 0) -> Double {
    mean(over: text, from: start) { -log($0[$1]) }
  }

  /// The share of a text's symbols, from `start` on, that were the likeliest; among equally likely ones the first is guessed.
  public func accuracy(on text: [Int], from start: Int = 0) -> Double {
    mean(over: text, from: start) { probabilities, symbol in
      let best = probabilities.indices.max { (probabilities[$0], $1) < (probabilities[$1], $0) }
      return best == symbol ? 1 : 0
    }
  }

  private func mean(over text: [Int], from start: Int, _ score: ([Double], Int) -> Double) -> Double {
    precondition(
      start < text.count, "NGramModel expects a text beyond place \(start) but got \(text.count) symbols")
    let sum = (start..<text.count).reduce(0.0) { $0 + score(probabilities(after: text[..<$1]), text[$1]) }
    return sum / Double(text.count - start)
  }

  private mutating func count(_ symbol: Int, after text: ArraySlice<Int>) {
    var node = 0
    contexts[node].add(symbol)
    for before in text.suffix(order - 1).reversed() {
      if let longer = contexts[node].longer[before] {
        node = longer
      } else {
        contexts[node].longer[before] = contexts.count
        node = contexts.count
        contexts.append(Context())
      }
      contexts[node].add(symbol)
    }
  }

  /// The contexts that were seen, the empty one first.
  private func path(of text: some BidirectionalCollection<Int>) -> [Context] {
    var found = [contexts[0]]
    for before in text.suffix(order - 1).reversed() {
      guard let longer = found[found.count - 1].longer[before] else { break }
      found.append(contexts[longer])
    }
    return found
  }
}

extension NGramModel.Context {
  fileprivate mutating func add(_ symbol: Int) {
    counts[symbol, default: 0] += 1
    total += 1
  }
}
