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
    let many = ValueSummary(of: (0..<100).map(Double.init))
    #expect(many.type == "[Double]" && many.text == "100 values, 0 … 99")
    #expect(many.details == ["mean 49.5", "begins with 0, 1, 2, 3, 4, 5, 6, 7"])
    let tensor = ValueSummary(of: Tensor([1, .nan, 1, 1, 1, 1, 1, 1, 1]))
    #expect(tensor.type == "Tensor [9]" && tensor.text == "all 1")
    #expect(
      tensor.details == ["9 elements", "mean 1", "1 not finite", "begins with 1, NaN, 1, 1, 1, 1, 1, 1"])
  }

  @Test func `other values are counted or described`() {
    #expect(ValueSummary(of: ["a": 1]).text == "1 entries")
    #expect(ValueSummary(of: Set([1, 2])).text == "2 elements")
    #expect(ValueSummary(of: ["a", "b"]).text == #"["a", "b"]"#)
    #expect(ValueSummary(of: "word") == ValueSummary(type: "String", text: "\"word\""))
    var rng = SplitMix64(seed: 1)
    #expect(ValueSummary(of: Linear(inputs: 3, outputs: 2, using: &rng)).text == "8 parameters")
  }
}
