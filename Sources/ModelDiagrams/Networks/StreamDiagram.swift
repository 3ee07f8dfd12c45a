import SVGCharts

/// A stack of transformer blocks: the stream of each token runs straight through, and each part reads from it and adds to it.
///
///     StreamDiagram(
///       tokens: ["a", "net", "work"], width: 32,
///       blocks: [.init(attention: "4224 weights", feedForward: "8352 weights")], answer: "norm, logits")
public struct StreamDiagram: SVGPicture, Sendable, Hashable {
  /// A block, with what is written beside its two parts.
  public struct Block: Sendable, Hashable {
    /// A line for the attention, as its number of weights.
    public var attention: String
    /// A line for the feed-forward part.
    public var feedForward: String

    /// A block, with what is written beside its parts.
    public init(attention: String, feedForward: String) {
      (self.attention, self.feedForward) = (attention, feedForward)
    }
  }

  /// The tokens, in order; the last one's stream stands out.
  public var tokens: [String]
  /// How many numbers a stream has.
  public var width: Int
  /// The blocks, from the first one on.
  public var blocks: [Block]
  /// What is made of a stream at its end.
  public var answer: String
  /// Whether a token reads those to its left alone.
  public var isCausal: Bool
  /// The line above the picture.
  public var title: String?

  /// - Precondition: there are two to ten tokens, and a block.
  public init(
    tokens: [String], width: Int, blocks: [Block], answer: String = "logits", isCausal: Bool = true,
    title: String? = nil
  ) {
    precondition(
      (2...10).contains(tokens.count) && !blocks.isEmpty,
      "StreamDiagram expects 2 to 10 tokens and a block, but got \(tokens.count) and \(blocks.count)")
    (self.tokens, self.width, self.blocks, self.answer) = (tokens, width, blocks, answer)
    (self.isCausal, self.title) = (isCausal, title)
  }

  public var headline: String { title ?? "The streams of a transformer" }

  public var alternative: String {
    let reading = isCausal ? "the streams of the tokens before it and its own" : "all streams"
    return (title.map { $0 + ". " } ?? "")
      + "The tokens \(tokens.joined(separator: ", ")) become vectors of \(width) numbers. Each one's stream runs straight down "
      + "through \(blocks.count == 1 ? "one block" : "\(blocks.count) blocks"). In each block attention reads \(reading) and adds to the token's "
      + "stream; then the feed-forward part reads this stream alone and adds to it. At the end: \(answer)."
  }

  public var dataTable: ChartTable {
    let rows = blocks.enumerated().flatMap { index, block in
      [["\(index + 1)", "attention", block.attention], ["\(index + 1)", "feed-forward", block.feedForward]]
    }
    return ChartTable(columns: ["block", "part", "note"], isNumeric: [true, false, false], rows: rows)
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    StreamDrawing(self, width: width).drawing
  }
}
