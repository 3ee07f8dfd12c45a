/// Causal self-attention, cross-attention to a memory, then the same small network at every position.
///
///     let y = block(x, memory: encoded, .training, memoryMask: .padding(lengths: lengths, time: 20))
///
/// Shapes: `x` and the result are `[batch, T, dimensions]`, `memory` `[batch, S, dimensions]`. Each position sees itself
/// and earlier ones. Parameters have the names of PyTorch's `TransformerDecoderLayer`: `self_attn`, `multihead_attn`
/// for the memory, `linear1`, `linear2`, `norm1`, `norm2`, `norm3`. Reference: Vaswani et al. (2017).
public struct TransformerDecoderBlock: Module {
  /// Self-attention over the target so far.
  public let attention: MultiHeadAttention
  /// Cross-attention: queries from the target, keys and values from the memory.
  public let crossAttention: MultiHeadAttention
  /// The small network at every position.
  public let feedForward: FeedForward
  private let aroundAttention: Residual
  private let aroundMemory: Residual
  private let aroundFeedForward: Residual

  /// A block whose weights are drawn from `generator`.
  public init(
    dimensions: Int, heads: Int, options: TransformerOptions = TransformerOptions(),
    using generator: inout some RandomNumberGenerator
  ) {
    attention = MultiHeadAttention(dimensions: dimensions, heads: heads, options: options, using: &generator)
    var withoutRotary = options
    withoutRotary.rotary = false  // positions in two sequences have no distance
    crossAttention = MultiHeadAttention(
      dimensions: dimensions, heads: heads, options: withoutRotary, using: &generator)
    feedForward = FeedForward(dimensions: dimensions, options: options, using: &generator)
    aroundAttention = Residual(dimensions: dimensions, options: options, using: &generator)
    aroundMemory = Residual(dimensions: dimensions, options: options, using: &generator)
    aroundFeedForward = Residual(dimensions: dimensions, options: options, using: &generator)
  }

  /// A vector for each position of the target, which sees those up to itself and all of the memory.
  ///
  /// `x` and the result are `[batch, T, dimensions]`, `memory` is `[batch, S, dimensions]`: the encoder's result. `mask` is `[batch, T]`
  /// and `memoryMask` `[batch, S]`, both 1 where a position may be seen.
  public func callAsFunction(
    _ x: Tensor, memory: Tensor, _ mode: Mode, mask: Tensor? = nil, memoryMask: Tensor? = nil
  ) -> Tensor {
    var cache = Cache()
    return self(x, memory: memory, mode, mask: mask, memoryMask: memoryMask, cache: &cache)
  }

  /// The block for the positions after those in the cache; the memory's keys and values are computed at the first call.
  public func callAsFunction(
    _ x: Tensor, memory: Tensor, _ mode: Mode, mask: Tensor? = nil, memoryMask: Tensor? = nil,
    cache: inout Cache
  ) -> Tensor {
    let memory = cache.memory ?? crossAttention.keysAndValues(of: memory)
    cache.memory = memory
    let attended = aroundAttention(x, mode) {
      attention($0, mode, mask: mask, isCausal: true, cache: &cache.past)
    }
    let informed = aroundMemory(attended, mode) {
      crossAttention($0, memory: memory, mode, mask: memoryMask)
    }
    return aroundFeedForward(informed, mode) { feedForward($0, mode) }
  }

  /// The keys and values that a block has computed: those of the past positions and those of the memory.
  public struct Cache {
    /// The positions so far.
    public internal(set) var past = KeyValueCache()
    /// The memory, after the first call.
    public internal(set) var memory: KeyValueCache?

    /// An empty cache.
    public init() {}

    /// The caches of the samples with the given numbers.
    public func samples(_ indices: [Int]) -> Cache {
      var chosen = Cache()
      chosen.past = past.samples(indices)
      chosen.memory = memory?.samples(indices)
      return chosen
    }
  }

  public var components: [Component] {
    [
      Component("self_attn", attention), Component("multihead_attn", crossAttention),
      Component("linear1", feedForward.linear1), Component("linear2", feedForward.linear2),
      Component("norm1", aroundAttention.norm), Component("norm2", aroundMemory.norm),
      Component("norm3", aroundFeedForward.norm),
    ]
  }
}

/// Decoder blocks on top of each other, with a last normalization where the blocks normalize before their parts.
///
/// Parameters have the names of PyTorch's `TransformerDecoder`.
public struct TransformerDecoder: Module {
  /// The blocks, first to last.
  public var layers: [TransformerDecoderBlock] { stack.blocks }
  /// The last normalization, where blocks normalize before their parts.
  public var norm: LayerNorm? { stack.norm }
  private let stack: BlockStack<TransformerDecoderBlock>

  /// Blocks whose weights are drawn from `generator`; `layers` is their number.
  public init(
    dimensions: Int, heads: Int, layers: Int, options: TransformerOptions = TransformerOptions(),
    using generator: inout some RandomNumberGenerator
  ) {
    stack = BlockStack(count: layers, dimensions: dimensions, options: options) {
      TransformerDecoderBlock(dimensions: dimensions, heads: heads, options: options, using: &generator)
    }
  }

  /// A vector for each position of the target after all blocks; shapes and masks are as for a block.
  public func callAsFunction(
    _ x: Tensor, memory: Tensor, _ mode: Mode, mask: Tensor? = nil, memoryMask: Tensor? = nil
  ) -> Tensor {
    var caches = start()
    return self(x, memory: memory, mode, mask: mask, memoryMask: memoryMask, caches: &caches)
  }

  /// The decoder for the positions after those in the caches.
  public func callAsFunction(
    _ x: Tensor, memory: Tensor, _ mode: Mode, mask: Tensor? = nil, memoryMask: Tensor? = nil,
    caches: inout [TransformerDecoderBlock.Cache]
  ) -> Tensor {
    stack(x) { block, index, x in
      block(x, memory: memory, mode, mask: mask, memoryMask: memoryMask, cache: &caches[index])
    }
  }

  /// An empty cache for each block.
  public func start() -> [TransformerDecoderBlock.Cache] {
    layers.map { _ in TransformerDecoderBlock.Cache() }
  }

  public var components: [Component] { stack.components(blocks: "layers") }
}
