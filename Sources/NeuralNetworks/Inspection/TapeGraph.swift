/// The record of a computation as plain data, to be drawn or read.
///
///     let graph = TapeGraph.tracing(model) { crossEntropy(logits: model(x), labels: y) }
///     for node in graph.nodes { print(node.operation, node.shape) }
///
/// Each node comes after its inputs; the last one is the result. The same computation gives the same graph.
public struct TapeGraph: Equatable, Sendable {
  /// A tensor of the computation.
  public struct Node: Equatable, Sendable {
    /// Where the tensor comes from.
    public enum Kind: Sendable {
      /// It is learned.
      case parameter
      /// It was given and has no gradient.
      case constant
      /// It was computed.
      case operation
    }

    /// What kind of tensor it is.
    public let kind: Kind
    /// The operation's name; empty for parameters and constants.
    public let operation: String
    /// The parameter's path in the module that was given: `0.weight`.
    public let name: String?
    /// The shape of its value.
    public let shape: Shape
    /// The positions of the nodes that it was computed from, in the order of the operation's arguments.
    public let inputs: [Int]
    /// The elements, if they are few and were traced.
    public let value: [Float]?
    /// The slope of the result with respect to each element, if they are few and were traced.
    public let gradient: [Float]?

    /// The node's title: its name, its operation, or its kind.
    public var title: String {
      switch kind {
      case .parameter: name ?? "parameter"
      case .constant: "constant"
      case .operation: operation
      }
    }
  }

  /// The nodes, each after those that it was computed from.
  public let nodes: [Node]

  /// Every edge from an input to a result, in the order of the nodes.
  public var edges: [(from: Int, to: Int)] {
    nodes.enumerated().flatMap { to, node in node.inputs.map { ($0, to) } }
  }

  /// The graph of a tensor that was computed from parameters; without values, gradients and constants, which are
  /// not kept.
  public init(of tensor: Tensor, naming module: (any Module)? = nil) {
    guard let node = tensor.node else {
      preconditionFailure("TapeGraph expects a tensor that was computed from a Parameter")
    }
    self.init(from: node, trace: nil, names: TapeGraph.names(module), limit: 0)
  }

  /// The graph of what `body` computes, with constants and with the values and gradients of tensors of at most
  /// `limit` elements.
  ///
  /// There are gradients if the result is a single number. The parameters' own gradients don't change.
  public static func tracing(
    _ module: (any Module)? = nil, valuesUpTo limit: Int = 8, _ body: () -> Tensor
  ) -> TapeGraph {
    let trace = Trace()
    let result = trace.watching(body)
    guard let node = result.node else {
      preconditionFailure("TapeGraph expects a result that was computed from a Parameter")
    }
    if result.elementCount == 1 { trace.watching { _ = gradients(of: result, at: []) } }
    return TapeGraph(from: node, trace: trace, names: names(module), limit: limit)
  }

  private static func names(_ module: (any Module)?) -> [ObjectIdentifier: String] {
    let named = module?.namedParameters ?? []
    return Dictionary(named.map { (ObjectIdentifier($0.parameter.node), $0.name) }) { first, _ in first }
  }
}

extension TapeGraph: CustomStringConvertible {
  /// A line for each node: `3 ← 0 1 2  linear [4, 2]`.
  public var description: String {
    nodes.enumerated().map { position, node in
      let inputs = node.inputs.isEmpty ? "" : " ← " + node.inputs.map(String.init).joined(separator: " ")
      return "\(position)\(inputs)  \(node.title) \(node.shape)"
    }.joined(separator: "\n")
  }
}
