/// A source sequence and its target, with the alignment of each target token to the source.
public struct SequencePair<Token: Hashable & Sendable>: Hashable, Sendable {
  /// The tokens that a model reads.
  public let source: [Token]
  /// The tokens that it should write.
  public let target: [Token]
  /// For each target token, the places of the source tokens that it expresses: the truth against which
  /// attention weights can be scored. Empty where the token expresses nothing in the source, like a hyphen.
  public let alignment: [[Int]]

  /// A pair with its alignment.
  ///
  /// - Precondition: there is one alignment for each target token, and it names places of the source.
  public init(source: [Token], target: [Token], alignment: [[Int]]) {
    precondition(
      alignment.count == target.count,
      "SequencePair expects \(target.count) alignments, one a target token, but got \(alignment.count)")
    precondition(
      alignment.joined().allSatisfy(source.indices.contains),
      "SequencePair's alignment names a place outside the \(source.count) source tokens")
    self.source = source
    self.target = target
    self.alignment = alignment
  }

  /// The same pair with its source read from the end, as Sutskever et al. (2014) did to shorten the way between
  /// the first words.
  public var sourceReversed: SequencePair {
    SequencePair(
      source: source.reversed(), target: target,
      alignment: alignment.map { $0.map { source.count - 1 - $0 }.sorted() })
  }
}

/// A sequence and its class.
public struct LabeledSequence<Token: Hashable & Sendable>: Hashable, Sendable {
  /// The tokens that a model reads.
  public let tokens: [Token]
  /// Its class.
  public let label: Int

  /// A sequence of a class.
  public init(tokens: [Token], label: Int) {
    self.tokens = tokens
    self.label = label
  }
}

/// A sequence and a class for each of its tokens.
public struct TaggedSequence<Token: Hashable & Sendable>: Hashable, Sendable {
  /// The tokens that a model reads.
  public let tokens: [Token]
  /// A class for each token.
  public let tags: [Int]

  /// A sequence with its tags.
  ///
  /// - Precondition: there are as many tags as tokens.
  public init(tokens: [Token], tags: [Int]) {
    precondition(
      tokens.count == tags.count, "TaggedSequence expects \(tokens.count) tags but got \(tags.count)")
    self.tokens = tokens
    self.tags = tags
  }
}
