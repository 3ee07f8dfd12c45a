/// Tokens as vectors, with their positions: the input of a transformer's first block.
///
/// `[batch, time]` of token numbers to `[batch, time, dimensions]`. Vectors start as N(0, 0.02²), and waves or learned
/// vectors of the positions are added; the paper's factor √dimensions is left out.
public struct TokenEmbedding: Module {
  /// The tokens' vectors.
  public let embedding: Embedding
  /// The positions' vectors, if they are learned.
  public let learned: LearnedPositions?
  /// How positions are encoded.
  public let positions: PositionEncoding
  private let dropout: Dropout

  /// `context` is the greatest number of positions, if they are learned.
  public init(
    vocabularySize: Int, context: Int, dimensions: Int, positions: PositionEncoding, dropout: Float = 0,
    using generator: inout some RandomNumberGenerator
  ) {
    embedding = Embedding(
      vocabularySize: vocabularySize, dimensions: dimensions,
      initializer: .normal(standardDeviation: 0.02), using: &generator)
    self.positions = positions
    learned =
      positions == .learned
      ? LearnedPositions(count: context, dimensions: dimensions, using: &generator) : nil
    self.dropout = Dropout(rate: dropout, using: &generator)
  }

  /// The vectors of tokens; the first is at position `start`.
  public func callAsFunction(_ tokens: IntTensor, _ mode: Mode, from start: Int = 0) -> Tensor {
    precondition(
      tokens.shape.rank == 2, "a transformer expects tokens of [batch, time] but got \(tokens.shape)")
    let range = start..<start + tokens.shape[1]
    let words = embedding(tokens)
    switch positions {
    case .none, .rotary: return dropout(words, mode)
    case .sinusoidal:
      return dropout(words + SinusoidalPositions(dimensions: embedding.dimensions)(range), mode)
    case .learned: return dropout(learned.map { words + $0(range) } ?? words, mode)
    }
  }
}
