import NeuralNetworks
import SVGCharts
import Tensors

/// Self-attention as products of matrices: X·W makes Q, K and V, Q·Kᵀ the scores, a softmax the weights, and these
/// times V the output.
///
///     let attention = SelfAttentionDiagram(tokens: words, x, query: query, key: key, value: value, following: 4)
///     steps(attention.walk)
///
/// All numbers are those of `DotProductAttention`. Each drawing has the whole chain on top and one product of it below,
/// laid out so that a number is where its row and its column cross. One token is followed through all of them.
public struct SelfAttentionDiagram: SVGPicture, Sendable, Hashable {
  /// A place in the chain.
  public enum Part: Int, Sendable, Hashable, CaseIterable {
    /// X, the tokens' vectors: a row for each token.
    case sentence
    /// Q = X W_Q, what each token looks for.
    case queries
    /// K = X W_K, what each token offers to be found by.
    case keys
    /// V = X W_V, what each token passes on.
    case values
    /// Q Kᵀ / √d, a row of scores for each token, `[T, T]`.
    case scores
    /// The scores after the softmax: each row sums to 1.
    case weights
    /// The weights times V: a new vector for each token.
    case output
  }

  /// The matrices that are learned.
  public struct Learned: Sendable, Hashable {
    /// W_Q, `[width of X, width of Q]`.
    public let queries: [[Double]]
    /// W_K.
    public let keys: [[Double]]
    /// W_V.
    public let values: [[Double]]
  }

  /// The sentence, a name for each row.
  public let tokens: [String]
  /// X, a row for each token.
  public let input: [[Double]]
  /// W_Q, W_K and W_V, as they are multiplied from the right.
  public let learned: Learned
  /// Q.
  public let queries: [[Double]]
  /// K.
  public let keys: [[Double]]
  /// V.
  public let values: [[Double]]
  /// Q·Kᵀ / √width; −∞ where a query may not look.
  public let scores: [[Double]]
  /// The softmax of each row of the scores.
  public let weights: [[Double]]
  /// The weights times V.
  public let output: [[Double]]
  /// Whether tokens see only themselves and earlier ones.
  public let isCausal: Bool
  /// The row that is followed.
  public var followed: Int
  /// The product that is shown.
  public var part = Part.output
  /// The line above the picture.
  public var title: String?

  /// Computes all matrices for a sentence.
  ///
  /// - Parameters:
  ///   - x: `[tokens, width]`.
  ///   - query: the layer that makes Q; all three have no bias, and `query` and `key` have the same number of outputs.
  ///   - row: the row that is followed; the last one, if none is given.
  /// - Precondition: at most nine tokens, and rows of at most nine numbers.
  public init(
    tokens: [String], _ x: Tensor, query: Linear, key: Linear, value: Linear, following row: Int? = nil,
    isCausal: Bool = false, title: String? = nil
  ) {
    precondition(
      x.rank == 2 && x.shape[0] == tokens.count && !tokens.isEmpty,
      "SelfAttentionDiagram expects a row for each of \(tokens.count) tokens but got \(x.shape)")
    let layers = [query, key, value]
    precondition(layers.allSatisfy { $0.bias == nil }, "SelfAttentionDiagram expects layers without a bias")
    precondition(
      max(tokens.count, query.inputs, query.outputs, value.outputs) <= 9,
      "SelfAttentionDiagram expects matrices of at most 9 × 9")
    precondition(
      row.map(tokens.indices.contains) ?? true,
      "SelfAttentionDiagram expects a row below \(tokens.count) but got \(row ?? 0)")
    let attention = DotProductAttention()
    let computed = withoutGradient {
      let (q, k, v) = (query(x), key(x), value(x))
      let batch = [q, k, v].map { $0.expandedDimensions(axis: 0) }
      let mask = isCausal ? Tensor.causal(time: tokens.count).expandedDimensions(axis: 0) : nil
      let scores = attention.scores(batch[0], batch[1])[0]
      let (context, weights) = attention(batch[0], keys: batch[1], values: batch[2], mask: mask)
      return (q: q, k: k, v: v, scores: scores, weights: weights[0], context: context[0])
    }
    (self.tokens, input, followed) = (tokens, x.rowsOfDoubles, row ?? tokens.count - 1)
    let transposed = layers.map { $0.weight.transposed().rowsOfDoubles }
    learned = Learned(queries: transposed[0], keys: transposed[1], values: transposed[2])
    queries = computed.q.rowsOfDoubles
    keys = computed.k.rowsOfDoubles
    values = computed.v.rowsOfDoubles
    scores = computed.scores.rowsOfDoubles.enumerated().map { row, line in
      line.enumerated().map { isCausal && $0.offset > row ? -.infinity : $0.element }
    }
    weights = computed.weights.rowsOfDoubles
    output = computed.context.rowsOfDoubles
    (self.isCausal, self.title) = (isCausal, title)
  }

  /// The diagram of one product of the chain.
  public func showing(_ part: Part) -> SelfAttentionDiagram {
    var copy = self
    copy.part = part
    return copy
  }

  /// Whether a query may not look at a key.
  func isMasked(_ row: Int, _ column: Int) -> Bool { isCausal && column > row }

  /// The key that the followed token looks at most.
  var favourite: Int {
    weights[followed].indices.max { weights[followed][$0] < weights[followed][$1] } ?? followed
  }
}
