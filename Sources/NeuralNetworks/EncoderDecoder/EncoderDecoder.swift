/// Reads one sequence and writes another: an encoder, a decoder and, optionally, attention between them.
///
///     states, c = encoder(source)                        c: the context vector
///     h_t       = decoder(h_{t−1}, target_{t−1})         h_0 = c
///     z_t       = W·h_t + b                              without attention: c is all that the decoder knows
///     z_t       = W·[h_t; attention(h_t, states)] + b    with it: the states of all source tokens
///
/// Both are gated recurrent units of one layer. In training the decoder is given the true target, so that all of its
/// steps are one operation (teacher forcing); `generate` feeds it its own words.
///
///     let model = EncoderDecoder(sources: 30, targets: 32, dimensions: 32, hidden: 64, using: &rng)
///     let loss = crossEntropy(
///       logits: model(batch.source, lengths: batch.sourceLengths, target: batch.input), labels: batch.target,
///       ignoredLabel: 0)
///
/// Shapes: `source` is `[batch, S]` and `target` `[batch, T]` of token numbers, logits are `[batch, T, targets]`: at
/// each position for the token after it. `lengths` has the length of each source; what comes after is neither read nor
/// attended to. References: Cho et al. (2014), Sutskever, Vinyals & Le (2014); attention after the decoder's step:
/// Luong, Pham & Manning (2015), while Bahdanau, Cho & Bengio (2015) feed it into the next one.
public struct EncoderDecoder: Module {
  /// The vectors of the source's words.
  public let source: Embedding
  /// Reads the source.
  public let encoder: GRU
  /// The vectors of the target's words.
  public let target: Embedding
  /// Writes the target.
  public let decoder: GRU
  /// The attention to the encoder's states, if any.
  public let attention: (any Attention)?
  /// From states to the logits of the next word.
  public let output: Linear

  /// - Parameters:
  ///   - sources, targets: The sizes of the two vocabularies.
  ///   - dimensions: The width of the words' vectors.
  ///   - hidden: The width of the context vector and of the decoder. A bidirectional encoder has half of it in each
  ///     direction, so that both have states of this width.
  ///   - attention: The attention to the encoder's states, for queries and keys of the width `hidden`.
  public init(
    sources: Int, targets: Int, dimensions: Int, hidden: Int, bidirectional: Bool = false,
    attention: (any Attention)? = nil, using generator: inout some RandomNumberGenerator
  ) {
    precondition(
      !bidirectional || hidden % 2 == 0,
      "a bidirectional EncoderDecoder expects an even hidden width but got \(hidden)")
    source = Embedding(vocabularySize: sources, dimensions: dimensions, using: &generator)
    encoder = GRU(
      inputs: dimensions, hidden: bidirectional ? hidden / 2 : hidden, bidirectional: bidirectional,
      using: &generator)
    target = Embedding(vocabularySize: targets, dimensions: dimensions, using: &generator)
    decoder = GRU(inputs: dimensions, hidden: hidden, using: &generator)
    self.attention = attention
    output = Linear(inputs: attention == nil ? hidden : 2 * hidden, outputs: targets, using: &generator)
  }

  /// The logits of the word after each word of the target.
  public func callAsFunction(_ source: IntTensor, lengths: [Int]? = nil, target: IntTensor) -> Tensor {
    decode(target, encode(source, lengths: lengths)).logits
  }

  /// Reads sources.
  public func encode(_ source: IntTensor, lengths: [Int]? = nil) -> Memory {
    let (states, last) = encoder(source, in: self.source, lengths: lengths)
    // Both directions' last states side by side: [directions, batch, width] to [1, batch, hidden].
    let context = last.hidden.permuted([1, 0, 2]).reshaped(to: [1, source.shape[0], decoder.hidden])
    return Memory(
      states: states, keys: attention?.prepare(states) ?? states,
      mask: lengths.map { .padding(lengths: $0, time: source.shape[1]) },
      context: HiddenState(hidden: context))
  }

  /// Processes the words of a target, after `state` or, at its beginning, after the context vector.
  public func decode(_ words: IntTensor, _ memory: Memory, from state: HiddenState? = nil) -> Step {
    let state = state ?? memory.context
    return fusedStep(words, memory, from: state) ?? decodeInLayers(words, memory, from: state)
  }

  /// Processes words one layer after the other.
  package func decodeInLayers(_ words: IntTensor, _ memory: Memory, from state: HiddenState) -> Step {
    let (states, last) = decoder(words, in: target, from: state)
    guard let attention else { return Step(logits: output(states), weights: nil, state: last) }
    let (found, weights) = attention.attend(
      states, prepared: memory.keys, values: memory.states, mask: memory.mask)
    return Step(logits: output(.concatenated([states, found], axis: -1)), weights: weights, state: last)
  }

  /// The encoded sources.
  public struct Memory {
    /// The encoder's states at each token, `[batch, S, hidden]`.
    public let states: Tensor
    let keys: Tensor
    let mask: Tensor?
    /// The last states, `[1, batch, hidden]`: the decoder's start.
    public let context: HiddenState
  }

  /// The result of the words that the decoder has processed.
  public struct Step {
    /// The logits of the word after each, `[batch, T, targets]`.
    public let logits: Tensor
    /// How much each word attends to each source token, `[batch, T, S]`; nil without attention.
    public let weights: Tensor?
    /// The state that the next words continue from.
    public let state: HiddenState
  }
}
