private import Platform

/// A partial or whole answer, and how likely it is.
public struct Hypothesis<State> {
  /// The tokens so far; the end token is the last one of a whole answer.
  public let tokens: [Int]
  /// log P(tokens).
  public let logProbability: Double
  /// The model's state after all tokens but the last.
  public let state: State
}

/// The candidates of one step of a beam search.
public struct BeamStep: Sendable, Hashable {
  /// A partial answer that the search might continue.
  public struct Candidate: Sendable, Hashable {
    /// The tokens so far, the newest last.
    public let tokens: [Int]
    /// log P(tokens).
    public let logProbability: Double
    /// Whether it is among the likeliest, which the search keeps.
    public let isKept: Bool
    /// Whether it is a whole answer: it ends with the end token or has the maximum length.
    public let isAnswer: Bool
  }

  /// All candidates, the likeliest first.
  public let candidates: [Candidate]
}

/// The likeliest answers found by a search that continues the `width` best partial answers at every step.
///
///     let best = beamSearch(from: model.start(), width: 4, maximumLength: 20, end: end) { tokens, caches in
///       var caches = caches
///       let logits = model(IntTensor([[tokens.last ?? begin]]), .inference, caches: &caches)
///       return (logits.logSoftmax().scalars, caches)
///     }
///
/// `step` gets the tokens so far and the state that it returned for them, and returns the log-probability of each next
/// token and its new state. A hypothesis that ends with `end`, or has `maximumLength` tokens, is an answer. The result
/// has `width` answers or fewer, the best first by log P / lengthᵖ with p the `lengthPenalty`. A width of 1 is greedy
/// search; a width as large as the number of possible answers is exhaustive search. `observe` receives the candidates of
/// each step.
/// References: Graves (2012); length: Wu et al. (2016).
public func beamSearch<State>(
  from start: State, width: Int, maximumLength: Int, end: Int? = nil, lengthPenalty: Double = 0,
  observe: ((BeamStep) -> Void)? = nil,
  step: (_ tokens: [Int], _ state: State) -> (logProbabilities: [Float], state: State)
) -> [Hypothesis<State>] {
  precondition(
    width > 0 && maximumLength >= 0,
    "beamSearch expects a width above 0 and a length of 0 or more but got \(width) and \(maximumLength)")
  precondition(lengthPenalty.isFinite, "beamSearch expects a finite lengthPenalty but got \(lengthPenalty)")
  var open = [Hypothesis(tokens: [], logProbability: 0, state: start)]
  var answers: [Hypothesis<State>] = []
  for length in stride(from: 1, through: maximumLength, by: 1) where !open.isEmpty {
    let all = open.flatMap { beginning in
      let (logs, state) = step(beginning.tokens, beginning.state)
      return logs.enumerated().map { token, log in
        Hypothesis(
          tokens: beginning.tokens + [token], logProbability: beginning.logProbability + Double(log),
          state: state)
      }
    }
    let best = all.best(width) { $0.logProbability }
    observe?(BeamStep(all, kept: width, end: end, isLast: length == maximumLength))
    answers += best.filter { $0.tokens.last == end }
    open = best.filter { $0.tokens.last != end }
  }
  return (answers + open).best(width) {
    $0.logProbability / pow(Double(max(1, $0.tokens.count)), lengthPenalty)
  }
}

extension BeamStep {
  fileprivate init<State>(_ all: [Hypothesis<State>], kept: Int, end: Int?, isLast: Bool) {
    candidates = all.best(all.count) { $0.logProbability }.enumerated().map { place, hypothesis in
      Candidate(
        tokens: hypothesis.tokens, logProbability: hypothesis.logProbability, isKept: place < kept,
        isAnswer: isLast || hypothesis.tokens.last == end)
    }
  }
}

extension Array {
  /// The `count` elements with the greatest scores, the greatest first; equal ones keep their order, and NaN comes last.
  fileprivate func best(_ count: Int, by score: (Element) -> Double) -> [Element] {
    let scores = map(score).map { $0.isNaN ? -.infinity : $0 }
    let order = indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
    return order.prefix(count).map { self[$0] }
  }
}
