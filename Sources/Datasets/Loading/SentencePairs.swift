/// Sentences and their translations from a file, in training pairs and unseen ones, with the vocabularies of both languages.
///
///     let pairs = try SentencePairs(contentsOf: "deu.txt", using: &rng)
///     let batch = PaddedPairs(pairs.training, from: pairs.sources, to: pairs.targets)
///
/// The file has a pair in each line, with a tab between its parts, as `TextFile.pairs` reads them. Sentences are lowercased
/// and divided into words of letters, digits and apostrophes. Which word expresses which is not known, so alignments are empty.
public struct SentencePairs: Sendable {
  /// Nine tenths of the pairs, to learn from.
  public let training: [SequencePair<String>]
  /// Pairs whose source sentence is in no training pair.
  public let unseen: [SequencePair<String>]
  /// The words of the training pairs' sources, after `<pad>`, `<sos>`, `<eos>` and `<unk>`.
  public let sources: Vocabulary
  /// The words of the training pairs' targets, after the same four.
  public let targets: Vocabulary

  /// Reads pairs, shuffles them and divides them.
  ///
  /// - Parameters:
  ///   - words: How many words a sentence may have, on both sides; other pairs are left out.
  ///   - limit: The most pairs in all.
  ///   - unseenLimit: The most unseen pairs.
  ///   - vocabularyLimit: The most words of a language, the four special ones among them.
  /// - Throws: `FileError` if the file cannot be read, has a line without a tab, or fewer than two pairs of such lengths.
  public init(
    contentsOf file: String, words: ClosedRange<Int> = 1...8, limit: Int = 12_000, unseenLimit: Int = 500,
    vocabularyLimit: Int = 3000, using generator: inout some RandomNumberGenerator
  ) throws(FileError) {
    let pairs = try TextFile.pairs(file).map { (Self.words(of: $0.source), Self.words(of: $0.target)) }
      .filter { words.contains($0.0.count) && words.contains($0.1.count) }
      .map { SequencePair(source: $0, target: $1, alignment: $1.map { _ in [] }) }
    guard pairs.count > 1 else {
      throw FileError(
        file: file, place: .file,
        expected: "at least 2 pairs of \(words.lowerBound) to \(words.upperBound) words a side",
        found: "\(pairs.count)")
    }
    let mixed = Array(pairs.shuffled(using: &generator).prefix(limit))
    training = Array(mixed.prefix(mixed.count * 9 / 10))
    let known = Set(training.map(\.source))
    unseen = Array(mixed.dropFirst(training.count).filter { !known.contains($0.source) }.prefix(unseenLimit))
    let special = [Vocabulary.padding, Vocabulary.start, Vocabulary.end, Vocabulary.unknown]
    sources = Vocabulary(training.flatMap(\.source), special: special, limit: vocabularyLimit)
    targets = Vocabulary(training.flatMap(\.target), special: special, limit: vocabularyLimit)
  }

  private static func words(of sentence: String) -> [String] {
    sentence.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map { String($0) }
  }
}
