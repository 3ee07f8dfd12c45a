import SVGCharts

/// A beam search as a tree that grows: which beginnings each step considered, how likely they were, and which of
/// them the search kept or dropped.
///
///     BeamDiagram([
///       .init(["the"], score: -0.5), .init(["a"], score: -1.6, fate: .dropped),
///       .init(["the", "cat"], score: -0.9, fate: .best), .init(["the", "dog"], score: -2.1, fate: .dropped),
///     ])
public struct BeamDiagram: SVGPicture, Sendable, Hashable {
  /// What became of a beginning.
  public enum Fate: String, Sendable, Hashable {
    /// It was among the best of its length, and the search went on from it.
    case kept
    /// It was worse than those that were kept, and the search gave it up.
    case dropped
    /// It is a whole answer.
    case answer
    /// It is the answer that was chosen, or a beginning of it.
    case best
  }

  /// A beginning that the search considered.
  public struct Node: Sendable, Hashable {
    /// The words so far; the tree shows the last one.
    public var words: [String]
    /// The logarithm of their probability.
    public var score: Double
    /// What became of it.
    public var fate: Fate

    /// A beginning with its log-probability.
    public init(_ words: [String], score: Double, fate: Fate = .kept) {
      self.words = words
      self.score = score
      self.fate = fate
    }
  }

  /// All beginnings, the shorter ones first.
  public var nodes: [Node]
  /// How many steps are shown; the rest keep their room, so that nothing moves while the tree grows.
  public var steps: Int
  /// The line above the picture.
  public var title: String?

  /// - Precondition: each beginning comes after its own beginning.
  public init(_ nodes: [Node], steps: Int? = nil, title: String? = nil) {
    var known: Set<[String]> = [[]]
    for node in nodes {
      precondition(
        !node.words.isEmpty && known.contains(Array(node.words.dropLast())),
        "BeamDiagram expects each beginning after its own but \(node.words) has none before it")
      known.insert(node.words)
    }
    self.nodes = nodes
    self.steps = steps ?? nodes.map(\.words.count).max() ?? 0
    self.title = title
  }

  /// The beginnings that are shown.
  var shown: [Node] { nodes.filter { $0.words.count <= steps } }

  public var headline: String { title ?? "Beam search" }

  public var alternative: String {
    let last = shown.filter { $0.words.count == steps }
    let kept = last.filter { $0.fate != .dropped }.map(phrase)
    let dropped = last.filter { $0.fate == .dropped }.map(phrase)
    let best = shown.last { $0.fate == .best }.map { " The answer is \(phrase($0))." } ?? ""
    return (title.map { $0 + ". " } ?? "") + "Beam search as a tree of "
      + "\(NumberFormat.counted(shown.count, "beginning")), after step \(steps): "
      + "kept \(kept.isEmpty ? "none" : kept.joined(separator: "; "))"
      + (dropped.isEmpty ? "." : "; dropped \(dropped.joined(separator: "; ")).") + best
  }

  private func phrase(_ node: Node) -> String {
    "“\(node.words.joined(separator: " "))” (\(NumberFormat.fixed(node.score, decimals: 2)))"
  }

  public var dataTable: ChartTable {
    ChartTable(
      columns: ["step", "words", "log probability", "fate"], isNumeric: [true, false, true, false],
      rows: shown.map { node in
        [
          "\(node.words.count)", node.words.joined(separator: " "), NumberFormat.machine(node.score),
          node.fate.rawValue,
        ]
      })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    BeamDrawing(self, width: width).drawing
  }
}
