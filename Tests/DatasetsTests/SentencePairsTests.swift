import Datasets
import Tensors
import Testing

@Suite struct SentencePairsTests {
  /// Thirty pairs, and one too long.
  private let file = TemporaryFile(
    (1...30).map { "Don't say \($0 / 2), please!\tSag nicht \($0).\tby somebody\n" }.joined()
      + "one two three four five six seven eight nine\tneun\n")

  @Test func `the pairs are those of the loop of chapters 8 and 9`() throws {
    var (rng, byHandRng) = (SplitMix64(seed: 5), SplitMix64(seed: 5))
    let pairs = try SentencePairs(contentsOf: file.path, limit: 20, using: &rng)
    func words(_ line: String) -> [String] {
      line.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map { String($0) }
    }
    let all = try TextFile.pairs(file.path).map { (words($0.source), words($0.target)) }
      .filter { (1...8).contains($0.0.count) && (1...8).contains($0.1.count) }
      .map { SequencePair(source: $0, target: $1, alignment: $1.map { _ in [] }) }
    let mixed = Array(all.shuffled(using: &byHandRng).prefix(20))
    #expect(pairs.training == Array(mixed.prefix(18)))
    let known = Set(pairs.training.map(\.source))
    #expect(pairs.unseen == mixed.suffix(2).filter { !known.contains($0.source) })
    #expect(rng.next() == byHandRng.next())
  }

  @Test func `sentences lose capitals and punctuation and keep apostrophes`() throws {
    var rng = SplitMix64(seed: 5)
    let pairs = try SentencePairs(contentsOf: file.path, using: &rng)
    #expect(pairs.training.count == 27)
    #expect(pairs.training.allSatisfy { $0.source.count == 4 && $0.source.starts(with: ["don't", "say"]) })
    #expect(pairs.training.allSatisfy { $0.target.starts(with: ["sag", "nicht"]) && $0.target.count == 3 })
    #expect(Set(pairs.training.map(\.source)).isDisjoint(with: pairs.unseen.map(\.source)))
  }

  @Test func `vocabularies know the training pairs and have a number for other words`() throws {
    var rng = SplitMix64(seed: 5)
    let pairs = try SentencePairs(contentsOf: file.path, vocabularyLimit: 8, using: &rng)
    #expect(pairs.sources.tokens.prefix(4) == ["<pad>", "<sos>", "<eos>", "<unk>"])
    #expect(pairs.sources.count == 8 && pairs.targets.count == 8)
    #expect(pairs.sources.number(of: "say") != nil && pairs.sources.number(of: "elephant") == 3)
  }

  @Test func `a file without two such pairs is refused`() {
    let short = TemporaryFile("a\tb\n")
    var rng = SplitMix64(seed: 5)
    #expect(
      throws: FileError(
        file: short.path, place: .file, expected: "at least 2 pairs of 1 to 8 words a side", found: "1")
    ) { try SentencePairs(contentsOf: short.path, using: &rng) }
  }
}
