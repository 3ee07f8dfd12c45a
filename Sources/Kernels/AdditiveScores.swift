internal import CKernels

/// The extents of an attention's scores: `[batch, queries, keys]` over rows of `width`.
public struct ScoreExtents: Sendable {
  /// The sizes of the axes.
  public let batch, queries, keys, width: Int

  /// The extents of scores over rows of `width`.
  public init(batch: Int, queries: Int, keys: Int, width: Int) {
    self.batch = batch
    self.queries = queries
    self.keys = keys
    self.width = width
  }

  /// The number of hidden units of all scores together.
  public var activationCount: Int { batch * queries * keys * width }

  func check(queries q: Storage, keys k: Storage, weight: Storage, scores: Storage, activations: Storage) {
    precondition(q.count == batch * queries * width && k.count == batch * keys * width)
    precondition(weight.count == width && scores.count == batch * queries * keys)
    precondition(activations.count == activationCount)
  }
}

extension Kernel {
  /// scores[b, q, s] = Σ weight · tanh(queries[b, q] + keys[b, s]); `activations` keeps the tanh.
  public static func additiveScores(
    _ extents: ScoreExtents, _ queries: Storage, _ keys: Storage, weight: Storage, into scores: Storage,
    activations: Storage
  ) {
    extents.check(queries: queries, keys: keys, weight: weight, scores: scores, activations: activations)
    let pairs = extents.queries * extents.keys
    share(extents.batch, each: 4 * pairs * extents.width) { samples in
      let start = samples.lowerBound
      ck_additive_scores(
        queries.pointer + start * extents.queries * extents.width,
        keys.pointer + start * extents.keys * extents.width, weight.pointer, scores.pointer + start * pairs,
        activations.pointer + start * pairs * extents.width, Int64(samples.count), Int64(extents.queries),
        Int64(extents.keys), Int64(extents.width))
    }
  }

  /// Adds to the gradients of queries and keys, and writes the weight's.
  public static func additiveScoresGradient(
    _ extents: ScoreExtents, _ g: Storage, activations: Storage, weight: Storage, queries: Storage,
    keys: Storage, weightGradient: Storage
  ) {
    extents.check(queries: queries, keys: keys, weight: weight, scores: g, activations: activations)
    precondition(weightGradient.count == extents.width)
    let (pairs, width) = (extents.queries * extents.keys, extents.width)
    // Each sample's share of the weight's gradient is kept apart, so that the order of the sum does not depend on
    // threads.
    let shares = Storage(zeros: extents.batch * width)
    share(extents.batch, each: 2 * pairs * width) { samples in
      let start = samples.lowerBound
      ck_additive_scores_gradient(
        g.pointer + start * pairs, activations.pointer + start * pairs * width, weight.pointer,
        queries.pointer + start * extents.queries * width, keys.pointer + start * extents.keys * width,
        shares.pointer + start * width, Int64(samples.count), Int64(extents.queries), Int64(extents.keys),
        Int64(width))
    }
    reduce(.sum, shares, AxisLayout(outer: 1, count: extents.batch, inner: width), into: weightGradient)
  }
}
