/// The options of transformer blocks, apart from their sizes.
public struct TransformerOptions: Sendable {
  /// Where a block normalizes.
  public enum Normalization: Sendable {
    /// Before each part, x + f(norm(x)): trains without a warm-up; the last block's output is normalized once more.
    case before
    /// After each sum, norm(x + f(x)), as in the paper.
    case after
  }

  /// The activation function of the feed-forward part.
  public enum Activation: Sendable {
    /// max(0, x), as in the paper.
    case relu
    /// x Φ(x), where Φ is the normal distribution: smooth around 0, as in GPT and BERT.
    case gelu
  }

  /// Where blocks normalize.
  public var normalization: Normalization
  /// The activation function of the feed-forward part.
  public var activation: Activation
  /// The share of elements that training drops: of each part's result, inside the feed-forward part, and of
  /// attention's weights unless `attentionDropout` is given. As in PyTorch.
  public var dropout: Float
  /// The share of attention's weights that training drops.
  public var attentionDropout: Float?
  /// The width of the feed-forward part; four times the block's by default.
  public var feedForward: Int?
  /// Whether attention, feed-forward layers and norms have biases.
  public var bias: Bool
  /// The number of attention heads that have keys and values of their own, if it is smaller than that of queries.
  public var keyValueHeads: Int?
  /// Whether attention rotates queries and keys by their positions.
  public var rotary: Bool
  /// The initializer of the weights of attention and feed-forward layers; by default PyTorch's.
  public var initializer: Initializer?
  /// The initializer of the weights that write to the residual stream; by default `initializer`.
  public var residualInitializer: Initializer?

  /// Options; the defaults are a pre-norm block with GELU and no dropout.
  public init(
    normalization: Normalization = .before, activation: Activation = .gelu, dropout: Float = 0,
    feedForward: Int? = nil, rotary: Bool = false, initializer: Initializer? = nil,
    residualInitializer: Initializer? = nil, attentionDropout: Float? = nil, bias: Bool = true,
    keyValueHeads: Int? = nil
  ) {
    self.normalization = normalization
    self.activation = activation
    self.dropout = dropout
    self.feedForward = feedForward
    self.rotary = rotary
    self.initializer = initializer
    self.residualInitializer = residualInitializer
    self.attentionDropout = attentionDropout
    self.bias = bias
    self.keyValueHeads = keyValueHeads
  }
}
