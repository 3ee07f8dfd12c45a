import Datasets
import Tensors
import Testing

@Suite struct SequenceTasksTests {
  @Test func `temporal order has its two symbols where they belong, and its class`() {
    var rng = SplitMix64(seed: 1)
    let sequences = TemporalOrder.sequences(2000, length: 60, using: &rng)
    var counts = [0, 0, 0, 0]
    for sequence in sequences {
      let places = sequence.tokens.indices.filter { sequence.tokens[$0] >= 4 }
      #expect(places.count == 2 && (6..<12).contains(places[0]) && (24..<30).contains(places[1]))
      let name = places.map { TemporalOrder.symbols[sequence.tokens[$0]] }.joined()
      #expect(name == TemporalOrder.classNames[sequence.label])
      counts[sequence.label] += 1
    }
    #expect(counts.allSatisfy { abs($0 - 500) < 85 }, "four standard errors are 78")
  }

  @Test func `adding sums the marked numbers, and its baseline is as computed`() {
    var rng = SplitMix64(seed: 2)
    let set = Dataset.adding(count: 20_000, length: 10, using: &rng)
    for index in 0..<200 {
      let sample = Array(set.sample(index))
      let marks = (0..<10).filter { sample[2 * $0 + 1] == 1 }
      #expect(marks.count == 2 && marks[0] < 5 && marks[1] >= 5)
      #expect(marks.reduce(0) { $0 + sample[2 * $1] } == set.targets[index])
    }
    let error = set.targets.map { ($0 - 1) * ($0 - 1) }.mean
    #expect(abs(error - Dataset.addingBaseline) < 0.006)
  }

  @Test func `no reader from the left beats the tagging bound, and the best one reaches it`() {
    var rng = SplitMix64(seed: 3)
    let task = LookAheadTagging()
    let sequences = task.sequences(5000, length: 20, using: &rng)
    var counts = [[Int]](repeating: [0, 0], count: 6)
    var last = 0
    for sequence in sequences {
      #expect(sequence.tags.last == 0)
      for (token, tag) in zip(sequence.tokens, sequence.tags).dropLast() { counts[token][tag] += 1 }
      last += 1
    }
    let right = counts.reduce(0) { $0 + ($1.max() ?? 0) } + last
    #expect(abs(Double(right) / 100_000 - task.causalBound(length: 20)) < 0.006)
    // By hand for two tokens, p = ⅓, ⅔: ⅓ · ⅔ + ⅔ · 1 = 8/9 before the end.
    #expect(abs(LookAheadTagging(vocabulary: 2).causalBound(length: 2) - (8.0 / 9 + 1) / 2) < 1e-12)
  }

  @Test func `sorting, reversing and copying align each token with its origin`() {
    var rng = SplitMix64(seed: 4)
    let pairs = [
      SymbolTasks.sorting(100, using: &rng), SymbolTasks.reversing(100, using: &rng),
      SymbolTasks.copying(100, using: &rng),
    ]
    for pair in pairs.joined() {
      #expect(zip(pair.target, pair.alignment).allSatisfy { pair.source[$1[0]] == $0 })
      #expect(Set(pair.alignment.joined()).count == pair.source.count)
    }
    #expect(pairs[0].allSatisfy { $0.target == $0.source.sorted() })
    #expect(pairs[1].allSatisfy { $0.target == $0.source.reversed() })
    #expect(Set(pairs[1].flatMap(\.source)) == Set(0..<10))
  }

  @Test func `echo and repetition`() {
    var rng = SplitMix64(seed: 5)
    for sequence in SymbolTasks.echo(50, length: 12, lag: 3, using: &rng) {
      #expect(sequence.tags == [0, 0, 0] + sequence.tokens.prefix(9))
    }
    for tokens in SymbolTasks.repeated(50, half: 8, vocabulary: 20, using: &rng) {
      #expect(tokens.prefix(8) == tokens.suffix(8) && tokens.count == 16)
    }
  }

  @Test func `sums align by place, padded or not`() {
    let plain = Sums(digits: 2).pair(57, 8)
    #expect(plain.source == ["5", "7", "+", "8"] && plain.target == ["6", "5"])
    #expect(plain.alignment == [[0], [1, 3]])
    let padded = Sums(digits: 2, padded: true).pair(57, 8)
    #expect(padded.source.joined() == "57+08" && padded.target.joined() == "065")
    #expect(padded.alignment == [[], [0, 3], [1, 4]])
    #expect(padded.sourceReversed.source.joined() == "80+75")
    #expect(padded.sourceReversed.alignment == [[], [1, 4], [0, 3]])
    var rng = SplitMix64(seed: 6)
    #expect(Set(Sums(digits: 1).pairs(100, using: &rng)) == Set(Sums(digits: 1).all))
  }

  @Test(arguments: [
    (Dates.Form.dayMonthYear, "3 March 1987"), (.monthDayYear, "March 3, 1987"), (.short, "3 mar 1987"),
    (.numeric, "3.3.1987"), (.weekday, "Tuesday, 3 March 1987"), (.ordinal, "the 3rd of March 1987"),
  ])
  func `dates in all forms`(form: Dates.Form, text: String) {
    let pair = Dates.pair(year: 1987, month: 3, day: 3, form: form)
    #expect(pair.source.joined() == text && pair.target.joined() == "1987-03-03")
    #expect(pair.alignment[0...3].map { pair.source[$0[0]] } == ["1", "9", "8", "7"])
    let month = pair.alignment[6].map { pair.source[$0] }.joined()
    #expect(month == [.short: "mar", .numeric: "3"][form] ?? "March")
    #expect(pair.alignment[9].map { pair.source[$0] } == ["3"])
    #expect(pair.alignment[4].isEmpty && pair.alignment[7].isEmpty)
  }

  @Test func `a day of two digits aligns digit by digit`() {
    let pair = Dates.pair(year: 2024, month: 12, day: 29, form: .numeric)
    #expect(pair.source.joined() == "29.12.2024")
    #expect(pair.alignment.suffix(5) == [[3], [4], [], [0], [1]])
    #expect(Dates.pair(year: 2024, month: 2, day: 11, form: .ordinal).source.joined().hasPrefix("the 11th"))
    #expect(Dates.pair(year: 2024, month: 2, day: 22, form: .ordinal).source.joined().hasPrefix("the 22nd"))
  }

  @Test func `weekdays and leap years are the calendar's`() {
    #expect(Dates.weekday(year: 1969, month: 7, day: 20) == 0)
    #expect(Dates.weekday(year: 2000, month: 2, day: 29) == 2)
    #expect(Dates.weekday(year: 2026, month: 1, day: 1) == 4)
    var rng = SplitMix64(seed: 7)
    let pairs = Dates.pairs(20_000, using: &rng)
    #expect(Set(pairs.map { $0.target.prefix(4).joined() }).count == 100)
    #expect(Set(pairs.map { $0.target.suffix(5).joined() }).count >= 365)
    #expect(Set(pairs.flatMap(\.source)).count < 60)
  }

  @Test func `days that are not in the calendar are refused`() async {
    await #expect(processExitsWith: .failure) { _ = Dates.pair(year: 2023, month: 2, day: 29, form: .short) }
    await #expect(processExitsWith: .failure) { _ = NumberWords.english.tokens(of: 1_000_000) }
  }
}
