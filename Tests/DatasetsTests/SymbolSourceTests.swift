import Datasets
import Platform
import Tensors
import Testing

@Suite struct SymbolSourceTests {
  /// The golden mean machine: no two 1s in a row. Its entropy rate is ⅔ ln 2.
  let goldenMean = SymbolSource(
    symbols: ["0", "1"],
    arcs: [
      [.init(symbol: 0, probability: 0.5, next: 0), .init(symbol: 1, probability: 0.5, next: 1)],
      [.init(symbol: 0, probability: 1, next: 0)],
    ])

  @Test func `entropy rate and floors of a small machine equal the hand computation`() {
    #expect(abs(goldenMean.stationary[0] - 2.0 / 3) < 1e-12)
    let rate = 2.0 / 3 * log(2.0)
    #expect(abs(goldenMean.entropyRate - rate) < 1e-12)
    let floors = goldenMean.nGramFloors(upTo: 3)
    let unigram = log(3.0) - 2.0 / 3 * log(2.0)
    #expect(abs(floors[0] - unigram) < 1e-12, "unigram: two thirds of the symbols are 0")
    #expect(abs(floors[1] - goldenMean.entropyRate) < 1e-12, "the last symbol determines the state")
  }

  @Test func `merged beliefs give the block entropies that all texts give one by one`() {
    let harmony = HarmonyLanguage().source
    let floors = harmony.nGramFloors(upTo: 4)
    var blocks: [Double] = [0]
    for length in 1...4 { blocks.append(blockEntropy(harmony, length: length)) }
    for order in 1...4 { #expect(abs(floors[order - 1] - (blocks[order] - blocks[order - 1])) < 1e-9) }
  }

  @Test func `a machine's own states predict its text at the entropy rate`() {
    var rng = SplitMix64(seed: 9)
    for source in [HarmonyLanguage().source, Reber.stream] {
      let (symbols, states) = source.sample(count: 200_000, using: &rng)
      let losses = zip(symbols, states).map { -log(source.distribution(in: $1)[$0]) }
      // Four standard errors of the mean; neighbouring losses are correlated, hence twice that.
      let tolerance = 8 * losses.deviation / Double(200_000).squareRoot()
      #expect(abs(losses.mean - source.entropyRate) < tolerance)
    }
  }

  @Test func `counted n-grams of a long text come to the exact floors`() {
    var rng = SplitMix64(seed: 10)
    let harmony = HarmonyLanguage()
    let text = harmony.text(count: 400_000, using: &rng).symbols
    let floors = harmony.source.nGramFloors(upTo: 3)
    for order in 1...3 {
      let counted = countedEntropy(text, length: order) - countedEntropy(text, length: order - 1)
      #expect(abs(counted - floors[order - 1]) < 0.01, "order \(order)")
    }
  }

  @Test func `Harmony's ladder falls, and long memory still pays after eight symbols`() {
    let source = HarmonyLanguage().source
    let floors = source.nGramFloors(upTo: 10)
    for (higher, lower) in zip(floors, floors.dropFirst()) { #expect(lower <= higher + 1e-12) }
    #expect(floors[8] > source.entropyRate + 0.03)
    #expect(abs(source.entropyRate - 1.537) < 5e-4)
    #expect(zip(floors, [2.758, 1.994, 1.688, 1.634, 1.609]).allSatisfy { abs($0 - $1) < 5e-4 })
  }

  @Test func `Harmony keeps its laws`() {
    var rng = SplitMix64(seed: 12)
    let text = HarmonyLanguage().text(count: 20_000, using: &rng)
    for word in text.string.split(whereSeparator: { " ()[]".contains($0) }).dropLast() {
      #expect(word.count >= 4 && word.count % 2 == 0)
      let vowels = word.filter { "aouäöyei".contains($0) }
      #expect(!"ei".contains(vowels.first ?? "e"))
      #expect(!vowels.contains { "aou".contains($0) } || !vowels.contains { "äöy".contains($0) })
    }
    for inside in text.string.split(separator: " (").dropFirst() {
      guard let end = inside.firstIndex(of: ")") else { continue }
      let kinds = Set(inside[..<end].compactMap { "aou".contains($0) ? 1 : "äöy".contains($0) ? 2 : nil })
      #expect(kinds.count == 1, "one kind of vowels in a bracket: \(inside[..<end])")
    }
    var open: Character?
    for (character, memory) in zip(text.string, text.memory) {
      #expect((memory.bracket == .round) == (open == "(") && (memory.bracket == .square) == (open == "["))
      switch character {
      case "(", "[": open = character
      case ")": #expect(open == "("); open = nil
      case "]": #expect(open == "["); open = nil
      default: break
      }
    }
    #expect(text.string.contains("(") && text.string.contains("["))
  }

  @Test func `an embedded Reber string ends with the letter with which it began`() {
    var rng = SplitMix64(seed: 13)
    for _ in 0..<500 {
      let text = Reber.embedded(using: &rng)
      #expect(text[1] == text[text.count - 2] && isEmbedded(text))
    }
    let legal = ["B", "T", "B", "T", "X", "S", "E", "T", "E"]
    #expect(isEmbedded(legal))
    #expect(!isEmbedded(["B", "T", "B", "T", "X", "S", "E", "P", "E"]), "the echo is wrong")
    #expect(!isEmbedded(legal + legal), "two strings are not one")
    let (_, states) = Reber.stream.sample(count: 20_000, using: &rng)
    let echoes = states.indices.filter { Reber.isEcho(state: states[$0]) }
    #expect(!echoes.isEmpty)
    for place in echoes { #expect(Reber.stream.arcs[states[place]].count == 1) }
  }

  /// Whether `text` is one embedded string.
  private func isEmbedded(_ text: [String]) -> Bool {
    let numbers = text.compactMap(Reber.symbols.firstIndex(of:))
    guard numbers.count == text.count, let end = Reber.stream.state(after: numbers) else { return false }
    return end == 0 && text.filter { $0 == "E" }.count == 2
  }

  @Test func `counting strings and what is certain in them`() {
    #expect(CountingLanguage.string(2) == [0, 1, 1, 2, 2, 3])
    #expect(CountingLanguage.certainNext(2) == [1, nil, nil, 2, 3])
    var rng = SplitMix64(seed: 14)
    let lengths = Set(CountingLanguage.strings(300, n: 1...10, using: &rng).map { ($0.count - 2) / 2 })
    #expect(lengths == Set(1...10))
    #expect(abs(CountingLanguage.floor(n: 1...10) - 2.302585) < 1e-6)
  }

  @Test func `an impossible text has no state`() {
    #expect(goldenMean.state(after: [0, 1, 0]) == 0)
    #expect(goldenMean.state(after: [1, 1]) == nil)
  }

  /// −Σ p ln p over all texts of one length, each followed by itself.
  private func blockEntropy(_ source: SymbolSource, length: Int) -> Double {
    var texts: [[Int]: [Int: Double]] = [
      []: Dictionary(uniqueKeysWithValues: source.stationary.enumerated().map { ($0.offset, $0.element) })
    ]
    for _ in 0..<length {
      var longer: [[Int]: [Int: Double]] = [:]
      for (text, states) in texts {
        for (state, weight) in states {
          for arc in source.arcs[state] {
            longer[text + [arc.symbol], default: [:]][arc.next, default: 0] += weight * arc.probability
          }
        }
      }
      texts = longer
    }
    return texts.values.map { $0.values.reduce(0, +) }.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
  }

  private func countedEntropy(_ text: [Int], length: Int) -> Double {
    guard length > 0 else { return 0 }
    var counts: [[Int]: Int] = [:]
    for end in length...text.count { counts[Array(text[end - length..<end]), default: 0] += 1 }
    let total = Double(text.count - length + 1)
    return counts.values.reduce(0) { $0 - Double($1) / total * log(Double($1) / total) }
  }
}
