extension TapeGraph {
  /// Builds the graph from the result back to its inputs.
  init(from result: Tensors.Node, trace: Trace?, names: [ObjectIdentifier: String], limit: Int) {
    var builder = GraphBuilder(trace: trace, names: names, limit: limit)
    builder.build(result)
    nodes = builder.nodes
  }

  /// Collects the values and gradients of all operations while it observes.
  final class Trace: RecordingObserver {
    /// The result with its node, which keeps the identifier from being used again, and the inputs.
    fileprivate private(set) var results: [ObjectIdentifier: (result: Tensor, inputs: [Tensor])] = [:]
    fileprivate private(set) var gradients: [ObjectIdentifier: Tensor] = [:]

    func recorded(_ result: Tensor, from inputs: [Tensor], multiplyAdds: Int) {
      guard let node = result.node else { return }
      results[ObjectIdentifier(node)] = (result, inputs)
    }

    func arrived(_ gradient: Tensor, at node: Tensors.Node) {
      gradients[ObjectIdentifier(node)] = gradient
    }
  }
}

/// A tensor of the computation, with or without a record of how it was made.
private enum Vertex {
  case recorded(Tensors.Node, value: Tensor?)
  case constant(Tensor)

  var identifier: ObjectIdentifier {
    switch self {
    case .recorded(let node, _): ObjectIdentifier(node)
    case .constant(let tensor): ObjectIdentifier(tensor.storage)
    }
  }
}

/// Sorts the vertices so that each comes after its inputs, without recursion.
private struct GraphBuilder {
  let trace: TapeGraph.Trace?
  let names: [ObjectIdentifier: String]
  let limit: Int
  private(set) var nodes: [TapeGraph.Node] = []
  private var positions: [ObjectIdentifier: Int] = [:]

  init(trace: TapeGraph.Trace?, names: [ObjectIdentifier: String], limit: Int) {
    self.trace = trace
    self.names = names
    self.limit = limit
  }

  mutating func build(_ result: Tensors.Node) {
    let value = trace?.results[ObjectIdentifier(result)]?.result
    var unfinished = [Vertex.recorded(result, value: value)]
    while let vertex = unfinished.last {
      if positions[vertex.identifier] != nil {
        unfinished.removeLast()
        continue
      }
      let inputs = inputs(of: vertex)
      let missing = inputs.filter { positions[$0.identifier] == nil }
      if missing.isEmpty {
        unfinished.removeLast()
        positions[vertex.identifier] = nodes.count
        nodes.append(node(vertex, inputs.compactMap { positions[$0.identifier] }))
      } else {
        // The first input is visited first.
        unfinished += missing.reversed()
      }
    }
  }

  private func inputs(of vertex: Vertex) -> [Vertex] {
    guard case .recorded(let node, _) = vertex else { return [] }
    if let traced = trace?.results[ObjectIdentifier(node)] {
      return traced.inputs.map { input in
        input.node.map { .recorded($0, value: input) } ?? .constant(input)
      }
    }
    var inputs: [Vertex] = []
    node.forEachInput { inputs.append(.recorded($0, value: nil)) }
    return inputs
  }

  private func node(_ vertex: Vertex, _ inputs: [Int]) -> TapeGraph.Node {
    switch vertex {
    case .constant(let tensor):
      return TapeGraph.Node(
        kind: .constant, operation: "", name: nil, shape: tensor.shape, inputs: [], value: small(tensor),
        gradient: nil)
    case .recorded(let node, let value):
      let identifier = ObjectIdentifier(node)
      return TapeGraph.Node(
        kind: node.isLeaf ? .parameter : .operation, operation: node.isLeaf ? "" : "\(node.name)",
        name: names[identifier], shape: node.shape, inputs: inputs, value: small(value),
        gradient: small(trace?.gradients[identifier]))
    }
  }

  private func small(_ tensor: Tensor?) -> [Float]? {
    guard let tensor, tensor.elementCount <= limit else { return nil }
    return tensor.scalars
  }
}
