/// Masks for attention: 1 where a query may attend, 0 elsewhere.
extension Tensor {
  /// `[batch, time]`: 1 before each sequence's end and 0 in its padding.
  public static func padding(lengths: [Int], time: Int) -> Tensor {
    precondition(
      lengths.allSatisfy { $0 >= 0 && $0 <= time },
      "padding expects lengths in 0 … \(time) but got \(lengths)")
    let kept = lengths.flatMap { length in (0..<time).map { $0 < length ? Float(1) : 0 } }
    return Tensor(kept, shape: [lengths.count, time])
  }

  /// `[batch, time]`: 0 where a token is `padding`, else 1.
  public static func padding(of tokens: IntTensor, padding: Int) -> Tensor {
    Tensor(tokens.scalars.map { $0 == padding ? 0 : 1 }, shape: tokens.shape)
  }

  /// `[time, time]`: 1 on and below the diagonal, so that a position sees itself and earlier ones.
  public static func causal(time: Int) -> Tensor {
    Tensor((0..<time).flatMap { t in (0..<time).map { $0 <= t ? Float(1) : 0 } }, shape: [time, time])
  }

  /// This mask over keys, `[batch, S]` or `[batch, Q, S]`, for scores of `[batch, Q, S]`.
  func rowMask(for scores: Shape) -> Tensor {
    let mask = rank == 2 ? expandedDimensions(axis: 1) : self
    precondition(
      mask.rank == 3 && mask.shape.broadcast(with: scores) == scores && mask.shape[2] == scores[2],
      "attention expects a mask of [\(scores[0]), \(scores[2])] or \(scores) but got \(shape)")
    return mask
  }

  /// This mask over keys, `[batch, S]` or `[batch, T, S]`, for all heads: `[batch, 1, …, S]`.
  func headMask(batch: Int, keys: Int) -> Tensor {
    let fits = (rank == 2 || rank == 3) && (shape[0] == batch || shape[0] == 1) && shape[-1] == keys
    precondition(
      fits,
      "MultiHeadAttention expects a mask of [\(batch), \(keys)] or [\(batch), T, \(keys)] but got \(shape)")
    let mask = rank == 2 ? expandedDimensions(axis: 1) : self
    return mask.expandedDimensions(axis: 1)
  }
}
