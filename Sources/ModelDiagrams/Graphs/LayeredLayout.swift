import SVGCharts

/// A directed graph in layers: each node after all that it is computed from, with few crossings (after Sugiyama,
/// Tagawa & Toda 1981).
///
/// An edge over several layers gets a waypoint in each of those between, so that it doesn't run through nodes.
struct LayeredLayout {
  /// A node, or a waypoint of an edge over several layers.
  struct Place: Hashable {
    var node: Int
    /// For a waypoint, the node that its edge goes to.
    var target: Int?
    /// The layer that it lies in.
    var rank: Int
  }

  private(set) var layers: [[Place]]
  /// The layer of each node.
  let ranks: [Int]

  /// - Parameter inputs: for each node the numbers of the nodes before it, all less than its own.
  init(inputs: [[Int]]) {
    var ranks = [Int](repeating: 0, count: inputs.count)
    for (node, sources) in inputs.enumerated() {
      ranks[node] = (sources.map { ranks[$0] }.max() ?? -1) + 1
    }
    // a leaf moves up to its first user, so that edges are short
    for node in inputs.indices where inputs[node].isEmpty {
      let users = inputs.indices.filter { inputs[$0].contains(node) }
      if let nearest = users.map({ ranks[$0] }).min() { ranks[node] = nearest - 1 }
    }
    self.ranks = ranks
    layers = [[Place]](repeating: [], count: (ranks.max() ?? -1) + 1)
    for node in inputs.indices {
      layers[ranks[node]].append(Place(node: node, rank: ranks[node]))
      for source in Set(inputs[node]).sorted() where ranks[node] - ranks[source] > 1 {
        for rank in (ranks[source] + 1)..<ranks[node] {
          layers[rank].append(Place(node: source, target: node, rank: rank))
        }
      }
    }
    for _ in 0..<12 { arrange(inputs) }
  }

  /// Orders each layer by where its neighbours lie on average, once forwards and once backwards.
  private mutating func arrange(_ inputs: [[Int]]) {
    for rank in layers.indices.dropFirst() { sort(rank, by: rank - 1, inputs) }
    for rank in layers.indices.dropLast().reversed() { sort(rank, by: rank + 1, inputs) }
  }

  private mutating func sort(_ rank: Int, by other: Int, _ inputs: [[Int]]) {
    let places = layers[other].enumerated()
    let keys = layers[rank].enumerated().map { index, place -> (key: Double, index: Int) in
      let near = places.filter { isConnected(place, $0.element, inputs) }.map { Double($0.offset) }
      let scale = Double(max(1, layers[other].count)) / Double(max(1, layers[rank].count))
      return (near.isEmpty ? Double(index) * scale : near.reduce(0, +) / Double(near.count), index)
    }
    layers[rank] = keys.sorted { ($0.key, $0.index) < ($1.key, $1.index) }.map { layers[rank][$0.index] }
  }

  /// Whether an edge runs between two places of neighbouring layers.
  private func isConnected(_ a: Place, _ b: Place, _ inputs: [[Int]]) -> Bool {
    let (from, to) = a.rank < b.rank ? (a, b) : (b, a)
    if let target = to.target { return to.node == from.node && (from.target ?? target) == target }
    if let target = from.target { return to.node == target }
    return inputs[to.node].contains(from.node)
  }

  /// The places between the two ends of an edge, in the order it passes them.
  func way(from source: Int, to target: Int) -> [Place] {
    guard ranks[target] - ranks[source] > 1 else { return [] }
    return ((ranks[source] + 1)..<ranks[target]).map { Place(node: source, target: target, rank: $0) }
  }

  func place(of node: Int) -> Place { Place(node: node, rank: ranks[node]) }
}
