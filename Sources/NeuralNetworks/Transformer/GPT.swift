/// A decoder-only language model: at every position of a text it predicts the next token.
///
///     let model = GPT(vocabularySize: 64, context: 128, dimensions: 64, heads: 4, layers: 2, using: &rng)
///     let loss = crossEntropy(logits: model(tokens, .training), labels: nextTokens)
///     let text = model.generate(after: prompt, count: 50, sampling: Sampling(temperature: 0.8), using: &rng)
///
/// Shapes: tokens are `[batch, time]`, logits `[batch, time, vocabularySize]`. A position sees itself and earlier ones.
/// All weights start as N(0, 0.02²), those that write to the residual stream smaller by √(2 · layers), and biases at 0,
/// as in GPT-2. `options.initializer` changes the start of attention and feed-forward layers but not that of the
/// output, so that an untrained model's loss is always about ln(vocabularySize). References: Radford et al. (2018,
/// 2019).
public struct GPT: Module {
  /// Tokens as vectors, with their positions.
  public let vectors: TokenEmbedding
  /// The blocks, first to last.
  public var blocks: [TransformerEncoderBlock] { stack.blocks }
  /// The last normalization, where blocks normalize before their parts.
  public var norm: LayerNorm? { stack.norm }
  /// From vectors to the logits of the next token.
  public let output: Linear
  /// The greatest number of positions that the model can read.
  public let context: Int
  private let stack: BlockStack<TransformerEncoderBlock>

  /// A model whose weights are drawn from `generator`; `context` is the greatest number of positions.
  public init(
    vocabularySize: Int, context: Int, dimensions: Int, heads: Int, layers: Int,
    positions: PositionEncoding = .learned, options: TransformerOptions = TransformerOptions(),
    using generator: inout some RandomNumberGenerator
  ) {
    var options = options
    options.rotary = positions == .rotary
    options.initializer = options.initializer ?? .normal(standardDeviation: 0.02)
    options.residualInitializer =
      options.residualInitializer ?? .normal(standardDeviation: 0.02 / Float(2 * layers).squareRoot())
    self.context = context
    vectors = TokenEmbedding(
      vocabularySize: vocabularySize, context: context, dimensions: dimensions, positions: positions,
      dropout: options.dropout, using: &generator)
    stack = BlockStack(count: layers, dimensions: dimensions, options: options) {
      [options] in
      TransformerEncoderBlock(dimensions: dimensions, heads: heads, options: options, using: &generator)
    }
    output = Linear(
      inputs: dimensions, outputs: vocabularySize, initializer: .normal(standardDeviation: 0.02),
      using: &generator)
  }

  /// The logits of the token after each position.
  public func callAsFunction(_ tokens: IntTensor, _ mode: Mode) -> Tensor {
    var caches = start()
    return self(tokens, mode, caches: &caches)
  }

  /// The same for tokens that follow those in the caches.
  public func callAsFunction(_ tokens: IntTensor, _ mode: Mode, caches: inout [KeyValueCache]) -> Tensor {
    output(states(tokens, mode, caches: &caches))
  }

  /// An empty cache for each block.
  public func start() -> [KeyValueCache] { blocks.map { _ in KeyValueCache() } }

  /// The last block's states, normalized: `[batch, time, dimensions]`.
  public func states(_ tokens: IntTensor, _ mode: Mode, caches: inout [KeyValueCache]) -> Tensor {
    let start = caches.first?.count ?? 0
    precondition(
      tokens.shape.rank == 2 && start + tokens.shape[1] <= context,
      "GPT expects tokens of [batch, time] with at most \(context) positions, \(start) of them taken,"
        + " but got \(tokens.shape)")
    return stack(vectors(tokens, mode, from: start)) { block, index, x in
      block(x, mode, isCausal: true, cache: &caches[index])
    }
  }

  public var components: [Component] {
    [Component("vectors", vectors)] + stack.components(blocks: "blocks") + [Component("output", output)]
  }
}
