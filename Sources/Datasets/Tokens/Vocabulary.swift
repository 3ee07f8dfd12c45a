/// Tokens and their numbers, both ways.
///
/// Special tokens come first, in the order in which they are given; then the others in order of their first appearance
/// or, with a limit, the most frequent.
public struct Vocabulary: Sendable, Equatable {
  /// Fills up the shorter sequences of a batch.
  public static let padding = "<pad>"
  /// Stands for every token that the vocabulary does not know.
  public static let unknown = "<unk>"
  /// The start of a sequence, from which a decoder writes.
  public static let start = "<sos>"
  /// Ends one.
  public static let end = "<eos>"

  /// The tokens in order of their number.
  public let tokens: [String]
  private let numbers: [String: Int]

  /// A vocabulary of the tokens that occur.
  ///
  /// - Parameters:
  ///   - tokens: A text in tokens; they may repeat.
  ///   - special: What comes before them.
  ///   - limit: At most this many in all: the most frequent ones, and among equally frequent ones the first to appear.
  public init(_ tokens: some Sequence<String>, special: [String] = [], limit: Int? = nil) {
    var counts: [String: (count: Int, first: Int)] = [:]
    for (index, token) in tokens.enumerated() { counts[token, default: (0, index)].count += 1 }
    for token in special { counts[token] = nil }
    var ordered = counts.sorted { $0.value.first < $1.value.first }
    if let limit, ordered.count > limit - special.count {
      ordered.sort { (-$0.value.count, $0.value.first) < (-$1.value.count, $1.value.first) }
      ordered = Array(ordered.prefix(max(0, limit - special.count)))
    }
    self.tokens = special + ordered.map(\.key)
    numbers = Dictionary(self.tokens.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
  }

  /// How many tokens there are.
  public var count: Int { tokens.count }

  /// The number of a token; for an unknown one the number of `<unk>`, or nothing if that is missing too.
  public func number(of token: String) -> Int? {
    numbers[token] ?? numbers[Self.unknown]
  }

  /// The tokens' numbers.
  ///
  /// - Precondition: every token is known, or the vocabulary has `<unk>`.
  public func encode(_ tokens: some Sequence<String>) -> [Int] {
    tokens.map { token in
      guard let number = number(of: token) else {
        preconditionFailure("Vocabulary of \(count) tokens does not know “\(token)” and has no <unk>")
      }
      return number
    }
  }

  /// The tokens with these numbers.
  ///
  /// - Precondition: each is the number of a token.
  public func decode(_ numbers: some Sequence<Int>) -> [String] {
    numbers.map { number in
      precondition(
        tokens.indices.contains(number), "Vocabulary expects numbers in 0..<\(count) but got \(number)")
      return tokens[number]
    }
  }
}
