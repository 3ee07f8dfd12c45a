internal import Kernels

extension GPT {
  /// The model's continuation of a prompt: `count` tokens, or fewer if it writes `end`, which is then the last.
  ///
  /// With the cache, a step computes only its new token; without, it computes the whole text again. The results are the
  /// same. Beyond `context` positions the model reads the last `context` tokens without the cache, because every
  /// token's position changes at each step.
  public func generate(
    after prompt: [Int], count: Int, sampling: Sampling, end: Int? = nil, usingCache: Bool = true,
    using generator: inout some RandomNumberGenerator
  ) -> [Int] {
    precondition(!prompt.isEmpty, "generate expects a prompt of at least one token")
    precondition(count >= 0, "generate expects a count of 0 or more but got \(count)")
    var tokens = prompt
    var cached = usingCache ? CachedText(self, length: prompt.count + min(count, context)) : nil
    while tokens.count - prompt.count < count && (tokens.count == prompt.count || tokens.last != end) {
      if tokens.count > context { cached = nil }
      let logits = cached?.nextLogits(after: tokens) ?? nextLogits(after: Array(tokens.suffix(context)))
      tokens.append(sampling.pick(logits, using: &generator))
    }
    return Array(tokens[prompt.count...])
  }

  /// The same, always with the likeliest token.
  public func generate(after prompt: [Int], count: Int, end: Int? = nil, usingCache: Bool = true) -> [Int] {
    var unused = SplitMix64(seed: 0)
    return generate(
      after: prompt, count: count, sampling: .greedy, end: end, usingCache: usingCache, using: &unused)
  }

  /// The logits of the token after a text.
  private func nextLogits(after tokens: [Int]) -> [Float] {
    var caches = start()
    return nextLogits(after: tokens, caches: &caches)
  }

  /// The same for a text that follows those in the caches.
  fileprivate func nextLogits(after tokens: [Int], caches: inout [KeyValueCache]) -> [Float] {
    withoutGradient {
      output(states(IntTensor([tokens]), .inference, caches: &caches).entry(-1, axis: 1)).scalars
    }
  }
}

/// A text that grows, of which a model has read the beginning.
private struct CachedText {
  private let model: GPT
  private var caches: [KeyValueCache]
  private var decoder: StepwiseDecoder?
  private var met = 0
  /// The most tokens that the text can have.
  private let length: Int

  init(_ model: GPT, length: Int) {
    self.model = model
    self.length = length
    caches = model.start()
  }

  /// The logits of the token after `tokens`, the text so far.
  mutating func nextLogits(after tokens: [Int]) -> [Float] {
    let unseen = tokens[met...]
    defer { met = tokens.count }
    let decoder = unseen.count == 1 ? decoder ?? model.decoder(after: caches, capacity: length) : nil
    if let decoder, let token = unseen.first {
      self.decoder = decoder
      return decoder.logits(after: token)
    }
    return model.nextLogits(after: Array(unseen), caches: &caches)
  }
}
