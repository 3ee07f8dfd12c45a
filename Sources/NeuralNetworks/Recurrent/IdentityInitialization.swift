extension RecurrentLayer where Cell == RNNCell {
  /// Starts as a memory that keeps everything: the matrix U of the states becomes the identity and the biases 0, so that
  /// without input a state of ReLU units stays as it is. The inputs' matrix is drawn from a normal distribution.
  ///
  /// All layers and directions are set, in the order of `cells`. Source: Le, Jaitly & Hinton, "A simple way to initialize
  /// recurrent networks of rectified linear units" (2015).
  ///
  /// - Parameter deviation: The standard deviation of the inputs' weights.
  public func initializeIdentity(
    deviation: Float = 0.1, using generator: inout some RandomNumberGenerator
  ) {
    for cell in cells {
      let weights = cell.weights
      weights.state = .identity(cell.hidden)
      weights.input = .normal([cell.hidden, cell.inputs], standardDeviation: deviation, using: &generator)
      weights.inputBias?.value = .zeros([cell.hidden])
      weights.stateBias?.value = .zeros([cell.hidden])
    }
  }
}
