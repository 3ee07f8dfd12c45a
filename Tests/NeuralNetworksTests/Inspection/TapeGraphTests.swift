import NeuralNetworks
import Testing

struct TapeGraphTests {
  @Test func `a graph holds what was computed from what, with values and slopes`() {
    let model = Line(slope: [3], start: [1])
    let x: Tensor = [2]
    let graph = TapeGraph.tracing(model) { meanSquaredError(model(x), [5]) }
    #expect(
      graph.description == """
        0  constant [1]
        1  slope [1]
        2 ← 0 1  * [1]
        3  start [1]
        4 ← 2 3  + [1]
        5  constant [1]
        6 ← 4 5  squaredDifference [1]
        7 ← 6  sum []
        8 ← 7  / []
        """)
    #expect(graph.nodes.map(\.value) == [[2], [3], [6], [1], [7], [5], [4], [4], [4]])
    // d(7 − 5)² = 2 · 2
    #expect(graph.nodes.map(\.gradient) == [nil, [8], [4], [4], [4], nil, [1], [1], [1]])
    #expect(graph.nodes[1].kind == .parameter)
    #expect(graph.edges.map(\.from) == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(model.$slope.gradient == nil)
  }

  @Test func `a tensor that is used twice is one node`() {
    let w = Parameter([2])
    let y = w.value * 3
    let graph = TapeGraph(of: y + y.tanh())
    #expect(graph.nodes.map(\.title) == ["parameter", "*", "tanh", "+"])
    #expect(graph.nodes.map(\.inputs) == [[], [0], [1], [1, 2]])
    #expect(graph.nodes.map(\.value) == [nil, nil, nil, nil])
  }

  @Test func `the same computation gives the same graph, however long`() {
    let w = Parameter(.ones([3]))
    func graph() -> TapeGraph {
      TapeGraph.tracing {
        var y = w.value
        for _ in 0..<20_000 { y = y + w.value }
        return y.sum()
      }
    }
    let first = graph()
    #expect(first == graph())
    #expect(first.nodes.count == 20_002)
    #expect(first.nodes[0].gradient == [20_001, 20_001, 20_001])
    let orders = first.nodes.enumerated().filter { position, node in node.inputs.contains { $0 >= position } }
    #expect(orders.isEmpty)
  }

  @Test func `values of large tensors are left out`() {
    let w = Parameter(.ones([3, 3]))
    let graph = TapeGraph.tracing { w.value.sum() }
    #expect(graph.nodes.map { $0.value == nil } == [true, false])
    #expect(TapeGraph.tracing(valuesUpTo: 9) { w.value.sum() }.nodes[0].value?.count == 9)
  }
}

private struct Line: Layer {
  @Parameter var slope: Tensor
  @Parameter var start: Tensor
  init(slope: Tensor, start: Tensor) {
    _slope = Parameter(slope)
    _start = Parameter(start)
  }
  func callAsFunction(_ x: Tensor) -> Tensor { x * slope + start }
}
