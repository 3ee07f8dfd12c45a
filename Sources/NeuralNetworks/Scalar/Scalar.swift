/// A number that remembers how it was computed, so that its derivatives can be computed too.
///
///     let a = Scalar(2, name: "a")
///     let b = Scalar(3, name: "b")
///     let y = (a * b + b).tanh()
///     y.backward()          // a.gradient is dy/da, b.gradient is dy/db
///
/// Each operation makes a new node with an edge to each of its operands. An edge carries the local derivative: how fast
/// the result changes with that operand alone. `backward()` walks from the result to the given numbers and multiplies
/// along the edges; if several paths lead to one node, it adds them up (the chain rule).
///
/// A node is never made before its operands, so edges cannot form a cycle: the order of creation is a topological order,
/// and unused nodes are freed. `Tensor` does the same for many numbers at once.
/// Source of the idea: Karpathy's micrograd; Wengert (1964) for the list of operations.
public final class Scalar {
  /// An edge from a number to one of its operands.
  public struct Edge {
    /// The operand.
    public let parent: Scalar
    /// The local derivative: ∂node / ∂parent.
    public let derivative: Double
    /// Whether the operation is constant around this operand, so that no gradient passes, not even an infinite one.
    var isFlat = false
  }

  /// The number itself. Training changes it in given numbers.
  public var value: Double
  /// The derivative of the result of the last `backward()` with respect to this number; in a given number, the sum over
  /// all calls since it was last set to 0.
  public var gradient = 0.0
  /// The operation that made it, as it is written; empty for a number that was given.
  public let operation: String
  /// Its name in drawings; empty if it has none.
  public let name: String
  /// The edges to its operands, in their order.
  public private(set) var edges: [Edge]
  /// The length of the longest path to a given number: always larger than its parents'.
  private let rank: Int

  /// A given number.
  public init(_ value: Double, name: String = "") {
    (self.value, self.name, operation, edges, rank) = (value, name, "", [], 0)
  }

  init(_ value: Double, from operation: String, _ edges: Edge...) {
    (self.value, self.operation, self.edges, name) = (value, operation, edges, "")
    rank = 1 + (edges.map(\.parent.rank).max() ?? 0)
  }

  /// Whether it was given rather than computed.
  public var isLeaf: Bool { operation.isEmpty }

  /// All nodes that this number depends on, each once and after its parents; the number itself is last.
  public var graph: [Scalar] {
    var found = [self]
    var seen = [ObjectIdentifier(self)] as Set
    var next = 0
    while next < found.count {
      for edge in found[next].edges where seen.insert(ObjectIdentifier(edge.parent)).inserted {
        found.append(edge.parent)
      }
      next += 1
    }
    // Reversed, so that nodes of one rank are in the order in which an expression names them.
    let ordered = found.reversed().enumerated().sorted { a, b in
      (a.element.rank, a.offset) < (b.element.rank, b.offset)
    }
    return ordered.map(\.element)
  }

  /// Adds this number's derivative with respect to each number that it depends on to that number's gradient.
  ///
  /// The gradients of given numbers add up over several calls, as in PyTorch: set their gradient to 0 before each step
  /// of training.
  public func backward() {
    let graph = graph
    propagate(through: graph, visiting: graph.reversed())
  }

  /// Like `backward()`, but in a given order: every node has to come before its parents, or what reaches it later is
  /// lost. Part of an order shows an unfinished pass.
  public func backward(visiting order: [Scalar]) {
    propagate(through: graph, visiting: order)
  }

  private func propagate(through graph: [Scalar], visiting order: [Scalar]) {
    for node in graph where !node.isLeaf { node.gradient = 0 }
    gradient += 1
    for node in order {
      for edge in node.edges { edge.parent.gradient += edge.isFlat ? 0 : node.gradient * edge.derivative }
    }
  }

  /// Frees the nodes that only this one refers to in a loop: a chain that freed itself link by link would nest calls as
  /// deep as it is long.
  deinit {
    var pending = edges.map(\.parent)
    edges = []
    while var node = pending.popLast() {
      guard isKnownUniquelyReferenced(&node) else { continue }
      pending += node.edges.map(\.parent)
      node.edges = []
    }
  }
}
