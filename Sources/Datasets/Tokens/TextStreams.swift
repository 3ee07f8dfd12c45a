public import Tensors

/// A long text cut for training with a carried state: several places of the text are read side by side, piece by piece.
///
///     for piece in TextStreams(text, streams: 64, length: 16) {
///       let (logits, last) = model(piece.inputs, from: state)
///       crossEntropy(logits: logits, labels: piece.targets).backward()
///       …
///       state = last.detached()          // the state goes on, the gradient ends here
///     }
///
/// The text is divided into `streams` spans of equal length, one for each row of a batch. Piece k has the k-th `length` tokens
/// of every span and, as targets, the tokens that follow each of them; row r of one piece goes on in row r of the next.
/// Tokens that fill no whole piece are left out.
public struct TextStreams: Sequence, Sendable {
  /// The tokens of one step of training, both `[streams, length]`.
  public struct Piece {
    /// What the network reads.
    public let inputs: IntTensor
    /// For each token of the inputs the one that follows it.
    public let targets: IntTensor
  }

  /// The number of rows of a piece.
  public let streams: Int
  /// The number of tokens in a row of a piece.
  public let length: Int
  private let text: [Int]

  /// Cuts a text of token numbers.
  ///
  /// - Precondition: each span has room for one piece and the token that follows it.
  public init(_ text: [Int], streams: Int, length: Int) {
    precondition(streams > 0 && length > 0, "TextStreams expects streams and a length above 0")
    precondition(
      text.count / streams > length,
      "TextStreams expects \(streams) spans of more than \(length) tokens but got a text of \(text.count)")
    self.text = text
    self.streams = streams
    self.length = length
  }

  /// The number of pieces.
  public var count: Int { (text.count / streams - 1) / length }

  public var underestimatedCount: Int { count }

  /// One piece, counted from 0.
  public subscript(index: Int) -> Piece {
    precondition((0..<count).contains(index), "piece \(index) of a text in \(count) pieces")
    let span = text.count / streams
    let rows = (0..<streams).map { stream in
      Array(text[(stream * span + index * length)...(stream * span + (index + 1) * length)])
    }
    return Piece(
      inputs: IntTensor(rows.map { Array($0.dropLast()) }),
      targets: IntTensor(rows.map { Array($0.dropFirst()) }))
  }

  public func makeIterator() -> AnyIterator<Piece> {
    var indices = (0..<count).makeIterator()
    return AnyIterator { indices.next().map { self[$0] } }
  }
}
