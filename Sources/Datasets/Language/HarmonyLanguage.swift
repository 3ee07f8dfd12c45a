import Tensors

/// Harmony, an artificial language that asks a reader for three kinds of memory; named after vowel harmony, the
/// linguists' term for the first of them.
///
///     kösyt lumat (pekos talomi nak) tülemin …
///
/// - **Vowel harmony**, as in Finnish: the first vowel of a word is front (ä ö y) or back (a o u) and binds the
///   others to its kind. Half of the others are neutral (e i) and say nothing, so that the kind can lie several
///   letters back.
/// - **Brackets**: a round or a square one may open before a word, and after some words the matching one must close.
///   All words in a bracket have vowels of one kind.
/// - **Consonants** follow one another as a Markov chain, across the vowel between them.
///
/// A word is two syllables or more of a consonant and a vowel, and ends in a vowel. The machine that writes it is a
/// `SymbolSource`, so its entropy rate and the floor of every n-gram model are exact.
public struct HarmonyLanguage: Sendable {
  /// What the reader has to remember at a place of the text.
  public struct Memory: Hashable, Sendable {
    /// The kind of the word's vowels, from its first vowel on, or from the first one in the bracket.
    public let vowels: Vowels?
    /// The open bracket.
    public let bracket: Bracket?
  }

  /// The two classes of vowels.
  public enum Vowels: Int, CaseIterable, Sendable { case front, back }
  /// The two kinds of brackets.
  public enum Bracket: Int, CaseIterable, Sendable { case round, square }

  /// A text with the memory that was needed to write each of its symbols.
  public struct Text: Sendable {
    /// The symbols, as places in the source's `symbols`.
    public let symbols: [Int]
    /// For each symbol, what had to be remembered when it was written.
    public let memory: [Memory]
    /// The text to read.
    public let string: String
  }

  /// The machine that writes the language.
  public let source: SymbolSource
  private let memory: [Memory]

  /// The language with these habits.
  ///
  /// - Parameters:
  ///   - neutral: How many of the vowels after a word's first are neutral.
  ///   - ending: After how many of the syllables from the second on the word ends.
  ///   - opening: Before how many of the words outside brackets one opens.
  ///   - closing: After how many of the words inside it closes.
  public init(neutral: Double = 0.5, ending: Double = 0.35, opening: Double = 0.4, closing: Double = 0.15) {
    var builder = HarmonyBuilder(neutral: neutral, ending: ending, opening: opening, closing: closing)
    builder.build()
    source = SymbolSource(symbols: HarmonyBuilder.symbols, arcs: builder.arcs)
    memory = builder.states.map(\.memory)
  }

  /// A text of `count` symbols.
  public func text(count: Int, using rng: inout some RandomNumberGenerator) -> Text {
    let (symbols, states) = source.sample(count: count, using: &rng)
    return Text(
      symbols: symbols, memory: states.map { memory[$0] },
      string: symbols.map { source.symbols[$0] }.joined())
  }
}

/// Makes the machine: a state for each different situation between two letters.
private struct HarmonyBuilder {
  static let consonants = ["k", "l", "m", "n", "s", "t"]
  static let vowels: [HarmonyLanguage.Vowels: [String]] = [.front: ["ä", "ö", "y"], .back: ["a", "o", "u"]]
  static let neutrals = ["e", "i"]
  static let open: [HarmonyLanguage.Bracket: String] = [.round: "(", .square: "["]
  static let close: [HarmonyLanguage.Bracket: String] = [.round: ")", .square: "]"]
  static let symbols =
    consonants + ["ä", "ö", "y", "a", "o", "u", "e", "i", " ", "(", ")", "[", "]"]

  /// What was just written, and what has to be remembered.
  enum State: Hashable {
    /// A word begins; in a bracket, from its second word on, with the kind of the first one's vowels.
    case word(HarmonyLanguage.Bracket?, HarmonyLanguage.Vowels?, mayOpen: Bool)
    /// After the word's first consonant.
    case firstConsonant(HarmonyLanguage.Bracket?, HarmonyLanguage.Vowels?, Int)
    /// After the word's first vowel; the consonant before it still matters.
    case firstVowel(HarmonyLanguage.Bracket?, HarmonyLanguage.Vowels, Int)
    case consonant(HarmonyLanguage.Bracket?, HarmonyLanguage.Vowels, Int)
    case vowel(HarmonyLanguage.Bracket?, HarmonyLanguage.Vowels, Int)
    /// After a closing bracket.
    case closed

    var memory: HarmonyLanguage.Memory {
      switch self {
      case .word(let bracket, let vowels, _), .firstConsonant(let bracket, let vowels, _):
        .init(vowels: vowels, bracket: bracket)
      case .firstVowel(let bracket, let vowels, _), .consonant(let bracket, let vowels, _),
        .vowel(let bracket, let vowels, _):
        .init(vowels: vowels, bracket: bracket)
      case .closed: .init(vowels: nil, bracket: nil)
      }
    }
  }

  let neutral, ending, opening, closing: Double
  private(set) var states: [State] = [.word(nil, nil, mayOpen: true)]
  private(set) var arcs: [[SymbolSource.Arc]] = []
  private var numbers: [State: Int] = [.word(nil, nil, mayOpen: true): 0]

  init(neutral: Double, ending: Double, opening: Double, closing: Double) {
    (self.neutral, self.ending, self.opening, self.closing) = (neutral, ending, opening, closing)
  }

  /// Follows every path from the start until no new state occurs.
  mutating func build() {
    while arcs.count < states.count {
      let ways = ways(from: states[arcs.count]).filter { $0.probability > 0 }
      let made = ways.map { way in
        SymbolSource.Arc(
          symbol: Self.symbols.firstIndex(of: way.symbol) ?? 0, probability: way.probability,
          next: number(of: way.state))
      }
      arcs.append(made)
    }
  }

  private mutating func number(of state: State) -> Int {
    if let number = numbers[state] { return number }
    numbers[state] = states.count
    states.append(state)
    return states.count - 1
  }

  private typealias Way = (symbol: String, probability: Double, state: State)

  private func ways(from state: State) -> [Way] {
    switch state {
    case .word(let bracket, let kind, let mayOpen):
      let share = mayOpen ? 1 - opening : 1
      let words = Self.consonants.indices.map { consonant -> Way in
        (Self.consonants[consonant], share / 6, .firstConsonant(bracket, kind, consonant))
      }
      guard mayOpen else { return words }
      return words
        + HarmonyLanguage.Bracket.allCases.map { kind in
          (Self.open[kind] ?? "", opening / 2, .word(kind, nil, mayOpen: false))
        }
    case .firstConsonant(let bracket, let bound, let consonant):
      let kinds = bound.map { [$0] } ?? HarmonyLanguage.Vowels.allCases
      return kinds.flatMap { kind in
        (Self.vowels[kind] ?? []).map {
          ($0, 1 / Double(3 * kinds.count), .firstVowel(bracket, kind, consonant))
        }
      }
    case .firstVowel(let bracket, let kind, let consonant):
      return syllable(bracket, kind, after: consonant, share: 1)
    case .consonant(let bracket, let kind, let consonant):
      let bound = (Self.vowels[kind] ?? []).map { ($0, (1 - neutral) / 3) }
      let free = Self.neutrals.map { ($0, neutral / 2) }
      return (bound + free).map { ($0.0, $0.1, .vowel(bracket, kind, consonant)) }
    case .vowel(let bracket, let kind, let consonant):
      return syllable(bracket, kind, after: consonant, share: 1 - ending) + wordEnd(bracket, kind)
    case .closed:
      return [(" ", 1, .word(nil, nil, mayOpen: true))]
    }
  }

  /// A further syllable's consonant: usually the next in the row, sometimes the one after it.
  private func syllable(
    _ bracket: HarmonyLanguage.Bracket?, _ kind: HarmonyLanguage.Vowels, after last: Int, share: Double
  ) -> [Way] {
    let chances = [0.05, 0.55, 0.25, 0.05, 0.05, 0.05]
    return chances.enumerated().map { step, chance in
      let consonant = (last + step) % chances.count
      return (Self.consonants[consonant], share * chance, .consonant(bracket, kind, consonant))
    }
  }

  private func wordEnd(_ bracket: HarmonyLanguage.Bracket?, _ kind: HarmonyLanguage.Vowels) -> [Way] {
    guard let bracket else { return [(" ", ending, .word(nil, nil, mayOpen: true))] }
    return [
      (" ", ending * (1 - closing), .word(bracket, kind, mayOpen: false)),
      (Self.close[bracket] ?? "", ending * closing, .closed),
    ]
  }
}
