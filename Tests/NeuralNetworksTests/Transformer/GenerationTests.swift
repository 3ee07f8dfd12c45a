import Foundation
import NeuralNetworks
import TestSupport
import Testing

struct GenerationTests {
  @Test func `a temperature near 0 is the likeliest token and a high one is all alike`() {
    let logits: [Float] = [1, 3, 2, 3]
    #expect(Sampling.greedy.probabilities(logits) == [0, 1, 0, 0])
    #expect(Sampling(temperature: 1e4).probabilities(logits).allSatisfy { abs($0 - 0.25) < 1e-3 })
    let plain = Sampling().probabilities(logits)
    expectClose(Tensor(plain), Tensor(logits).softmax())
  }

  @Test func `top-k keeps k tokens and top-p the fewest that reach p`() {
    let logits = [0.5, 0.25, 0.15, 0.1].map { Float(log($0)) }
    expectClose(Tensor(Sampling(topK: 2).probabilities(logits)), [2 / 3, 1 / 3, 0, 0])
    expectClose(Tensor(Sampling(topP: 0.7).probabilities(logits)), [2 / 3, 1 / 3, 0, 0])
    expectClose(Tensor(Sampling(topP: 0.8).probabilities(logits)), [0.5 / 0.9, 0.25 / 0.9, 0.15 / 0.9, 0])
    expectClose(Tensor(Sampling(topP: 0.01).probabilities(logits)), [1, 0, 0, 0])
    // The first of the two remaining tokens has 2/3 of the mass.
    expectClose(Tensor(Sampling(topK: 2, topP: 0.6).probabilities(logits)), [1, 0, 0, 0])
  }

  @Test func `drawn tokens are distributed by the probabilities`() {
    let logits = [0.5, 0.3, 0.15, 0.05].map { Float(log($0)) }
    let sampling = Sampling(temperature: 0.7, topP: 0.97)
    var rng = SplitMix64(seed: 1)
    var counts = [Double](repeating: 0, count: 4)
    for _ in 0..<20_000 { counts[sampling.pick(logits, using: &rng)] += 1 }
    let expected = sampling.probabilities(logits).map { Double($0) * 20_000 }
    let chiSquared = zip(counts, expected).reduce(0.0) { $1.1 == 0 ? $0 : $0 + pow($1.0 - $1.1, 2) / $1.1 }
    #expect(chiSquared < 13.8)  // the 99.9 % quantile for three classes
    #expect(zip(counts, expected).allSatisfy { $1 > 0 || $0 == 0 })
  }

  /// log P(next | tokens) of a made-up language whose best first token does not begin the best answer.
  private func step(_ tokens: [Int], _ state: Int) -> (logProbabilities: [Float], state: Int) {
    if tokens.isEmpty { return ([0.5, 0.45, 0.05].map { Float(log($0)) }, state + 1) }
    var rng = SplitMix64(seed: UInt64(tokens.reduce(7) { $0 * 5 + $1 + 1 }))
    let noise = Tensor.normal([3], standardDeviation: 0.1, using: &rng)
    let sure = Tensor([0.02, 0.95, 0.03]).log()
    return ((tokens[0] == 1 ? sure + noise : noise).logSoftmax().scalars, state + 1)
  }

  @Test func `a beam of all answers' number finds the best of all, a beam of 1 the greedy one`() {
    func all(_ tokens: [Int], _ log: Double) -> [(tokens: [Int], log: Double)] {
      if tokens.count == 4 || tokens.last == 2 { return [(tokens, log)] }
      return step(tokens, 0).logProbabilities.enumerated().flatMap { all(tokens + [$0], log + Double($1)) }
    }
    let answers = all([], 0).sorted { $0.log > $1.log }
    let found = beamSearch(from: 0, width: 81, maximumLength: 4, end: 2, step: step)
    #expect(found.map(\.tokens) == answers.map(\.tokens))
    #expect(abs(found[0].logProbability - answers[0].log) < 1e-9)
    var greedy: [Int] = []
    while greedy.count < 4 && greedy.last != 2 {
      greedy.append(Tensor(step(greedy, 0).logProbabilities).argmax().scalar)
    }
    #expect(beamSearch(from: 0, width: 1, maximumLength: 4, end: 2, step: step).map(\.tokens) == [greedy])
    #expect(greedy != found[0].tokens)
  }

  @Test func `an observer sees all that each step weighed, and which of it was kept`() {
    var steps: [BeamStep] = []
    let found = beamSearch(
      from: 0, width: 2, maximumLength: 4, end: 2, observe: { steps.append($0) }, step: step)
    #expect(steps.count == 4 && steps[0].candidates.map(\.tokens) == [[0], [1], [2]])
    var open: [[Int]] = [[]]
    for (index, seen) in steps.enumerated() {
      #expect(
        seen.candidates.count == 3 * open.count
          && seen.candidates.map(\.isKept).prefix(3) == [true, true, false])
      #expect(seen.candidates.map(\.logProbability) == seen.candidates.map(\.logProbability).sorted(by: >))
      #expect(seen.candidates.allSatisfy { open.contains(Array($0.tokens.dropLast())) })
      #expect(seen.candidates.allSatisfy { $0.isAnswer == (index == 3 || $0.tokens.last == 2) })
      open = seen.candidates.filter { $0.isKept && !$0.isAnswer }.map(\.tokens)
    }
    let answers = steps.flatMap(\.candidates).filter { $0.isKept && $0.isAnswer }
    #expect(answers.map(\.tokens).contains(found[0].tokens))
  }

  @Test func `the state goes with its hypothesis, and a length penalty favours longer answers`() {
    let found = beamSearch(from: 0, width: 5, maximumLength: 4, end: 2, step: step)
    #expect(found.allSatisfy { $0.state == $0.tokens.count })
    let short = beamSearch(from: 0, width: 81, maximumLength: 4, end: 2, step: step)
    let long = beamSearch(from: 0, width: 81, maximumLength: 4, end: 2, lengthPenalty: 3, step: step)
    func length(_ found: [Hypothesis<Int>]) -> Int { found.prefix(10).reduce(0) { $0 + $1.tokens.count } }
    #expect(length(long) > length(short))
  }

  @Test func `a beam over a language model with caches scores as the model does`() {
    var rng = SplitMix64(seed: 3)
    let model = GPT(vocabularySize: 5, context: 8, dimensions: 8, heads: 2, layers: 1, using: &rng)
    for parameter in model.parameters {
      parameter.value = parameter.value + .normal(parameter.shape, standardDeviation: 0.5, using: &rng)
    }
    let best = beamSearch(from: model.start(), width: 3, maximumLength: 4) { tokens, caches in
      var caches = caches
      let logits = model(IntTensor([[tokens.last ?? 0]]), .inference, caches: &caches)
      return (logits.logSoftmax().scalars, caches)
    }[0]
    let tokens = [0] + best.tokens
    let logs = model(IntTensor([Array(tokens.dropLast())]), .inference).logSoftmax()
    let total = best.tokens.enumerated().reduce(0.0) { $0 + Double(logs[0, $1.offset, $1.element].scalar) }
    #expect(abs(total - best.logProbability) < 1e-4)
  }
}
