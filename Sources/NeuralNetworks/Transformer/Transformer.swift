/// The encoder–decoder transformer: reads one text and writes another.
///
///     let logits = model(source: source, target: target, .training, sourceMask: mask)
///     let answers = model.generate(from: source, begin: 1, end: 2, maximumLength: 20, sourceMask: mask)
///
/// Shapes: `source` is `[batch, S]` and `target` `[batch, T]` of token numbers; logits are `[batch, T, targets]`: at
/// each position those of the token after it. `sourceMask` `[batch, S]` is 0 where the source is padding. The blocks'
/// parameters have PyTorch's names below `encoder` and `decoder`. Reference: Vaswani et al. (2017).
public struct Transformer: Module {
  /// The source's tokens as vectors.
  public let source: TokenEmbedding
  /// The target's tokens as vectors.
  public let target: TokenEmbedding
  /// Reads the source.
  public let encoder: TransformerEncoder
  /// Writes the target.
  public let decoder: TransformerDecoder
  /// From vectors to the logits of the target's next token.
  public let output: Linear

  /// `sources` and `targets` are the sizes of the two vocabularies, `layers` the number of blocks on each side.
  public init(
    sources: Int, targets: Int, context: Int, dimensions: Int, heads: Int, layers: Int,
    positions: PositionEncoding = .sinusoidal, options: TransformerOptions = TransformerOptions(),
    using generator: inout some RandomNumberGenerator
  ) {
    var options = options
    options.rotary = positions == .rotary
    source = TokenEmbedding(
      vocabularySize: sources, context: context, dimensions: dimensions, positions: positions,
      dropout: options.dropout, using: &generator)
    target = TokenEmbedding(
      vocabularySize: targets, context: context, dimensions: dimensions, positions: positions,
      dropout: options.dropout, using: &generator)
    encoder = TransformerEncoder(
      dimensions: dimensions, heads: heads, layers: layers, options: options, using: &generator)
    decoder = TransformerDecoder(
      dimensions: dimensions, heads: heads, layers: layers, options: options, using: &generator)
    output = Linear(inputs: dimensions, outputs: targets, using: &generator)
  }

  /// The logits of the token after each position of the target: `[batch, T, targets]`.
  ///
  /// `source` is `[batch, S]` and `target` `[batch, T]`, of token numbers; masks of the same shapes are 0 where there is padding. Traps
  /// if a sequence is longer than `context`, or a token isn't in its vocabulary.
  public func callAsFunction(
    source: IntTensor, target: IntTensor, _ mode: Mode, sourceMask: Tensor? = nil, targetMask: Tensor? = nil
  ) -> Tensor {
    let memory = encode(source, mode, mask: sourceMask)
    return output(
      decoder(self.target(target, mode), memory: memory, mode, mask: targetMask, memoryMask: sourceMask))
  }

  /// The memory of a source: `[batch, S, dimensions]`.
  public func encode(_ source: IntTensor, _ mode: Mode, mask: Tensor? = nil) -> Tensor {
    encoder(self.source(source, mode), mode, mask: mask)
  }

  /// The logits for tokens that follow those in the caches.
  public func decode(
    _ tokens: IntTensor, memory: Tensor, _ mode: Mode, memoryMask: Tensor? = nil,
    caches: inout [TransformerDecoderBlock.Cache]
  ) -> Tensor {
    let vectors = target(tokens, mode, from: caches.first?.past.count ?? 0)
    return output(decoder(vectors, memory: memory, mode, memoryMask: memoryMask, caches: &caches))
  }

  /// The likeliest next token at every step, for each source of a batch, up to but without `end`.
  public func generate(
    from source: IntTensor, begin: Int, end: Int, maximumLength: Int, sourceMask: Tensor? = nil
  ) -> [[Int]] {
    withoutGradient {
      let batch = source.shape[0]
      let memory = encode(source, .inference, mask: sourceMask)
      var caches = decoder.start()
      var answers = [[Int]](repeating: [], count: batch)
      var isOpen = [Bool](repeating: true, count: batch)
      var last = [Int](repeating: begin, count: batch)
      for _ in 0..<maximumLength where isOpen.contains(true) {
        let logits = decode(
          IntTensor(last, shape: [batch, 1]), memory: memory, .inference, memoryMask: sourceMask,
          caches: &caches)
        last = logits.argmax(axis: -1).scalars
        for (index, token) in last.enumerated() where isOpen[index] {
          if token == end { isOpen[index] = false } else { answers[index].append(token) }
        }
      }
      return answers
    }
  }
}
