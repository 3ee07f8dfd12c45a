import Platform
import Tensors

/// Small jobs on lists of symbols, as a proof that a network can move things about.
public enum SymbolTasks {
  /// Lists and the same lists in order; equal symbols keep their order in the alignment.
  ///
  /// Source of the idea: Karpathy's minGPT, which sorts six symbols of three kinds.
  public static func sorting(
    _ count: Int, length: Int = 6, vocabulary: Int = 3, using rng: inout some RandomNumberGenerator
  ) -> [SequencePair<Int>] {
    checkCount("sorting", count)
    return (0..<count).map { _ in
      let source = randomTokens(length, vocabulary, &rng)
      let order = source.indices.sorted { (source[$0], $0) < (source[$1], $1) }
      return SequencePair(source: source, target: order.map { source[$0] }, alignment: order.map { [$0] })
    }
  }

  /// Lists and the same lists from the end: the alignment is the other diagonal.
  public static func reversing(
    _ count: Int, length: Int = 16, vocabulary: Int = 10, using rng: inout some RandomNumberGenerator
  ) -> [SequencePair<Int>] {
    checkCount("reversing", count)
    return (0..<count).map { _ in
      let source = randomTokens(length, vocabulary, &rng)
      return SequencePair(
        source: source, target: source.reversed(), alignment: source.indices.reversed().map { [$0] })
    }
  }

  /// Lists and the same lists: the alignment is the diagonal.
  public static func copying(
    _ count: Int, length: Int = 16, vocabulary: Int = 10, using rng: inout some RandomNumberGenerator
  ) -> [SequencePair<Int>] {
    checkCount("copying", count)
    return (0..<count).map { _ in
      let source = randomTokens(length, vocabulary, &rng)
      return SequencePair(source: source, target: source, alignment: source.indices.map { [$0] })
    }
  }

  /// Sequences of `2 · half` tokens whose second half repeats the first.
  ///
  /// The first half can't be predicted: its loss is ln V a token. From its second token on, the second half can, by a
  /// model that finds the last token's earlier occurrence and copies what came after it.
  /// Source of the idea: Olsson et al., "In-context learning and induction heads" (2022).
  public static func repeated(
    _ count: Int, half: Int, vocabulary: Int, using rng: inout some RandomNumberGenerator
  ) -> [[Int]] {
    checkCount("repeated", count)
    return (0..<count).map { _ in
      let tokens = randomTokens(half, vocabulary, &rng)
      return tokens + tokens
    }
  }

  /// Sequences of one length in which the answer at each place is the token `lag` places back: a shift register.
  ///
  /// The tags of the first `lag` places are 0, as if zeros had come before.
  public static func echo(
    _ count: Int, length: Int, lag: Int, vocabulary: Int = 2, using rng: inout some RandomNumberGenerator
  ) -> [TaggedSequence<Int>] {
    precondition((0...length).contains(lag), "echo expects a lag in 0...\(length) but got \(lag)")
    checkCount("echo", count)
    return (0..<count).map { _ in
      let tokens = randomTokens(length, vocabulary, &rng)
      let tags = [Int](repeating: 0, count: lag) + tokens.dropLast(lag)
      return TaggedSequence(tokens: tokens, tags: tags)
    }
  }

  private static func randomTokens(
    _ count: Int, _ vocabulary: Int, _ rng: inout some RandomNumberGenerator
  ) -> [Int] {
    precondition(
      count >= 0 && vocabulary > 0,
      "SymbolTasks expects a length of 0 or more and a symbol or more but got \(count) and \(vocabulary)")
    return (0..<count).map { _ in rng.integer(below: vocabulary) }
  }
}
