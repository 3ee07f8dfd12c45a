/// Averages values, weighted by how well their keys fit a query: a dictionary that answers with a mean of all its
/// entries.
///
///     weights = softmax(scores(queries, keys))      context = weights · values
///
/// The kinds of attention differ only in their scores.
///
///     let (context, weights) = attention(queries, keys: states, mask: .padding(lengths: lengths, time: 20))
///
/// Shapes: `queries` are `[batch, Q, queryWidth]`, `keys` `[batch, S, keyWidth]`, `values` `[batch, S, E]` (by default
/// the keys), `context` `[batch, Q, E]`, `weights` `[batch, Q, S]`. A mask of `[batch, S]` or `[batch, Q, S]` keeps a
/// key where it is 1 and drops it where it is 0: a dropped key gets exactly the weight 0, and a query without any kept
/// key gets the context 0.
public protocol Attention: Module {
  /// The part of the computation that depends only on the keys, `[batch, S, …]`; a decoder does it once.
  func prepare(_ keys: Tensor) -> Tensor

  /// How well each prepared key fits each query: `[batch, Q, S]`.
  func scores(_ queries: Tensor, _ prepared: Tensor) -> Tensor
}

extension Attention {
  public func prepare(_ keys: Tensor) -> Tensor { keys }

  /// The mean of the values for each query, weighted by how well its keys fit, and the weights.
  ///
  /// `queries` is `[batch, Q, …]`, `keys` `[batch, S, …]` and `values` `[batch, S, E]`, the keys if there are none; the result is
  /// `[batch, Q, E]` and `[batch, Q, S]`. A mask of `[batch, S]` or `[batch, Q, S]` keeps a key where it is 1. Traps if a shape
  /// doesn't fit.
  public func callAsFunction(
    _ queries: Tensor, keys: Tensor, values: Tensor? = nil, mask: Tensor? = nil
  ) -> (context: Tensor, weights: Tensor) {
    precondition(
      queries.rank == 3 && keys.rank == 3 && queries.shape[0] == keys.shape[0],
      "\(Self.self) expects [batch, Q, width] and [batch, S, width] but got \(queries.shape) and \(keys.shape)"
    )
    // Before any weight meets them: 0 · NaN would reach its gradient.
    let keys = keys.withoutRows(
      hiddenBy: mask?.rowMask(for: [queries.shape[0], queries.shape[1], keys.shape[1]]))
    return attend(queries, prepared: prepare(keys), values: values ?? keys, mask: mask)
  }

  /// The same for keys that were already prepared with `prepare`.
  public func attend(
    _ queries: Tensor, prepared: Tensor, values: Tensor, mask: Tensor? = nil
  ) -> (context: Tensor, weights: Tensor) {
    let shape: Shape = [queries.shape[0], queries.shape[1], prepared.shape[1]]
    let mask = mask?.rowMask(for: shape)
    if let mask, mask.shape[1] > 1, prepared.hasSomeFiniteRows || values.hasSomeFiniteRows {
      return attendEach(queries, prepared, values, mask)
    }
    // Hidden values may be anything, even NaN.
    let scores = scores(queries, prepared.withoutRows(hiddenBy: mask))
    precondition(
      values.rank == 3 && values.shape[1] == scores.shape[2],
      "\(Self.self) expects a value for each of \(scores.shape[2]) keys but got \(values.shape)")
    let weights = mask.map { scores.softmax(mask: $0) } ?? scores.softmax()
    return (weights.matmul(values.withoutRows(hiddenBy: mask)), weights)
  }
}

extension Attention {
  /// The same, one query after another, each without the keys that its row of the mask hides.
  private func attendEach(
    _ queries: Tensor, _ prepared: Tensor, _ values: Tensor, _ mask: Tensor
  ) -> (context: Tensor, weights: Tensor) {
    let parts = (0..<queries.shape[1]).map { query in
      attend(
        queries.slice(axis: 1, query..<query + 1), prepared: prepared, values: values,
        mask: mask.slice(axis: 1, query..<query + 1))
    }
    return (
      .concatenated(parts.map(\.context), axis: 1), .concatenated(parts.map(\.weights), axis: 1)
    )
  }
}

/// How well a key fits a query by their scalar product, q·k / √width.
///
/// Without the factor the scores' variance grows with the width, and the gradient of the softmax almost vanishes: pass
/// `isScaled: false` to see it. Queries and keys have the same width. Reference: Vaswani et al. (2017).
public struct DotProductAttention: Attention {
  /// Whether scores are divided by √width.
  public let isScaled: Bool

  /// Scores by scalar products, divided by √width if `isScaled`.
  public init(isScaled: Bool = true) { self.isScaled = isScaled }

  public func scores(_ queries: Tensor, _ prepared: Tensor) -> Tensor {
    let width = prepared.shape[2]
    precondition(
      queries.shape[2] == width,
      "DotProductAttention expects queries of width \(width) but got \(queries.shape)")
    let products = queries.matmul(prepared, transposingOther: true)
    return isScaled ? products / Float(width).squareRoot() : products
  }
}

/// How well a key fits a query by a learned bilinear form, qᵀ·W·k; the widths may differ.
///
/// `weight` is `[queryWidth, keyWidth]` and starts uniform in ±1/√keyWidth. Reference: Luong, Pham & Manning (2015).
public struct BilinearAttention: Attention {
  /// W as a layer: its `weight` is `[queryWidth, keyWidth]`.
  public let keys: Linear

  /// A form for queries and keys of these widths, with weights drawn from `generator`.
  public init(queryWidth: Int, keyWidth: Int, using generator: inout some RandomNumberGenerator) {
    keys = Linear(inputs: keyWidth, outputs: queryWidth, bias: false, using: &generator)
  }

  public func prepare(_ keys: Tensor) -> Tensor { self.keys(keys) }

  public func scores(_ queries: Tensor, _ prepared: Tensor) -> Tensor {
    precondition(
      queries.shape[2] == keys.outputs,
      "BilinearAttention expects queries of width \(keys.outputs) but got \(queries.shape)")
    return queries.matmul(prepared, transposingOther: true)
  }

  public var components: [Component] { keys.components }
}

/// How well a key fits a query by a small network with one hidden layer, vᵀ·tanh(W·q + U·k).
///
/// `query` and `key` map to `hidden` units, `score` to one number. Reference: Bahdanau, Cho & Bengio (2015).
public struct AdditiveAttention: Attention {
  /// W and its bias, from queries to hidden units.
  public let query: Linear
  /// U, from keys to hidden units.
  public let key: Linear
  /// v, from hidden units to a score.
  public let score: Linear

  /// A network of `hidden` units for queries and keys of these widths, with weights drawn from `generator`.
  public init(
    queryWidth: Int, keyWidth: Int, hidden: Int, using generator: inout some RandomNumberGenerator
  ) {
    query = Linear(inputs: queryWidth, outputs: hidden, using: &generator)
    key = Linear(inputs: keyWidth, outputs: hidden, bias: false, using: &generator)
    score = Linear(inputs: hidden, outputs: 1, bias: false, using: &generator)
  }

  public func prepare(_ keys: Tensor) -> Tensor { key(keys) }

  /// In one operation; `composedScores` computes the same in several.
  public func scores(_ queries: Tensor, _ prepared: Tensor) -> Tensor {
    additiveScores(queries: query(queries), keys: prepared, weight: score.weight.reshaped(to: [score.inputs]))
  }

  /// The scores as they are written above: the reference for the fast path.
  public func composedScores(_ queries: Tensor, _ prepared: Tensor) -> Tensor {
    let q = query(queries).expandedDimensions(axis: 2)  // [batch, Q, 1, hidden]
    let k = prepared.expandedDimensions(axis: 1)  // [batch, 1, S, hidden]
    return score((q + k).tanh()).squeezed(axis: -1)
  }
}
