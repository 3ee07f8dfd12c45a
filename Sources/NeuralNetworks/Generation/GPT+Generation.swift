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
    var caches = start()
    var met = 0
    while tokens.count - prompt.count < count && (tokens.count == prompt.count || tokens.last != end) {
      let isCached = usingCache && tokens.count <= context
      if !isCached { caches = start() }
      let unseen = isCached ? tokens[met...] : tokens.suffix(context)
      let logits = withoutGradient { nextLogits(Array(unseen), caches: &caches) }
      met = tokens.count
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

  /// The logits of the token after the last of `tokens`, which follow those in the caches.
  private func nextLogits(_ tokens: [Int], caches: inout [KeyValueCache]) -> [Float] {
    output(states(IntTensor([tokens]), .inference, caches: &caches).entry(-1, axis: 1)).scalars
  }
}
