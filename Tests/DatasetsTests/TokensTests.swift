import Datasets
import Tensors
import Testing

@Suite struct TokensTests {
  static let texts = [
    "", " ", "a", "the cat sat.", "  two  spaces ", "line\nend\r\n\tand tab", "Grüße, naïve café! 3.14 x2",
    "日本語 と emoji 👩‍👩‍👧 🇩🇪", "\u{0}\u{7f}", "a-b_c d , e", "e\u{301}tude",
  ]

  @Test(arguments: texts)
  func `every tokenizer gives the text back`(text: String) {
    let words = WordTokenizer()
    #expect(Array(words.text(of: words.tokens(of: text)).utf8) == Array(text.utf8))
    let learned = BytePairTokenizer(
      trainedOn: Self.texts.joined(separator: " ") + " the cat the cat", vocabularySize: 280)
    #expect(Array(learned.decode(learned.encode(text)).utf8) == Array(text.utf8))
  }

  @Test func `random strings come back too`() {
    var rng = SplitMix64(seed: 1)
    let alphabet = Array("ab 1.\n\té—👍\r")
    let learned = BytePairTokenizer(trainedOn: "ab ab ab 1.1.1. abab", vocabularySize: 262)
    for _ in 0..<2000 {
      let text = String(
        (0..<Int.random(in: 0...12, using: &rng)).map { _ in alphabet.randomElement(using: &rng) ?? "a" })
      let words = WordTokenizer()
      #expect(Array(words.text(of: words.tokens(of: text)).utf8) == Array(text.utf8))
      #expect(Array(learned.decode(learned.encode(text)).utf8) == Array(text.utf8))
    }
  }

  @Test func `words and signs are cut apart`() {
    #expect(WordTokenizer().tokens(of: "It was good, x2!") == ["It", "was", "good", ",", " ", "x2", "!"])
    #expect(WordTokenizer(lowercasing: true).tokens(of: "It WAS") == ["it", "was"])
  }

  @Test func `byte pairs are joined by frequency, never over a word's edge`() {
    // low ×3, lower ×2, newest ×2: by hand. "lo" and "ow" come 5 times, and l < o.
    let text = "low low low lower lower newest newest"
    let tokenizer = BytePairTokenizer(trainedOn: text, vocabularySize: 258)
    #expect(
      tokenizer.merges.map { tokenizer.text(of: $0.left) + "+" + tokenizer.text(of: $0.right) } == [
        "l+o", "lo+w",
      ])
    #expect(tokenizer.encode("low").map(tokenizer.text(of:)) == ["low"])
    let all = BytePairTokenizer(trainedOn: text, vocabularySize: 400)
    #expect((256..<all.vocabularySize).allSatisfy { !all.text(of: $0).dropFirst().contains(" ") })
    #expect(all.encode(" newest").count == 1)
    #expect(BytePairTokenizer(merges: tokenizer.merges) == tokenizer)
  }

  @Test func `a vocabulary numbers tokens by appearance, or keeps the most frequent`() {
    let words = ["b", "a", "b", "c", "c", "c", "a"]
    let all = Vocabulary(words, special: [Vocabulary.padding])
    #expect(all.tokens == ["<pad>", "b", "a", "c"])
    #expect(all.decode(all.encode(words)) == words && all.number(of: "z") == nil)
    let few = Vocabulary(words, special: [Vocabulary.unknown], limit: 3)
    #expect(few.tokens == ["<unk>", "c", "b"])
    #expect(few.encode(["a", "c", "z"]) == [0, 1, 0])
  }

  @Test func `padding fills up the end, and the mask says where`() {
    let padded = PaddedSequences([[1, 2, 3], [4], []], padding: 9)
    #expect(padded.tokens.shape == [3, 3])
    #expect(padded.tokens.scalars == [1, 2, 3, 4, 9, 9, 9, 9, 9])
    #expect(padded.mask.scalars == [1, 1, 1, 1, 0, 0, 0, 0, 0])
    #expect(PaddedSequences([[1]], padding: 0, length: 3).tokens.scalars == [1, 0, 0])
  }

  @Test func `pairs are padded, and what is to be said is one word ahead of what is given`() {
    let sources = Vocabulary(["one", "two", "hundred"], special: [Vocabulary.padding])
    let targets = Vocabulary(
      ["eins", "zwei", "hundert"], special: [Vocabulary.padding, Vocabulary.start, Vocabulary.end])
    let pairs = NumberWords.pairs([200, 1], from: .english, to: .german)
    let batch = PaddedPairs(pairs, from: sources, to: targets)
    #expect(batch.source == IntTensor([[2, 3], [1, 0]]) && batch.sourceLengths == [2, 1])
    #expect(batch.input == IntTensor([[1, 4, 5], [1, 3, 0]]))
    #expect(batch.target == IntTensor([[4, 5, 2], [3, 2, 0]]) && batch.targetLengths == [3, 2])
  }

  @Test func `what does not fit is refused`() async {
    await #expect(processExitsWith: .failure) { _ = PaddedSequences([[1, 2]], padding: 0, length: 1) }
    await #expect(processExitsWith: .failure) {
      let known = Vocabulary(["a"], special: [Vocabulary.padding])
      _ = PaddedPairs([], from: known, to: known)
    }
    await #expect(processExitsWith: .failure) { _ = Vocabulary(["a"]).encode(["b"]) }
    await #expect(processExitsWith: .failure) { _ = BytePairTokenizer(merges: [.init(256, 1)]) }
  }
}
