/// Attention over what was said so far, attention over a memory, then the same small network at every position.
///
///     let y = block(x, memory: encoded, .training, memoryMask: .padding(lengths: lengths, time: 20))
///
/// Shapes: `x` and the result are `[batch, T, dimensions]`, `memory` `[batch, S, dimensions]`. Each position sees itself
/// and what was before. Parameters have the names of PyTorch's `TransformerDecoderLayer`: `self_attn`, `multihead_attn`
/// for the memory, `linear1`, `linear2`, `norm1`, `norm2`, `norm3`. Reference: Vaswani et al. (2017).
public struct TransformerDecoderBlock: Module {
  /// Attention over what was said so far.
  public let attention: MultiHeadAttention
  /// Attention over the memory.
  public let memoryAttention: MultiHeadAttention
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
    var unturned = options
    unturned.rotary = false  // positions in two sequences have no distance
    memoryAttention = MultiHeadAttention(
      dimensions: dimensions, heads: heads, options: unturned, using: &generator)
    feedForward = FeedForward(dimensions: dimensions, options: options, using: &generator)
    aroundAttention = Residual(dimensions: dimensions, options: options, using: &generator)
    aroundMemory = Residual(dimensions: dimensions, options: options, using: &generator)
    aroundFeedForward = Residual(dimensions: dimensions, options: options, using: &generator)
  }

  public func callAsFunction(
    _ x: Tensor, memory: Tensor, _ mode: Mode, mask: Tensor? = nil, memoryMask: Tensor? = nil
  ) -> Tensor {
    var cache = Cache()
    return self(x, memory: memory, mode, mask: mask, memoryMask: memoryMask, cache: &cache)
  }

  /// The block for the positions after those that the cache has met; the memory is read at the first call.
  public func callAsFunction(
    _ x: Tensor, memory: Tensor, _ mode: Mode, mask: Tensor? = nil, memoryMask: Tensor? = nil,
    cache: inout Cache
  ) -> Tensor {
    let remembered = cache.memory ?? memoryAttention.remember(memory)
    cache.memory = remembered
    let attended = aroundAttention(x, mode) {
      attention($0, mode, mask: mask, isCausal: true, cache: &cache.said)
    }
    let informed = aroundMemory(attended, mode) {
      memoryAttention($0, memory: remembered, mode, mask: memoryMask)
    }
    return aroundFeedForward(informed, mode) { feedForward($0, mode) }
  }

  /// What a block has met: the keys and values of what was said and of the memory.
  public struct Cache {
    /// What was said so far.
    public internal(set) var said = KeyValueCache()
    /// The memory, once it was read.
    public internal(set) var memory: KeyValueCache?

    /// A cache that has met nothing.
    public init() {}

    /// The caches of the samples with the given numbers.
    public func samples(_ indices: [Int]) -> Cache {
      var chosen = Cache()
      chosen.said = said.samples(indices)
      chosen.memory = memory?.samples(indices)
      return chosen
    }
  }

  public var components: [Component] {
    [
      Component("self_attn", attention), Component("multihead_attn", memoryAttention),
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
    stack = BlockStack(count: layers, dimensions: dimensions, normalization: options.normalization) {
      TransformerDecoderBlock(dimensions: dimensions, heads: heads, options: options, using: &generator)
    }
  }

  public func callAsFunction(
    _ x: Tensor, memory: Tensor, _ mode: Mode, mask: Tensor? = nil, memoryMask: Tensor? = nil
  ) -> Tensor {
    var caches = start()
    return self(x, memory: memory, mode, mask: mask, memoryMask: memoryMask, caches: &caches)
  }

  /// The decoder for the positions after those that the caches have met.
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
