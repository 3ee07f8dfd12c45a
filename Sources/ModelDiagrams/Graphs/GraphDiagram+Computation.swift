import NeuralNetworks
import SVGCharts
import Tensors

extension GraphDiagram {
  /// What a number was computed from, with the value of each node and its gradient.
  ///
  ///     GraphDiagram(loss, names: ["error": error])
  ///
  /// - Parameters:
  ///   - visited: how many nodes the backward pass has reached, from the result on: only gradients that are known by
  ///     then are shown, and the last node passed is highlighted, with the local derivatives on its lines. `nil` shows
  ///     all gradients, `0` none.
  ///   - names: what to call nodes that have no name of their own.
  public init(
    _ result: Scalar, visited: Int? = nil, names: [String: Scalar] = [:], title: String? = nil,
    direction: Direction = .automatic
  ) {
    let way = BackwardWay(result, names: names)
    self.init(
      way.nodes(visited: visited ?? way.count, isMarked: visited != nil, hasSlopes: visited != nil),
      title: title, direction: direction)
  }

  /// The record of a computation on tensors: operations with their shapes, and the numbers of small ones.
  ///
  ///     GraphDiagram(TapeGraph.tracing(model) { crossEntropy(logits: model(x), labels: y) })
  public init(_ graph: TapeGraph, title: String? = nil, direction: Direction = .automatic) {
    self.init(
      graph.nodes.enumerated().map { index, node in
        Node(
          "\(index)", label: node.title, value: GraphDiagram.only(node.value),
          gradient: GraphDiagram.only(node.gradient), inputs: node.inputs.map(String.init),
          detail: node.shape.isEmpty ? nil : "\(node.shape)")
      }, title: title, direction: direction)
  }

  private static func only(_ numbers: [Float]?) -> Double? {
    numbers.flatMap { $0.count == 1 ? $0.first.map { Double($0) } : nil }
  }
}

/// The backward pass of a computation, a step for each node: the gradients that it passes to its inputs.
///
///     steps(backpropagation(of: loss))
///
/// - Parameter names: what to call nodes that have no name of their own.
public func backpropagation(of result: Scalar, names: [String: Scalar] = [:]) -> [(String, GraphDiagram)] {
  let way = BackwardWay(result, names: names)
  var walk = [
    (
      "Forwards: each node computes its value.",
      GraphDiagram(way.nodes(visited: 0, isMarked: false, hasSlopes: true))
    )
  ]
  for count in 1...max(1, way.count) {
    guard let sentence = way.sentence(count) else { continue }
    walk.append((sentence, GraphDiagram(way.nodes(visited: count, isMarked: true, hasSlopes: true))))
  }
  return walk
}

/// The gradients of a computation after each step of the backward pass; those stored in the numbers are not changed.
private struct BackwardWay {
  private let graph: [Scalar]
  private let names: [ObjectIdentifier: String]
  private let places: [ObjectIdentifier: Int]
  /// The characters of a title beyond which its box would be wider than its numbers.
  private static let longest = 14

  init(_ result: Scalar, names: [String: Scalar]) {
    graph = result.graph
    self.names = Dictionary(names.map { (ObjectIdentifier($1), $0) }) { first, _ in first }
    places = Dictionary(graph.enumerated().map { (ObjectIdentifier($1), $0) }) { first, _ in first }
  }

  var count: Int { graph.count }

  /// The gradients that are known once `visited` nodes, from the result on, have passed theirs on.
  private func gradients(visited: Int) -> [Int: Double] {
    guard visited > 0 else { return [:] }
    var known = [count - 1: 1.0]
    for place in (0..<count).reversed().prefix(visited) {
      guard let gradient = known[place] else { continue }
      for edge in graph[place].edges {
        guard let parent = places[ObjectIdentifier(edge.parent)] else { continue }
        known[parent, default: 0] += gradient * edge.derivative
      }
    }
    return known
  }

  func nodes(visited: Int, isMarked: Bool, hasSlopes: Bool) -> [GraphDiagram.Node] {
    let known = gradients(visited: visited)
    return graph.enumerated().map { place, node in
      GraphDiagram.Node(
        "\(place)", label: title(place), value: node.value, gradient: known[place],
        inputs: node.edges.compactMap { places[ObjectIdentifier($0.parent)].map(String.init) },
        slopes: hasSlopes ? node.edges.map(\.derivative) : [],
        isHighlighted: isMarked && place == count - visited)
    }
  }

  /// "y = u × v" where that is short, else "y = ×"; "w"; or the operation alone.
  private func title(_ place: Int) -> String {
    let node = graph[place]
    let called = name(of: node)
    if called.isEmpty { return node.isLeaf ? NumberFormat.plain(node.value) : node.operation }
    if node.isLeaf { return called }
    let whole = "\(called) = \(formula(of: node) ?? node.operation)"
    return whole.count <= BackwardWay.longest ? whole : "\(called) = \(node.operation)"
  }

  private func name(of node: Scalar) -> String { names[ObjectIdentifier(node)] ?? node.name }

  /// How it is computed, as one writes it; `nil` where an operand has no name.
  private func formula(of node: Scalar) -> String? {
    let operands = node.edges.map { name(of: $0.parent) }
    guard let first = operands.first, operands.allSatisfy({ !$0.isEmpty }) else { return nil }
    if operands.count == 2 { return "\(first) \(node.operation) \(operands[1])" }
    if node.operation.hasPrefix("^") {
      return Int(node.operation.dropFirst()).map { first + NumberFormat.superscript($0) }
    }
    return node.operation == "−" ? "−\(first)" : "\(node.operation)(\(first))"
  }

  /// What the reached node passes on; `nil` for a leaf.
  func sentence(_ visited: Int) -> String? {
    let place = count - visited
    let node = graph[place]
    guard !node.isLeaf, let gradient = gradients(visited: visited)[place] else { return nil }
    let shares = node.edges.map { edge -> String in
      let parent = places[ObjectIdentifier(edge.parent)].map(title) ?? ""
      let (g, d) = (NumberFormat.plain(gradient), NumberFormat.plain(edge.derivative))
      return "`\(parent)` gets \(g) · \(d) = \(NumberFormat.plain(gradient * edge.derivative))"
    }
    let start = place == count - 1 ? "The result's gradient is 1. " : ""
    return start + "Through `\(title(place))`, whose gradient is \(NumberFormat.plain(gradient)): "
      + shares.joined(separator: "; ") + "."
  }
}
