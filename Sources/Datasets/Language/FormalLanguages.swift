import Platform
public import Tensors

/// Reber's grammar inside another one that requires a long memory.
///
/// A Reber string is a walk through a small graph from B to E. An embedded one begins with B and T or P, holds a
/// Reber string, and must end with the same T or P and E: the reader has to remember it over the string between.
/// The continual stream has one embedded string after another and no sign where one ends.
///
/// For gated networks: one with a long memory reaches the stream's entropy rate, and one without does not.
///
/// References: Reber (1967); Hochreiter & Schmidhuber (1997); Gers, Schmidhuber & Cummins (2000) for the stream.
public enum Reber {
  /// The symbols by their numbers.
  public static let symbols = ["B", "T", "P", "S", "X", "V", "E"]

  /// The walk: in each node, the two symbols that may follow and the nodes to which they lead. From the last
  /// node only E leads out.
  private static let nodes: [[(symbol: String, next: Int)]] = [
    [("B", 1)], [("T", 2), ("P", 3)], [("S", 2), ("X", 4)], [("T", 3), ("V", 5)], [("X", 3), ("S", 6)],
    [("P", 4), ("V", 6)], [("E", 7)],
  ]

  /// The stream as a machine whose choices are equally likely, and whose entropy rate is therefore known.
  ///
  /// States 0 and 1 write an embedded string's first two symbols; of the next 18, nine write the rest of one
  /// that began with T, and nine of one that began with P.
  public static let stream: SymbolSource = {
    func arc(_ symbol: String, _ probability: Double, _ next: Int) -> SymbolSource.Arc {
      .init(symbol: symbols.firstIndex(of: symbol) ?? 0, probability: probability, next: next)
    }
    var arcs = [[arc("B", 1, 1)], [arc("T", 0.5, 2), arc("P", 0.5, 11)]]
    for (first, row) in [("T", 2), ("P", 11)] {
      for ways in nodes {
        arcs.append(ways.map { arc($0.symbol, 1 / Double(ways.count), row + $0.next) })
      }
      arcs.append([arc(first, 1, row + 8)])
      arcs.append([arc("E", 1, 0)])
    }
    return SymbolSource(symbols: symbols, arcs: arcs)
  }()

  /// Whether this state of the stream writes the symbol that only a long memory can predict.
  public static func isEcho(state: Int) -> Bool { state == 9 || state == 18 }

  /// One embedded string.
  public static func embedded(using rng: inout some RandomNumberGenerator) -> [String] {
    var state = 0
    var text: [String] = []
    repeat {
      let arc = rng.element(of: stream.arcs[state])
      text.append(symbols[arc.symbol])
      state = arc.next
    } while state != 0
    return text
  }
}

/// The language aⁿbⁿ between a start and a stop sign: it can only be read by counting.
///
/// For gated networks: how far beyond the lengths seen in training does a network count?
///
/// After the first b everything is certain; how many a's come is not. With n uniform over `1...N` a perfect
/// reader loses ln N nats a string, and nothing after the first b.
/// Reference: Gers & Schmidhuber, "LSTM recurrent networks learn simple context-free and context-sensitive
/// languages" (2001).
public enum CountingLanguage {
  /// The symbols by their numbers: start, both letters, end.
  public static let symbols = ["^", "a", "b", "$"]

  /// The string with `n` of each letter, in the numbers of `symbols`: `^ aⁿ bⁿ $`.
  public static func string(_ n: Int) -> [Int] {
    precondition(n > 0, "aⁿbⁿ expects a positive n but got \(n)")
    return [0] + Array(repeating: 1, count: n) + Array(repeating: 2, count: n) + [3]
  }

  /// Strings whose `n` is uniform over the range.
  public static func strings(
    _ count: Int, n range: ClosedRange<Int> = 1...10, using rng: inout some RandomNumberGenerator
  ) -> [[Int]] {
    checkCount("CountingLanguage", count)
    return (0..<count).map { _ in string(rng.integer(in: range)) }
  }

  /// The symbol that must follow each place of `string(n)` but the last, or nothing where two may follow.
  public static func certainNext(_ n: Int) -> [Int?] {
    precondition(n > 0, "aⁿbⁿ expects a positive n but got \(n)")
    return [1] + Array(repeating: nil, count: n) + Array(repeating: 2, count: n - 1) + [3]
  }

  /// Strings for a network that predicts the next symbol, all filled up with end signs to the length of the longest possible.
  ///
  ///     let (x, labels) = CountingLanguage.batch(16, n: 1...10, using: &rng)
  ///     let loss = crossEntropy(logits: output(reader(x).outputs), labels: labels)
  ///
  /// - Returns: One-hot vectors, `[count, 2N + 1, 4]`, for strings of `1...N`, and for each the symbol after it, `[count, 2N + 1]`.
  public static func batch(
    _ count: Int, n range: ClosedRange<Int> = 1...10, using rng: inout some RandomNumberGenerator
  ) -> (inputs: Tensor, labels: IntTensor) {
    let length = 2 * range.upperBound + 2
    let rows = strings(count, n: range, using: &rng).map {
      $0 + Array(repeating: 3, count: length - $0.count)
    }
    return (
      .oneHot(IntTensor(rows.map { Array($0.dropLast()) }), classes: symbols.count),
      IntTensor(rows.map { Array($0.dropFirst()) })
    )
  }

  /// How far a network counts: the greatest n up to which every string is read without a mistake, so that at each place where
  /// the next symbol is certain, it has the greatest logit.
  ///
  /// - Parameters:
  ///   - limit: Where the test ends.
  ///   - logits: The network: for the one-hot vectors of a string, `[1, time, 4]`, the logits of the symbols after them, of the
  ///     same shape.
  public static func reach(upTo limit: Int = 100, _ logits: (Tensor) -> Tensor) -> Int {
    precondition(limit > 0, "CountingLanguage.reach expects a limit above 0 but got \(limit)")
    func isRight(_ n: Int) -> Bool {
      let x = Tensor.oneHot(IntTensor([Array(string(n).dropLast())]), classes: symbols.count)
      let guesses = withoutGradient { logits(x)[0].argmax().scalars }
      return zip(certainNext(n), guesses).allSatisfy { $0 == nil || $0 == $1 }
    }
    return ((1...limit).first { !isRight($0) } ?? limit + 1) - 1
  }

  /// The mean loss in nats of a perfect reader on one string whose `n` is uniform over the range.
  public static func floor(n range: ClosedRange<Int>) -> Double { log(Double(range.count)) }
}
