/// Learned tokens: bytes, and the most frequent pairs of tokens, joined again and again.
///
/// Tokens 0 to 255 are the bytes themselves, so any text can be written and comes back as it was. Each further token
/// joins two earlier ones. A text is first cut into words, each with the white space before it, and no token crosses
/// a cut: otherwise the most frequent pairs would be ends and beginnings of words.
/// For language models that read any text with a small vocabulary.
/// References: Gage (1994); Sennrich, Haddow & Birch (2016); over bytes, Radford et al. (2019).
public struct BytePairTokenizer: Sendable, Equatable {
  /// The pairs that are joined, in the order in which they were learned: merge `k` makes the token `256 + k`.
  package let merges: [Pair]
  private let ranks: [Pair: Int]
  private let bytes: [[UInt8]]

  /// Two neighbouring tokens.
  package struct Pair: Hashable, Sendable {
    package let left: Int
    package let right: Int

    package init(_ left: Int, _ right: Int) { (self.left, self.right) = (left, right) }
  }

  /// A tokenizer with these merges.
  ///
  /// - Precondition: each joins tokens that exist before it.
  package init(merges: [Pair]) {
    var bytes = (0...255).map { [UInt8($0)] }
    for pair in merges {
      precondition(
        (0..<bytes.count).contains(pair.left) && (0..<bytes.count).contains(pair.right),
        "merge \(bytes.count - 256) joins \(pair.left) and \(pair.right), but one of them does not exist yet")
      bytes.append(bytes[pair.left] + bytes[pair.right])
    }
    self.merges = merges
    self.bytes = bytes
    ranks = Dictionary(merges.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
  }

  /// Learns merges until there are `vocabularySize` tokens, or no pair comes twice.
  ///
  /// Among equally frequent pairs, the one with the lower numbers is joined first.
  public init(trainedOn text: String, vocabularySize: Int) {
    precondition(
      vocabularySize >= 256,
      "BytePairTokenizer has 256 bytes, so vocabularySize \(vocabularySize) is too small")
    var counts: [[Int]: Int] = [:]
    for word in Self.words(of: text) { counts[word, default: 0] += 1 }
    var words = counts.map { (tokens: $0.key, count: $0.value) }
    var merges: [Pair] = []
    while merges.count < vocabularySize - 256 {
      var frequency: [Pair: Int] = [:]
      for word in words {
        for (left, right) in zip(word.tokens, word.tokens.dropFirst()) {
          frequency[Pair(left, right), default: 0] += word.count
        }
      }
      let best = frequency.max { a, b in
        (a.value, -a.key.left, -a.key.right) < (b.value, -b.key.left, -b.key.right)
      }
      guard let best, best.value > 1 else { break }
      for index in words.indices {
        words[index].tokens = Self.joining(best.key, as: 256 + merges.count, in: words[index].tokens)
      }
      merges.append(best.key)
    }
    self.init(merges: merges)
  }

  /// How many tokens there are.
  public var vocabularySize: Int { bytes.count }

  /// The text's tokens: in each word the earliest merge that applies is applied first, as in training.
  public func encode(_ text: String) -> [Int] {
    Self.words(of: text).flatMap { word in
      var tokens = word
      while true {
        let known = zip(tokens, tokens.dropFirst()).compactMap { ranks[Pair($0, $1)] }
        guard let first = known.min() else { return tokens }
        tokens = Self.joining(merges[first], as: 256 + first, in: tokens)
      }
    }
  }

  /// The tokens' text. Bytes that are no whole character, as a cut sequence of tokens may have at its end, become �.
  public func decode(_ tokens: some Sequence<Int>) -> String {
    let text = tokens.flatMap { token in
      precondition(
        bytes.indices.contains(token),
        "BytePairTokenizer expects tokens in 0..<\(vocabularySize) but got \(token)")
      return bytes[token]
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The text of one token.
  public func text(of token: Int) -> String { decode([token]) }

  private static func joining(_ pair: Pair, as joined: Int, in tokens: [Int]) -> [Int] {
    var result: [Int] = []
    var index = 0
    while index < tokens.count {
      let isPair = index + 1 < tokens.count && tokens[index] == pair.left && tokens[index + 1] == pair.right
      result.append(isPair ? joined : tokens[index])
      index += isPair ? 2 : 1
    }
    return result
  }

  /// The bytes of each word with the white space before it.
  private static func words(of text: String) -> [[Int]] {
    var words: [[Int]] = []
    var wasSpace = false
    for byte in text.utf8 {
      let isSpace = byte == 0x20 || (0x09...0x0d).contains(byte)
      if words.isEmpty || (isSpace && !wasSpace) { words.append([]) }
      words[words.count - 1].append(Int(byte))
      wasSpace = isSpace
    }
    return words
  }
}
