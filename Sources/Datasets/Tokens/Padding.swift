public import Tensors

/// Sequences of different lengths side by side, the shorter ones filled up at their end.
public struct PaddedSequences: Sendable, Equatable {
  /// The tokens, `[sequences, longest]`.
  public let tokens: IntTensor
  /// How many tokens of each sequence are its own.
  public let lengths: [Int]

  /// Puts sequences side by side.
  ///
  /// - Parameters:
  ///   - padding: The token that fills up.
  ///   - length: The length of all rows; the longest sequence's where it is not given.
  /// - Precondition: no sequence is longer than `length`.
  public init(_ sequences: [[Int]], padding: Int, length: Int? = nil) {
    let longest = sequences.map(\.count).max() ?? 0
    let width = length ?? longest
    precondition(longest <= width, "PaddedSequences of length \(width) got a sequence of length \(longest)")
    lengths = sequences.map(\.count)
    tokens = IntTensor(
      sequences.flatMap { $0 + [Int](repeating: padding, count: width - $0.count) },
      shape: [sequences.count, width])
  }

  /// 1 where a token is a sequence's own and 0 where it fills up, `[sequences, longest]`.
  public var mask: Tensor {
    let width = tokens.shape[1]
    return Tensor(
      lengths.flatMap { length in (0..<width).map { $0 < length ? 1 : 0 } }, shape: [lengths.count, width])
  }
}
