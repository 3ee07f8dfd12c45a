import SVGCharts
import Tensors

/// A decoder that writes word by word: for one of its words, how much it looks at each source word, and the vector that
/// this gives it.
///
///     steps(AlignmentDiagram(sources: english, targets: german, weights: weights, states: memory.states[0]).walk)
///
/// Lines join each word that was written to what it looked at, as wide as the weight. The vector is the sum of the source's
/// states, each times its weight.
public struct AlignmentDiagram: SVGPicture, Sendable, Hashable {
  /// The words that are read.
  public let sources: [String]
  /// The words that are written, in their order.
  public let targets: [String]
  /// A row for each target with a weight for each source.
  public let weights: [[Double]]
  /// A row of numbers for each source, the first ones of its state.
  public let states: [[Double]]
  /// What each target gets, its context: the first numbers of the vector.
  public let contexts: [[Double]]
  /// How many numbers a state has.
  public let width: Int
  /// The word that is being written.
  public var current: Int
  /// The line above the picture.
  public var title: String?
  /// How many numbers of a state are drawn at most.
  private static let shown = 8

  /// - Parameters:
  ///   - weights: `[targets, sources]`, of the model's attention.
  ///   - states: `[sources, width]`, what the weights are for.
  ///   - word: the target that is being written; the first one, if none is given.
  public init(
    sources: [String], targets: [String], weights: Tensor, states: Tensor, writing word: Int = 0,
    title: String? = nil
  ) {
    precondition(
      weights.shape == [targets.count, sources.count],
      "AlignmentDiagram expects weights of [\(targets.count), \(sources.count)] but got \(weights.shape)")
    precondition(
      states.rank == 2 && states.shape[0] == sources.count && !sources.isEmpty,
      "AlignmentDiagram expects a state for each of \(sources.count) words but got \(states.shape)")
    precondition(
      targets.indices.contains(word),
      "AlignmentDiagram expects one of \(targets.count) words to write but got \(word)")
    let shown = min(Self.shown, states.shape[1])
    (self.sources, self.targets, current, self.title) = (sources, targets, word, title)
    width = states.shape[1]
    self.weights = weights.rowsOfDoubles
    self.states = states.rowsOfDoubles.map { Array($0.prefix(shown)) }
    contexts = withoutGradient { weights.matmul(states) }.rowsOfDoubles.map { Array($0.prefix(shown)) }
  }

  /// The diagram of another word.
  public func writing(_ word: Int) -> AlignmentDiagram {
    var copy = self
    copy.current = word
    return copy
  }

  /// The source that a word looks at most.
  func favourite(of target: Int) -> Int {
    sources.indices.max { weights[target][$0] < weights[target][$1] } ?? 0
  }

  /// A step for each word, with a sentence about what it looks at.
  public var walk: [(String, AlignmentDiagram)] {
    targets.indices.map { (sentence(of: $0), writing($0)) }
  }

  private func sentence(of target: Int) -> String {
    let order = sources.indices.sorted { (-weights[target][$0], $0) < (-weights[target][$1], $1) }
    func look(_ source: Int) -> String {
      "*\(sources[source])* (\(NumberFormat.fixed(weights[target][source], decimals: 2)))"
    }
    let first = "**Word \(target + 1): *\(targets[target])*.** "
    guard order.count > 1, weights[target][order[0]] < 0.9 else {
      return first + "It looks at \(look(order[0])), so the context is almost that word’s state."
    }
    return first
      + "It looks most at \(look(order[0])), then at \(look(order[1])): the context is a mixture."
  }

  public var headline: String { title ?? "Attention, word by word" }

  public var alternative: String {
    let looks = sources.indices.filter { weights[current][$0] >= 0.02 }.map {
      "\(sources[$0]) \(NumberFormat.fixed(weights[current][$0], decimals: 2))"
    }
    return (title.map { $0 + ". " } ?? "")
      + "A decoder has written \(current) of \(targets.count) words and writes \(targets[current]). It looks at "
      + looks.joined(separator: ", ")
      + ". The states of the \(sources.count) source words, each times its weight, add up to "
      + "the context, a vector of \(width) numbers."
  }

  public var dataTable: ChartTable {
    ChartTable(
      columns: ["word"] + sources, isNumeric: [false] + sources.map { _ in true },
      rows: zip(targets, weights).map { [$0] + $1.map(NumberFormat.machine) })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    AlignmentDrawing(self, width: width).drawing
  }
}
