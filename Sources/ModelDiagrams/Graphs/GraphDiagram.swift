import SVGCharts

/// A computation graph: values flow from the leaves to the result, and each node shows its value and its gradient.
///
///     GraphDiagram([
///       .init("a", value: 2, gradient: -3),
///       .init("b", value: -3, gradient: 2),
///       .init("e", label: "a · b", value: -6, gradient: 1, inputs: ["a", "b"]),
///     ])
public struct GraphDiagram: SVGPicture, Sendable, Hashable {
  /// A number or a tensor, and what it is computed from.
  public struct Node: Sendable, Hashable {
    /// What other nodes call it.
    public var id: String
    /// The text on it; without it the id.
    public var label: String?
    /// The number that it holds.
    public var value: Double?
    /// The derivative of the result with respect to it.
    public var gradient: Double?
    /// A line under its name: a shape, a role.
    public var detail: String?
    /// The ids of the nodes that it is computed from; the same one may occur twice.
    public var inputs: [String]
    /// The local derivative with respect to each of the inputs, for the way back; may be empty.
    public var slopes: [Double]
    /// Whether it is highlighted: the node that an algorithm has reached.
    public var isHighlighted: Bool

    /// A node that is computed from the nodes named in `inputs`.
    public init(
      _ id: String, label: String? = nil, value: Double? = nil, gradient: Double? = nil,
      inputs: [String] = [], slopes: [Double] = [], isHighlighted: Bool = false, detail: String? = nil
    ) {
      self.id = id
      self.label = label
      self.value = value
      self.gradient = gradient
      self.inputs = inputs
      self.slopes = slopes
      self.isHighlighted = isHighlighted
      self.detail = detail
    }

    /// The lines in its box.
    var lines: [String] {
      [label ?? id]
        + [
          detail, value.map { "value \(NumberFormat.plain($0))" },
          gradient.map { "grad \(NumberFormat.plain($0))" },
        ]
        .compactMap { $0 }
    }
  }

  /// The nodes, each after its inputs.
  public var nodes: [Node]
  /// The line above the picture.
  public var title: String?
  /// Which way the values flow: from left to right where there is room, unless the author chooses.
  public var direction: Direction

  /// Which way values flow; `automatic` chooses by the width.
  public enum Direction: Sendable, Hashable { case automatic, toTheRight, downwards }

  /// - Precondition: ids are unique, every input is the id of an earlier node, so that there is no cycle, and a node has as
  ///   many slopes as inputs, or none.
  public init(_ nodes: [Node], title: String? = nil, direction: Direction = .automatic) {
    self.direction = direction
    var known: Set<String> = []
    for node in nodes {
      for input in node.inputs {
        precondition(
          known.contains(input),
          "GraphDiagram expects inputs before their users but \"\(node.id)\" needs \"\(input)\"")
      }
      precondition(
        node.slopes.isEmpty || node.slopes.count == node.inputs.count,
        "GraphDiagram expects \(node.inputs.count) slopes of \"\(node.id)\" but got \(node.slopes.count)")
      precondition(
        known.insert(node.id).inserted, "GraphDiagram expects unique ids but got \"\(node.id)\" twice")
    }
    self.nodes = nodes
    self.title = title
  }

  public var headline: String { title ?? "Computation graph" }

  public var alternative: String {
    let used = Set(nodes.flatMap(\.inputs))
    let leaves = nodes.filter(\.inputs.isEmpty).map(phrase)
    let results = nodes.filter { !used.contains($0.id) && !$0.inputs.isEmpty }.map(phrase)
    return (title.map { $0 + ". " } ?? "")
      + "Computation graph of \(NumberFormat.counted(nodes.count, "node")), from "
      + leaves.joined(separator: "; ")
      + (results.isEmpty ? "." : " to " + results.joined(separator: "; ") + ".")
  }

  private func phrase(_ node: Node) -> String {
    let numbers = node.lines.dropFirst().joined(separator: ", ")
    return (node.label ?? node.id) + (numbers.isEmpty ? "" : " (\(numbers))")
  }

  /// A row for each node. What no node has, such as a gradient in a graph of words, has no column.
  public var dataTable: ChartTable {
    let columns: [(name: String, isNumeric: Bool, text: (Node) -> String)] = [
      ("node", false, { $0.label ?? $0.id }), ("from", false, { names(of: $0.inputs) }),
      ("detail", false, { $0.detail ?? "" }), ("value", true, { $0.value.map(NumberFormat.machine) ?? "" }),
      ("gradient", true, { $0.gradient.map(NumberFormat.machine) ?? "" }),
      ("slopes", false, { $0.slopes.map(NumberFormat.machine).joined(separator: ", ") }),
    ]
    let used = columns.filter { column in
      ["node", "from"].contains(column.name) || nodes.contains { !column.text($0).isEmpty }
    }
    return ChartTable(
      columns: used.map(\.name), isNumeric: used.map(\.isNumeric),
      rows: nodes.map { node in used.map { $0.text(node) } })
  }

  /// What the boxes of these nodes are called.
  private func names(of ids: [String]) -> String {
    ids.map { id in nodes.first { $0.id == id }?.label ?? id }.joined(separator: ", ")
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    GraphDrawing(self, width: width).drawing
  }
}
