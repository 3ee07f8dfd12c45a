import Datasets
import Tensors
import Testing

@Suite struct TemplateTextTests {
  @Test func `the corpus never mixes two countries or two genders in a sentence`() {
    var rng = SplitMix64(seed: 1)
    for sentence in GrammarCorpus.sentences(2000, using: &rng) {
      let words = Set(sentence)
      let named = GrammarCorpus.countries.filter {
        !words.isDisjoint(with: [$0.country, $0.capital, $0.language, $0.river])
      }
      #expect(named.count <= 1)
      let men = words.intersection(["he", "his"] + GrammarCorpus.genders.map(\.male))
      let women = words.intersection(["she", "her"] + GrammarCorpus.genders.map(\.female))
      #expect(men.isEmpty || women.isEmpty)
      #expect(named.count + (men.isEmpty ? 0 : 1) + (women.isEmpty ? 0 : 1) == 1)
    }
  }

  @Test func `every word of an analogy occurs, and an analogy never asks for what it gives`() {
    var rng = SplitMix64(seed: 2)
    let tokens = GrammarCorpus.tokens(sentences: 5000, using: &rng)
    let vocabulary = Set(tokens)
    #expect(GrammarCorpus.analogies.count == 2 * 12 * 11 + 10 * 9)
    for question in GrammarCorpus.analogies {
      #expect(vocabulary.isSuperset(of: [question.a, question.b, question.c, question.d]))
      #expect(Set([question.a, question.b, question.c, question.d]).count == 4)
    }
    #expect(vocabulary.count < 200 && tokens.filter { $0 == "." }.count == 5000)
  }

  @Test func `sentiment follows the last clause, and its adjective alone says nothing`() {
    var rng = SplitMix64(seed: 3)
    let reviews = Sentiment.reviews(4000, using: &rng)
    let negations: Set = ["not", "never", "nobody"]
    var agreeing = 0
    for review in reviews {
      let last = review.tokens.split { $0 == "but" || $0 == "and" }.last ?? []
      let isGood = Sentiment.good.contains(last.last ?? "")
      #expect((isGood != !negations.isDisjoint(with: last)) == (review.label == 1))
      agreeing += isGood == (review.label == 1) ? 1 : 0
    }
    #expect(abs(Double(agreeing) / 4000 - 0.5) < 0.032)
    #expect(abs(Double(reviews.filter { $0.label == 1 }.count) / 4000 - 0.5) < 0.032)
    #expect(Set(reviews.map(\.tokens.count)).count > 10)
  }
}
