internal import Platform

extension RecurrentLayer where Cell == LSTMCell {
  /// Gives each unit a memory span of its own, drawn between 1 and `steps` − 1 steps.
  ///
  /// A unit whose forget gate is f = τ / (1 + τ) loses one part in 1 + τ at each step, so it remembers for about τ
  /// steps. As σ(ln τ) is exactly that f, the forget gate's bias becomes ln τ; the input gate's becomes −ln τ, so that
  /// new input does not overwrite what should be kept. The other biases of the inputs become 0. All layers and
  /// directions are set, in the order of `cells`. Source: Tallec & Ollivier, "Can recurrent neural networks warp time?"
  /// (2018), who call it the chrono initialization.
  ///
  /// - Parameter steps: The longest time span to remember; at least 3.
  public func initializeChrono(steps: Int, using generator: inout some RandomNumberGenerator) {
    for cell in cells {
      let logs = logarithmsOfTimes(cell.hidden, upTo: steps, using: &generator)
      let zeros = [Float](repeating: 0, count: 2 * cell.hidden)
      // In the order of the gates: i, f, g, o.
      cell.weights.setInputBias(Tensor(logs.map { -$0 } + logs + zeros))
    }
  }
}

extension RecurrentLayer where Cell == GRUCell {
  /// Gives each unit a memory span of its own, drawn between 1 and `steps` − 1 steps: the update gate, whose z
  /// is the share of the state that is kept, gets the bias ln τ; the other biases of the inputs become 0.
  ///
  /// See `LSTM`'s method of the same name.
  ///
  /// - Parameter steps: The longest time span to remember; at least 3.
  public func initializeChrono(steps: Int, using generator: inout some RandomNumberGenerator) {
    for cell in cells {
      let zeros = [Float](repeating: 0, count: cell.hidden)
      let logs = logarithmsOfTimes(cell.hidden, upTo: steps, using: &generator)
      // In the order of the gates: r, z, n.
      cell.weights.setInputBias(Tensor(zeros + logs + zeros))
    }
  }
}

extension RecurrentWeights {
  fileprivate func setInputBias(_ bias: Tensor) {
    precondition(inputBias != nil, "initializeChrono expects a recurrent layer with biases")
    inputBias?.value = bias
  }
}

/// ln τ for each unit, with τ drawn uniformly between 1 and `steps` − 1.
private func logarithmsOfTimes(
  _ count: Int, upTo steps: Int, using generator: inout some RandomNumberGenerator
) -> [Float] {
  precondition(steps >= 3, "initializeChrono expects 3 steps or more but got \(steps)")
  return (0..<count).map { _ in Float(log(generator.uniform(1, Double(steps - 1)))) }
}
