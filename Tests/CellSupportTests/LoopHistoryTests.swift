import CellSupport
import Testing

/// What the margin shows of the values in a loop that are not numbers. They are collected in one place for the whole
/// process, so the tests take turns.
@Suite(.serialized) struct LoopHistoryTests {
  /// The summary of values that one line assigns.
  private static func summary<Value>(of values: [Value]) -> ValueSummary? {
    _ = LoopHistory.takeAll()
    for value in values { LoopHistory.of(2).add(value) }
    return LoopHistory.takeAll().first?.summary
  }

  private static func summary(ofTensors shapes: [Shape]) -> ValueSummary? {
    _ = LoopHistory.takeAll()
    for shape in shapes { LoopHistory.of(2).add(Tensor.zeros(shape)) }
    return LoopHistory.takeAll().first?.summary
  }

  @Test(arguments: [
    (["a"], "\"a\"", []), (["a", "b"], "\"b\"", ["2 values, this is the last"]),
    ([String](repeating: "c", count: 63) + ["d"], "\"d\"", ["64 values, this is the last"]),
    ([String](repeating: "c", count: 65), "", ["65 values"]),
  ])
  func `the last of a few values is shown, and of many only their number`(
    values: [String], text: String, details: [String]
  ) {
    #expect(Self.summary(of: values) == ValueSummary(type: "String", text: text, details: details))
  }

  @Test func `a small tensor is summarized, and a large one has only its shape`() {
    #expect(Self.summary(ofTensors: [[2]]) == ValueSummary(of: Tensor([0, 0])))
    var last = ValueSummary(of: Tensor.zeros([4096]))
    last.details.insert("2 values, this is the last", at: 0)
    #expect(Self.summary(ofTensors: [[2], [4096]]) == last)
    #expect(Self.summary(ofTensors: [[4097]]) == ValueSummary(type: "Tensor [4097]"))
    #expect(
      Self.summary(ofTensors: [[2], [4097], [64, 65]])
        == ValueSummary(type: "Tensor [64, 65]", details: ["3 values"]))
    #expect(
      Self.summary(ofTensors: [Shape](repeating: [2], count: 65))
        == ValueSummary(type: "Tensor [2]", details: ["65 values"]))
  }

  @Test func `histories are taken in the order of their lines, once`() {
    _ = LoopHistory.takeAll()
    LoopHistory.of(9).add("late")
    LoopHistory.of(1).add("early")
    #expect(LoopHistory.takeAll().map(\.site) == [1, 9])
    #expect(LoopHistory.takeAll().isEmpty)
  }

  @Test func `a value doesn't live longer because its summary is kept`() {
    final class Node {}
    var node: Node? = Node()
    weak let observed = node
    if let node { LoopHistory.of(0).add(node) }
    node = nil
    #expect(observed == nil)
    #expect(LoopHistory.takeAll().first?.summary.type == "Node")
  }
}
