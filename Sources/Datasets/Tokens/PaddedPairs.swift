public import Tensors

/// Pairs of sequences as the inputs and targets of a network that reads one and writes the other.
///
///     let batch = PaddedPairs(pairs, from: english, to: german)
///     batch.source    // [pairs, longest source]       two   hundred  <pad>
///     batch.input     // [pairs, longest target + 1]   <sos> zwei     hundert  <pad>
///     batch.target    // the same, one place earlier   zwei  hundert  <eos>    <pad>
///
/// `input` begins with `<sos>`; `target` is the word that follows at each place, and at last `<eos>`.
public struct PaddedPairs: Sendable, Equatable {
  /// What is read, `[pairs, S]`.
  public let source: IntTensor
  /// How many tokens of each source are its own.
  public let sourceLengths: [Int]
  /// The decoder's input, `[pairs, T]`.
  public let input: IntTensor
  /// The words that it should return, `[pairs, T]`.
  public let target: IntTensor
  /// How many tokens of each target are its own, `<eos>` among them.
  public let targetLengths: [Int]

  /// - Precondition: both vocabularies have `<pad>`, that of the targets `<sos>` and `<eos>` as well, and both know
  ///   all tokens.
  public init(_ pairs: [SequencePair<String>], from sources: Vocabulary, to targets: Vocabulary) {
    let begin = Self.special(Vocabulary.start, in: targets)
    let end = Self.special(Vocabulary.end, in: targets)
    let read = PaddedSequences(
      pairs.map { sources.encode($0.source) }, padding: Self.special(Vocabulary.padding, in: sources))
    let words = pairs.map { targets.encode($0.target) }
    let padding = Self.special(Vocabulary.padding, in: targets)
    let written = PaddedSequences(words.map { $0 + [end] }, padding: padding)
    source = read.tokens
    sourceLengths = read.lengths
    input = PaddedSequences(words.map { [begin] + $0 }, padding: padding).tokens
    target = written.tokens
    targetLengths = written.lengths
  }

  static func special(_ token: String, in vocabulary: Vocabulary) -> Int {
    guard let number = vocabulary.tokens.firstIndex(of: token) else {
      preconditionFailure("PaddedPairs expects \(token) in a vocabulary of \(vocabulary.count) tokens")
    }
    return number
  }
}
