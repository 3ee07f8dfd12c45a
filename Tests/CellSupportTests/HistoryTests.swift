import CellSupport
import Testing

/// What the margin shows of the values in a loop, and of others.
@Suite(.serialized) struct HistoryTests {
  private static func history(_ numbers: [Double], capacity: Int = 8) -> NumberHistory {
    var history = NumberHistory(capacity: capacity)
    for number in numbers { history.add(number) }
    return history
  }

  @Test func `a history has its ends and its extremes`() {
    let summary = Self.history([2, 5, -1, 0.5]).summary(type: "Double")
    #expect(summary.type == "Double" && summary.text == "2 → 0.5")
    #expect(summary.details == ["from −1 to 5"])
    #expect(summary.history == [2, 5, -1, 0.5])
  }

  @Test func `one number has no history, and equal ones are constant`() {
    let one = Self.history([3]).summary(type: "Int")
    #expect(one.text == "3" && one.details.isEmpty && one.history.isEmpty)
    let constant = Self.history([3, 3, 3]).summary(type: "Int")
    #expect(constant.text == "3" && constant.details == ["always the same"] && constant.history.isEmpty)
  }

  @Test(arguments: [1, 7, 8, 9, 100, 1000])
  func `a long history keeps points at even distances, and the last number`(count: Int) {
    let summary = Self.history((0..<count).map(Double.init)).summary(type: "Int")
    guard count > 2 else { return #expect(summary.history.isEmpty) }
    #expect(summary.history.first == 0 && summary.history.last == Double(count - 1))
    #expect(summary.history.count <= 9)
    let points = summary.history.dropLast()
    let distances = Set(zip(points.dropFirst(), points).map { $0 - $1 })
    #expect(distances.count <= 1)
  }

  @Test func `numbers that are not finite are no points`() {
    let summary = Self.history([1, .nan, 2, .infinity, 3]).summary(type: "Float")
    #expect(summary.history == [1, 2, 3])
  }

  @Test func `the loops' numbers are counted by place and forgotten when taken`() {
    _ = LoopNumbers.takeAll()
    LoopNumbers.add(1, 0, at: 70)
    LoopNumbers.add(2, 0, at: 70)
    LoopNumbers.add(5, 2, at: 3)
    let all = LoopNumbers.takeAll()
    #expect(all.map(\.site) == [3, 70])
    #expect(all.first?.summary == ValueSummary(type: "Int", text: "5"))
    #expect(all.last?.summary.text == "1 → 2" && all.last?.summary.details.first == "2 values")
    #expect(LoopNumbers.takeAll().isEmpty)
  }

  // MARK: Other values

  @Test func `few numbers are listed, and many have their range`() {
    #expect(ValueSummary(of: [1, 2, 3]) == ValueSummary(type: "[Int]", text: "[1, 2, 3]"))
    #expect(ValueSummary(of: [Float]()) == ValueSummary(type: "[Float]", text: "empty"))
    #expect(ValueSummary(of: [1, 2, 3][1...]) == ValueSummary(type: "ArraySlice<Int>", text: "[2, 3]"))
    #expect(ValueSummary(of: [172, 180.5, 99.25, 1234.5]).text == "[172, 180.5, 99.2, 1234]")
    let state = LSTMState(hidden: Tensor([[0.5]]), cell: Tensor([[2]]))
    #expect(ValueSummary(of: state).text == "hidden: 0.5, cell: 2")
    let pair = SequencePair(source: ["a", "b"], target: ["c"], alignment: [[1]])
    #expect(ValueSummary(of: pair).text == "source: [\"a\", \"b\"], target: [\"c\"], alignment: [[1]]")
    let many = ValueSummary(of: (0..<100).map(Double.init))
    #expect(many.type == "[Double]" && many.text == "100 values, 0 … 99")
    #expect(many.details == ["mean 49.5", "begins with 0, 1, 2, 3, 4, 5, 6, 7"])
    let tensor = ValueSummary(of: Tensor([1, .nan, 1, 1, 1, 1, 1, 1, 1]))
    #expect(tensor.type == "Tensor [9]" && tensor.text == "all 1")
    #expect(
      tensor.details == ["9 elements", "mean 1", "1 not finite", "begins with 1, NaN, 1, 1, 1, 1, 1, 1"])
  }

  @Test func `lists of numbers have their sizes and range`() {
    let even = ValueSummary(of: (0..<3).map { row in (0..<5).map { Float(row * 5 + $0) } })
    #expect(even.type == "[[Float]]" && even.text == "3 × 5 values, 0 … 14")
    #expect(even.details == ["mean 7", "begins with 0, 1, 2, 3, 4, 5, 6, 7"])
    #expect(ValueSummary(of: [Array(0..<30), [40]]).text == "2 lists, 31 values, 0 … 40")
    #expect(ValueSummary(of: [[[1.0, 2]], [[3, 4]]]).text == "[[[1, 2]], [[3, 4]]]")
    #expect(
      ValueSummary(of: [[[1.25, 2.5]], [[3.75, 4.125]], [[5.125, 6]]]).text == "3 × 1 × 2 values, 1.25 … 6")
  }

  @Test func `where a count does not fit, the first element shows`() {
    let rows = (0..<20).map { (row: $0, word: 10 * $0, truth: [1000 * $0, 2000 * $0, 3000]) }
    #expect(ValueSummary(of: rows).text == "(row: 0, word: 0, truth: [0, 0, 3000])")
  }

  @Test func `long lists begin with the elements or the names that fit in`() {
    let words = ValueSummary(of: (1...500).map { "word \($0)" })
    #expect(words.text == #""word 1", "word 2", "word 3" and 497 more"#)
    #expect(words.details.first?.hasPrefix(#""word 1", "word 2", "#) == true)
    let rivals = [("plain", [1.0, 2]), ("momentum", [3, 4]), ("Adam", [5, 6])]
    #expect(ValueSummary(of: rivals).text == #""plain", "momentum", "Adam""#)
    #expect(ValueSummary(of: [(named: "a", run: { 1 }), (named: "b", run: { 2 })]).text == #""a", "b""#)
    let scores = ValueSummary(of: (1...9).map { (learned: Double($0), unseen: 0.5) })
    #expect(scores.text == "(learned: 1, unseen: 0.5) and 8 more")
  }

  @Test func `elements that look alike are counted`() {
    let tensors = (0..<4).map { _ in Tensor.zeros([40, 2]) }
    #expect(ValueSummary(of: tensors).text == "4 × Tensor [40, 2]")
    #expect(ValueSummary(of: tensors + [.zeros([3])]).text == "Tensor [40, 2], Tensor [40, 2] and 3 more")
  }

  @Test func `elements that nothing can be said of are not counted`() {
    var rng = SplitMix64(seed: 1)
    let layers = (0..<5).map { _ in Linear(inputs: 3, outputs: 2, using: &rng) }
    #expect(ValueSummary(of: layers) == ValueSummary(type: "[Linear]"))
    #expect(ValueSummary(of: [{ 1 }, { 2 }]).text == "")
  }

  @Test func `of a tuple the parts are told that can be`() {
    var rng = SplitMix64(seed: 1)
    let trained = (
      model: Linear(inputs: 3, outputs: 2, using: &rng), losses: (0..<20).map(Double.init), make: { 1 },
      score: 0.97
    )
    #expect(ValueSummary(of: trained).text == "model: 8 parameters, losses: 20 values, 0 … 19, score: 0.97")
    #expect(ValueSummary(of: ({ 1 }, { 2 })).text == "")
  }

  @Test func `a training tells its losses, and its epochs where it has some`() {
    var history = History()
    history.losses = [2]
    #expect(ValueSummary(of: history).details.first == "1 loss")
    history.losses = [2, 1]
    #expect(ValueSummary(of: history).details.first == "2 losses")
  }

  @Test func `other values are counted or described`() {
    #expect(ValueSummary(of: ["b": 2, "a": 1]).text == #"["a": 1, "b": 2]"#)
    #expect(ValueSummary(of: [String: Int]()).text == "empty")
    let many = Dictionary(uniqueKeysWithValues: (10..<99).map { ("key \($0)", $0) })
    #expect(ValueSummary(of: many).text == #""key 10": 10, "key 11": 11 and 87 more"#)
    #expect(ValueSummary(of: [1: { 1 }]).text == "1 entry")
    #expect(ValueSummary(of: Set([2, 1])).text == "[1, 2]")
    #expect(ValueSummary(of: Set(0..<5000)).text == "5000 elements")
    #expect(ValueSummary(of: ["a", "b"]).text == #"["a", "b"]"#)
    #expect(ValueSummary(of: "word") == ValueSummary(type: "String", text: "\"word\""))
    var rng = SplitMix64(seed: 1)
    #expect(ValueSummary(of: Linear(inputs: 3, outputs: 2, using: &rng)).text == "8 parameters")
    let dropout = Dropout(rate: 0.5, using: &rng)
    #expect(ValueSummary(of: dropout) == ValueSummary(type: "Dropout"))
  }
}
