import Datasets
import Testing

@Suite struct NumberWordsTests {
  @Test(arguments: [
    (0, "zero"), (1, "one"), (13, "thirteen"), (20, "twenty"), (21, "twenty-one"), (40, "forty"),
    (100, "one hundred"), (101, "one hundred one"), (342, "three hundred forty-two"), (1000, "one thousand"),
    (1999, "one thousand nine hundred ninety-nine"), (21_015, "twenty-one thousand fifteen"),
    (999_999, "nine hundred ninety-nine thousand nine hundred ninety-nine"),
  ])
  func `English names`(number: Int, name: String) {
    #expect(NumberWords.english.spelling(of: number) == name)
  }

  @Test(arguments: [
    (0, "null"), (1, "eins"), (7, "sieben"), (11, "elf"), (12, "zwölf"), (16, "sechzehn"), (17, "siebzehn"),
    (20, "zwanzig"), (21, "einundzwanzig"), (30, "dreißig"), (66, "sechsundsechzig"),
    (77, "siebenundsiebzig"),
    (100, "einhundert"), (101, "einhunderteins"), (111, "einhundertelf"), (121, "einhunderteinundzwanzig"),
    (201, "zweihunderteins"), (1000, "eintausend"), (1001, "eintausendeins"), (1100, "eintausendeinhundert"),
    (2021, "zweitausendeinundzwanzig"), (21_000, "einundzwanzigtausend"), (101_000, "einhunderteintausend"),
    (100_001, "einhunderttausendeins"),
    (999_999, "neunhundertneunundneunzigtausendneunhundertneunundneunzig"),
  ])
  func `German names`(number: Int, name: String) {
    #expect(NumberWords.german.spelling(of: number) == name)
  }

  @Test(arguments: [
    (0, "zéro"), (1, "un"), (16, "seize"), (17, "dix-sept"), (20, "vingt"), (21, "vingt et un"),
    (22, "vingt-deux"), (31, "trente et un"), (61, "soixante et un"), (69, "soixante-neuf"),
    (70, "soixante-dix"), (71, "soixante et onze"), (72, "soixante-douze"), (77, "soixante-dix-sept"),
    (80, "quatre-vingts"), (81, "quatre-vingt-un"), (90, "quatre-vingt-dix"), (91, "quatre-vingt-onze"),
    (97, "quatre-vingt-dix-sept"), (99, "quatre-vingt-dix-neuf"), (100, "cent"), (101, "cent un"),
    (121, "cent vingt et un"), (180, "cent quatre-vingts"), (200, "deux cents"), (201, "deux cent un"),
    (280, "deux cent quatre-vingts"), (999, "neuf cent quatre-vingt-dix-neuf"), (1000, "mille"),
    (1001, "mille un"), (1100, "mille cent"), (1200, "mille deux cents"), (2000, "deux mille"),
    (21_000, "vingt et un mille"), (71_000, "soixante et onze mille"), (80_000, "quatre-vingt mille"),
    (80_080, "quatre-vingt mille quatre-vingts"), (100_000, "cent mille"), (101_000, "cent un mille"),
    (200_000, "deux cent mille"), (200_200, "deux cent mille deux cents"),
    (777_777, "sept cent soixante-dix-sept mille sept cent soixante-dix-sept"),
  ])
  func `French names`(number: Int, name: String) {
    #expect(NumberWords.french.spelling(of: number) == name)
  }

  @Test func `German crosses English`() {
    let pair = NumberWords.pair(21, from: .english, to: .german)
    #expect(pair.source == ["twenty", "one"])
    #expect(pair.target == ["ein", "und", "zwanzig"])
    #expect(pair.alignment == [[1], [], [0]])
    let long = NumberWords.pair(342_117, from: .english, to: .german)
    // three hundred forty two thousand one hundred seventeen
    // drei hundert zwei und vierzig tausend ein hundert siebzehn
    #expect(long.alignment == [[0], [1], [3], [], [2], [4], [5], [6], [7]])
  }

  @Test func `one English word becomes several French ones, and two become one`() {
    // ninety seven → quatre vingt dix sept
    #expect(NumberWords.pair(97, from: .english, to: .french).alignment == [[0], [0], [0], [1]])
    // ninety one → quatre vingt onze
    #expect(NumberWords.pair(91, from: .english, to: .french).alignment == [[0], [0], [0, 1]])
    // one thousand one hundred seventeen → mille cent dix sept
    #expect(NumberWords.pair(1117, from: .english, to: .french).alignment == [[0, 1], [2, 3], [4], [4]])
  }

  @Test func `digits align by their place`() {
    // 9 7 1 2 0 → quatre vingt dix sept mille cent vingt
    let pair = NumberWords.pair(97_120, from: .digits, to: .french)
    #expect(pair.alignment == [[0], [0], [0], [1], [1], [2], [3]])
    // 2 0 0 0 0 → zwanzig tausend
    #expect(NumberWords.pair(20_000, from: .digits, to: .german).alignment == [[0], [1]])
  }

  @Test(arguments: NumberWords.allCases)
  func `names are as many as numbers, short, and within the vocabulary`(language: NumberWords) {
    let vocabulary = Set(language.vocabulary)
    var names: Set<[String]> = []
    for number in stride(from: 0, through: 999_999, by: 7) {
      let tokens = language.tokens(of: number)
      #expect(tokens.count <= 14 && vocabulary.isSuperset(of: tokens))
      names.insert(tokens)
    }
    #expect(names.count == 142_858)
    #expect(language.vocabulary.count == [.digits: 10, .english: 30, .german: 32, .french: 27][language])
  }

  @Test(arguments: NumberWords.allCases)
  func `every token but a connector is aligned, both ways`(language: NumberWords) {
    for number in stride(from: 1, through: 999_999, by: 1013) {
      for other in NumberWords.allCases where other != .digits {
        let pair = NumberWords.pair(number, from: language, to: other)
        for (token, places) in zip(pair.target, pair.alignment) {
          #expect(places.isEmpty == ["und", "et"].contains(token), "\(number): \(pair)")
        }
      }
    }
  }

  @Test func `the Human Numbers text has the majority word that fast.ai prints`() {
    let tokens = NumberWords.english.countingTokens()
    #expect(tokens.count == 63_098)
    #expect(Set(tokens).count == 30)
    #expect(tokens.prefix(6) == ["one", ".", "two", ".", "three", "."])
    // Every third word of the last fifth, as its book takes them: "thousand" is 0.1517 of them.
    let words = stride(from: 3, to: tokens.count, by: 3).map { tokens[$0] }
    let validation = words[(words.count * 4 / 5)...]
    let share = Double(validation.filter { $0 == "thousand" }.count) / Double(validation.count)
    #expect(abs(share - 0.1517) < 0.003)
  }
}
