extension EncoderDecoder {
  /// Greedy search: the likeliest next word at every step, for each source of a batch, up to but without `end`.
  ///
  /// The decoder is given `begin` and then its own words.
  public func generate(
    from source: IntTensor, lengths: [Int]? = nil, begin: Int, end: Int, maximumLength: Int
  ) -> [[Int]] {
    precondition(maximumLength >= 0, "generate expects a length of 0 or more but got \(maximumLength)")
    return withoutGradient {
      let batch = source.shape[0]
      let memory = encode(source, lengths: lengths)
      var state = memory.context
      var answers = [[Int]](repeating: [], count: batch)
      var isOpen = [Bool](repeating: true, count: batch)
      var last = [Int](repeating: begin, count: batch)
      for _ in 0..<maximumLength where isOpen.contains(true) {
        let step = decode(IntTensor(last, shape: [batch, 1]), memory, from: state)
        state = step.state
        last = step.logits.argmax(axis: -1).scalars
        for (index, word) in last.enumerated() where isOpen[index] {
          if word == end { isOpen[index] = false } else { answers[index].append(word) }
        }
      }
      return answers
    }
  }

  /// Beam search from one source: the `width` best answers that it finds, the best first, including `end`.
  ///
  /// See `beamSearch(from:width:maximumLength:end:lengthPenalty:observe:step:)`.
  public func search(
    from source: [Int], width: Int, begin: Int, end: Int, maximumLength: Int, lengthPenalty: Double = 0,
    observe: ((BeamStep) -> Void)? = nil
  ) -> [Hypothesis<HiddenState>] {
    withoutGradient {
      let memory = encode(IntTensor([source]))
      return beamSearch(
        from: memory.context, width: width, maximumLength: maximumLength, end: end,
        lengthPenalty: lengthPenalty, observe: observe
      ) { words, state in
        let step = decode(IntTensor([[words.last ?? begin]]), memory, from: state)
        return (step.logits.logSoftmax().scalars, step.state)
      }
    }
  }
}
