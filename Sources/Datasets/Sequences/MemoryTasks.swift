import Tensors

// Tasks whose answer depends on things far apart: what plain recurrent networks forget.

/// Two rare symbols among many others; the class is their order.
///
/// A sequence of `length` tokens from a, b, c, d has an X or a Y somewhere in its second tenth and another X or Y
/// in its fifth tenth; the classes are XX, XY, YX, YY. Chance is ¼.
/// References: Hochreiter & Schmidhuber (1997), experiment 6a, in the fixed-length form of Martens & Sutskever
/// (2011).
public enum TemporalOrder {
  /// The tokens by their number: first the four that mean nothing.
  public static let symbols = ["a", "b", "c", "d", "X", "Y"]
  /// The classes by their labels: both symbols in their order.
  public static let classNames = ["XX", "XY", "YX", "YY"]
  /// The accuracy of guessing.
  public static let chance = 0.25

  /// Sequences of one length, with all classes equally likely.
  ///
  /// - Precondition: `length` is at least 10, so that each of the two tenths has a place.
  public static func sequences(
    _ count: Int, length: Int, using rng: inout some RandomNumberGenerator
  ) -> [LabeledSequence<Int>] {
    precondition(length >= 10, "TemporalOrder expects a length of at least 10 but got \(length)")
    checkCount("TemporalOrder", count)
    return (0..<count).map { _ in
      var tokens = (0..<length).map { _ in rng.integer(below: 4) }
      let label = rng.integer(below: 4)
      tokens[rng.integer(in: length / 10...2 * length / 10 - 1)] = 4 + label / 2
      tokens[rng.integer(in: 4 * length / 10...5 * length / 10 - 1)] = 4 + label % 2
      return LabeledSequence(tokens: tokens, label: label)
    }
  }
}

extension Dataset where Target == Float {
  /// The adding problem: the sum of the two marked numbers of a sequence.
  ///
  /// A sample is `[length, 2]`: a number drawn uniformly from 0 to 1, and a mark, which is 1 at one place of the
  /// first half and one of the second and 0 elsewhere. The best constant, 1, has the mean squared error
  /// `addingBaseline` = 2 · 1/12 = 1/6.
  /// References: Hochreiter & Schmidhuber (1997), experiment 4, in the form of Le, Jaitly & Hinton (2015).
  public static func adding(count: Int, length: Int, using rng: inout some RandomNumberGenerator) -> Dataset {
    precondition(length >= 2, "adding expects a length of at least 2 but got \(length)")
    checkCount("adding", count)
    var values: [Float] = []
    values.reserveCapacity(count * length * 2)
    var targets: [Float] = []
    for _ in 0..<count {
      let marks = [rng.integer(below: length / 2), rng.integer(in: length / 2...length - 1)]
      var sum: Float = 0
      for step in 0..<length {
        let number = Float(rng.uniform())
        let isMarked = marks.contains(step)
        if isMarked { sum += number }
        values += [number, isMarked ? 1 : 0]
      }
      targets.append(sum)
    }
    return Dataset(values: values, sampleShape: [length, 2], targets: targets)
  }

  /// The mean squared error of the best constant on the adding problem: the variance of two uniform numbers.
  public static var addingBaseline: Double { 1.0 / 6 }
}

/// Tags that depend on the next token: a reader from the left can only guess.
///
/// Tokens are drawn independently of one another, token k of V with probability ∝ k + 1. The tag of a token is 1
/// where a larger token follows, else 0; the last one's tag is 0.
public struct LookAheadTagging: Sendable {
  /// The probability of each token.
  public let probabilities: [Double]

  /// A language with this many tokens.
  public init(vocabulary: Int = 6) {
    precondition(vocabulary > 1, "LookAheadTagging expects two tokens or more but got \(vocabulary)")
    let total = Double(vocabulary * (vocabulary + 1) / 2)
    probabilities = (1...vocabulary).map { Double($0) / total }
  }

  /// Sequences of one length.
  public func sequences(
    _ count: Int, length: Int, using rng: inout some RandomNumberGenerator
  ) -> [TaggedSequence<Int>] {
    checkCount("LookAheadTagging", count)
    return (0..<count).map { _ in
      let tokens = (0..<length).map { _ in rng.index(weights: probabilities) }
      let tags = zip(tokens, tokens.dropFirst()).map { $0 < $1 ? 1 : 0 } + (length > 0 ? [0] : [])
      return TaggedSequence(tokens: tokens, tags: tags)
    }
  }

  /// The best accuracy that a reader from the left can have, the Bayes bound: before the last place it knows only
  /// how often a larger token follows this one,
  ///
  ///     Σ_k p_k · max(P(next > k), 1 − P(next > k))
  ///
  /// and at the last place it knows the tag. A reader from both sides can be right always.
  public func causalBound(length: Int) -> Double {
    precondition(length > 0, "causalBound expects a positive length but got \(length)")
    let inside = probabilities.indices.reduce(0.0) { sum, token in
      let larger = probabilities[(token + 1)...].reduce(0, +)
      return sum + probabilities[token] * max(larger, 1 - larger)
    }
    return (Double(length - 1) * inside + 1) / Double(length)
  }
}
