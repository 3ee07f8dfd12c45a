/// A number that remembers how it was computed, so that its derivatives can be computed too.
///
///     let a = Scalar(2, name: "a")
///     let b = Scalar(3, name: "b")
///     let y = (a * b + b).tanh()
///     y.backward()          // a.gradient is dy/da, b.gradient is dy/db
///
/// Each operation makes a new node whose edges lead to the numbers it was made from, and on each edge stands the
/// local derivative: how fast the result changes with that number alone. `backward()` walks from the result to
/// the beginnings and multiplies along the edges; where several ways lead to one node, it adds (the chain rule).
///
/// A node is never made before its inputs, so edges cannot form a cycle: the order of creation is a topological
/// order, and nodes that nobody holds are freed. `Tensor` does the same thing for many numbers at once.
/// Source of the idea: Karpathy's micrograd; Wengert (1964) for the list of operations.
public final class Scalar {
  /// A way from a number to one that it was made from.
  public struct Edge {
    /// The number that it was made from.
    public let parent: Scalar
    /// The local derivative: ∂node / ∂parent.
    public let derivative: Double
  }

  /// The number itself. Training changes it in the nodes that no operation made.
  public var value: Double
  /// The derivative of the result of the last `backward()` with respect to this number; in a node that no
  /// operation made, the sum over all calls since it was last set to 0.
  public var gradient = 0.0
  /// The operation that made it, as it is written; empty for a number that was given.
  public let operation: String
  /// What it is called in drawings; empty where it has no name.
  public let name: String
  /// To the numbers that it was made from, in the order in which the operation takes them.
  public private(set) var edges: [Edge]
  /// The longest way to a number that was given: always larger than its parents'.
  private let rank: Int

  /// A number that is given.
  public init(_ value: Double, name: String = "") {
    (self.value, self.name, operation, edges, rank) = (value, name, "", [], 0)
  }

  init(_ value: Double, from operation: String, _ edges: Edge...) {
    (self.value, self.operation, self.edges, name) = (value, operation, edges, "")
    rank = 1 + (edges.map(\.parent.rank).max() ?? 0)
  }

  /// Whether it was given, not made by an operation.
  public var isLeaf: Bool { operation.isEmpty }

  /// Everything that this number was made from, each node once and behind its parents; the number itself is last.
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
    // Reversed, for nodes of one rank to stand in the order in which an expression names them.
    let ordered = found.reversed().enumerated().sorted { a, b in
      (a.element.rank, a.offset) < (b.element.rank, b.offset)
    }
    return ordered.map(\.element)
  }

  /// Adds to the gradient of every number that this one was made from its derivative with respect to that number.
  ///
  /// Given numbers add up over several calls, as in PyTorch: set their gradient to 0 before each step of training.
  public func backward() {
    let graph = graph
    propagate(through: graph, visiting: graph.reversed())
  }

  /// As `backward()`, in an order of one's own: every node has to come before its parents, or what reaches it
  /// later is lost. A part of the order shows a half-done pass.
  public func backward(visiting order: [Scalar]) {
    propagate(through: graph, visiting: order)
  }

  private func propagate(through graph: [Scalar], visiting order: [Scalar]) {
    for node in graph where !node.isLeaf { node.gradient = 0 }
    gradient += 1
    for node in order {
      for edge in node.edges { edge.parent.gradient += node.gradient * edge.derivative }
    }
  }

  /// Frees what only this node held one by one: a long chain that freed itself link by link would nest as deep as
  /// it is long.
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
