/// Self-attention, then the same small network at every position, each with a residual connection.
///
///     let y = block(x, .training, mask: .padding(lengths: lengths, time: 20))
///
/// Shapes: `x` and the result are `[batch, time, dimensions]`; masks as for `MultiHeadAttention`. With `isCausal`, it is
/// the block of a decoder-only language model. Parameters have the names of PyTorch's `TransformerEncoderLayer`:
/// `self_attn.in_proj_weight`, …, `linear1.weight`, …, `norm2.bias`. Defaults differ from PyTorch's and the paper's:
/// normalization before the parts, GELU, no dropout. Reference: Vaswani et al. (2017).
public struct TransformerEncoderBlock: ModeDependentLayer {
  /// Self-attention over the sequence.
  public let attention: MultiHeadAttention
  /// The small network at every position.
  public let feedForward: FeedForward
  private let aroundAttention: Residual
  private let aroundFeedForward: Residual
  /// Where its layer norms are.
  public var normalization: TransformerOptions.Normalization { aroundAttention.order }
  /// The layer norms of its two parts.
  var norms: (attention: LayerNorm, feedForward: LayerNorm) { (aroundAttention.norm, aroundFeedForward.norm) }

  /// A block whose weights are drawn from `generator`.
  public init(
    dimensions: Int, heads: Int, options: TransformerOptions = TransformerOptions(),
    using generator: inout some RandomNumberGenerator
  ) {
    attention = MultiHeadAttention(dimensions: dimensions, heads: heads, options: options, using: &generator)
    feedForward = FeedForward(dimensions: dimensions, options: options, using: &generator)
    aroundAttention = Residual(dimensions: dimensions, options: options, using: &generator)
    aroundFeedForward = Residual(dimensions: dimensions, options: options, using: &generator)
  }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { self(x, mode, mask: nil) }

  /// A vector for each position, `[batch, time, dimensions]` from `[batch, time, dimensions]`.
  ///
  /// A mask of `[batch, time]` or `[batch, time, time]` keeps positions where it is 1. With `isCausal`, a position sees none after it.
  public func callAsFunction(_ x: Tensor, _ mode: Mode, mask: Tensor?, isCausal: Bool = false) -> Tensor {
    var cache = KeyValueCache()
    return self(x, mode, mask: mask, isCausal: isCausal, cache: &cache)
  }

  /// The block for the positions after those in the cache.
  public func callAsFunction(
    _ x: Tensor, _ mode: Mode, mask: Tensor? = nil, isCausal: Bool = false, cache: inout KeyValueCache
  ) -> Tensor {
    let attended = aroundAttention(x, mode) {
      attention($0, mode, mask: mask, isCausal: isCausal, cache: &cache)
    }
    return aroundFeedForward(attended, mode) { feedForward($0, mode) }
  }

  /// The weights with which the block attends in `x`, `[batch, heads, time, time]`, for figures; no gradient.
  public func weights(_ x: Tensor, mask: Tensor? = nil, isCausal: Bool = false) -> Tensor {
    withoutGradient { attention.weights(aroundAttention.input(x), mask: mask, isCausal: isCausal) }
  }

  public var components: [Component] {
    [
      Component("self_attn", attention), Component("linear1", feedForward.linear1),
      Component("linear2", feedForward.linear2), Component("norm1", aroundAttention.norm),
      Component("norm2", aroundFeedForward.norm),
    ]
  }
}

/// Encoder blocks on top of each other, with a last normalization where the blocks normalize before their parts.
///
/// Parameters have the names of PyTorch's `TransformerEncoder`: `layers.0.self_attn.in_proj_weight`, …, `norm.weight`.
public struct TransformerEncoder: ModeDependentLayer {
  /// The blocks, first to last.
  public var layers: [TransformerEncoderBlock] { stack.blocks }
  /// The last normalization, where blocks normalize before their parts.
  public var norm: LayerNorm? { stack.norm }
  private let stack: BlockStack<TransformerEncoderBlock>

  /// Blocks whose weights are drawn from `generator`; `layers` is their number.
  public init(
    dimensions: Int, heads: Int, layers: Int, options: TransformerOptions = TransformerOptions(),
    using generator: inout some RandomNumberGenerator
  ) {
    stack = BlockStack(count: layers, dimensions: dimensions, options: options) {
      TransformerEncoderBlock(dimensions: dimensions, heads: heads, options: options, using: &generator)
    }
  }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { self(x, mode, mask: nil) }

  /// A vector for each position after all blocks, `[batch, time, dimensions]` from `[batch, time, dimensions]`.
  ///
  /// Masks and `isCausal` are as for a block, and hold in each of them.
  public func callAsFunction(_ x: Tensor, _ mode: Mode, mask: Tensor?, isCausal: Bool = false) -> Tensor {
    stack(x) { block, _, x in block(x, mode, mask: mask, isCausal: isCausal) }
  }

  public var components: [Component] { stack.components(blocks: "layers") }
}
