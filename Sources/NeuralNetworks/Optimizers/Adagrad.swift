internal import Kernels

/// Divides steps by the root of the sum of all squared gradients so far: weights of rare features keep taking long steps.
///
///     s ← s + g²        w ← w − η · g / (√s + ε)
///
/// Reference: Duchi, Hazan & Singer (2011).
public final class Adagrad: Optimizer {
  public let parameters: [Parameter]
  public var learningRate: Float {
    didSet { OptimizerChecks.check("Adagrad", nonNegative: [("learning rate", learningRate)]) }
  }
  /// ε of the equation; λ, how strongly weights are pulled to 0.
  public let epsilon, weightDecay: Float
  private var squares: [Storage?]

  /// Learns the parameters of a model, or those of a list.
  public init(
    _ source: some ParameterSource, learningRate: Float = 1e-2, epsilon: Float = 1e-10, weightDecay: Float = 0
  ) {
    parameters = source.parameters
    OptimizerChecks.check(
      "Adagrad", parameters,
      nonNegative: [("learning rate", learningRate), ("epsilon", epsilon), ("weight decay", weightDecay)])
    self.learningRate = learningRate
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    squares = Array(repeating: nil, count: parameters.count)
  }

  public func step() {
    for (index, parameter) in parameters.enumerated() where !parameter.isFrozen {
      guard let gradient = parameter.gradient else { continue }
      let square = squares[index] ?? Storage(zeros: gradient.elementCount)
      squares[index] = square
      parameter.update { old, new in
        Kernel.adagradStep(
          learningRate: learningRate, epsilon: epsilon, weightDecay: weightDecay, weights: old,
          gradient: gradient.storage, square: square, into: new)
      }
    }
    zeroGradients()
  }
}
