import Tensors

/// Short reviews from templates, good or bad, in which a *not* reverses the meaning of the next word.
///
///     the film was not very good but i never found the music dull    → 1
///
/// A review has one to `clauses` clauses joined by *but* or *and*; its label is the meaning of the last one. So
/// neither the words alone nor their number decide: a reader has to bind each *not* to its adjective, and to know
/// which clause came last. Half of the clauses are negated and half of the adjectives are good, independently: the
/// best guess from the last adjective alone is right half of the time.
public enum Sentiment {
  /// The classes by their labels.
  public static let classNames = ["bad", "good"]
  /// Adjectives that praise.
  public static let good = ["good", "great", "moving", "clever", "funny", "lovely", "bright", "strong"]
  /// Adjectives that do not.
  public static let bad = ["bad", "dull", "weak", "silly", "boring", "awful", "slow", "empty"]

  private static let things = ["film", "plot", "music", "cast", "ending", "story", "acting", "picture"]
  private static let degrees = ["", "", "very", "really", "so", "all that"]

  /// Reviews with labels 0 for bad and 1 for good, about as many of each.
  public static func reviews(
    _ count: Int, clauses: Int = 3, using rng: inout some RandomNumberGenerator
  ) -> [LabeledSequence<String>] {
    precondition(clauses > 0, "reviews expects a clause or more but got \(clauses)")
    checkCount("reviews", count)
    return (0..<count).map { _ in
      var words: [String] = []
      var label = 0
      for clause in 0..<rng.integer(in: 1...clauses) {
        if clause > 0 { words.append(rng.element(of: ["but", "and"])) }
        let (text, isGood) = Self.clause(using: &rng)
        words += text.split(separator: " ").map(String.init)
        label = isGood ? 1 : 0
      }
      return LabeledSequence(tokens: words, label: label)
    }
  }

  private static func clause(using rng: inout some RandomNumberGenerator) -> (text: String, isGood: Bool) {
    let isGoodWord = rng.chance(0.5)
    let isNegated = rng.chance(0.5)
    let word = rng.element(of: isGoodWord ? good : bad)
    let thing = rng.element(of: things)
    let degree = rng.element(of: degrees)
    let described = degree.isEmpty ? word : degree + " " + word
    let templates =
      isNegated
      ? [
        "the \(thing) was not \(described)", "i never found the \(thing) \(described)",
        "nobody would call the \(thing) \(described)",
      ]
      : [
        "the \(thing) was \(described)", "i always found the \(thing) \(described)",
        "everybody would call the \(thing) \(described)",
      ]
    return (rng.element(of: templates), isGoodWord != isNegated)
  }
}
