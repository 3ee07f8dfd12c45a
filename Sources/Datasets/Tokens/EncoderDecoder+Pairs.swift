public import NeuralNetworks

/// Trains an encoder and decoder on pairs of sequences, with the true words as the decoder's input: teacher forcing.
///
///     fit(model, Adam(model), pairs, from: english, to: german, epochs: 8, batchSize: 64, using: &rng)
///     let said = model.answers(to: unseen, from: english, to: german, maximumLength: 16)
///     let score = exactMatch(said, references: unseen.map(\.target))
///
/// The loss is the mean cross-entropy of the words that follow; padding is left out.
///
/// - Parameters:
///   - batchSize: The number of pairs in a step, reshuffled every epoch.
///   - options: As for `fit` over a `DataLoader`.
///   - logits: For a model that is called in another way: the logits of the words after each, `[pairs, T, targets]`.
/// - Returns: What happened, as for the other `fit`s.
/// - Precondition: The vocabularies are as `PaddedPairs` expects them.
@discardableResult
public func fit(
  _ model: EncoderDecoder, _ optimizer: some Optimizer, _ pairs: [SequencePair<String>],
  from sources: Vocabulary, to targets: Vocabulary, epochs: Int, batchSize: Int, options: [FitOption] = [],
  using generator: inout some RandomNumberGenerator, logits: ((_ batch: PaddedPairs) -> Tensor)? = nil
) -> History {
  let padding = PaddedPairs.special(Vocabulary.padding, in: targets)
  let loader = DataLoader(pairs, batchSize: batchSize)
  return fit(optimizer, loader, epochs: epochs, options: options, using: &generator) { samples, _ in
    let batch = PaddedPairs(samples.inputs, from: sources, to: targets)
    return crossEntropy(
      logits: logits?(batch) ?? model(batch.source, lengths: batch.sourceLengths, target: batch.input),
      labels: batch.target, ignoredLabel: padding)
  }
}

extension EncoderDecoder {
  /// What the model writes for the sources of some pairs by greedy search, each answer up to but without `<eos>`.
  ///
  /// - Parameter maximumLength: The most words of an answer.
  public func answers(
    to pairs: [SequencePair<String>], from sources: Vocabulary, to targets: Vocabulary, maximumLength: Int
  ) -> [[String]] {
    let batch = PaddedPairs(pairs, from: sources, to: targets)
    let words = generate(
      from: batch.source, lengths: batch.sourceLengths,
      begin: PaddedPairs.special(Vocabulary.start, in: targets),
      end: PaddedPairs.special(Vocabulary.end, in: targets), maximumLength: maximumLength)
    return words.map { targets.decode($0) }
  }
}
