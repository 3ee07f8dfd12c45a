internal import Kernels

/// Divides steps by the root of a running mean of squared gradients.
///
///     v ← αv + (1−α)g²        w ← w − η · g / (√v + ε)
///
/// With momentum μ the step is b ← μb + g / (√v + ε). Defaults are PyTorch's. Reference: Tieleman & Hinton (2012).
public final class RMSprop: Optimizer {
  public let parameters: [Parameter]
  public var learningRate: Float {
    didSet { OptimizerChecks.check("RMSprop", nonNegative: [("learning rate", learningRate)]) }
  }
  /// The constants of the equations.
  public let decay, epsilon, momentum, weightDecay: Float
  private var squares: [Storage?]
  private var velocities: [Storage?]

  /// Learns the parameters of a model, or those of a list; the defaults are PyTorch's.
  public init(
    _ source: some ParameterSource, learningRate: Float = 1e-2, decay: Float = 0.99, epsilon: Float = 1e-8,
    momentum: Float = 0, weightDecay: Float = 0
  ) {
    parameters = source.parameters
    OptimizerChecks.check(
      "RMSprop", parameters,
      nonNegative: [
        ("learning rate", learningRate), ("epsilon", epsilon), ("momentum", momentum),
        ("weight decay", weightDecay),
      ], fractions: [("decay", decay)])
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
    self.momentum = momentum
    self.weightDecay = weightDecay
    squares = Array(repeating: nil, count: parameters.count)
    velocities = squares
  }

  public func step() {
    let constants = RMSpropStep(
      learningRate: learningRate, decay: decay, epsilon: epsilon, momentum: momentum, weightDecay: weightDecay
    )
    for (index, parameter) in parameters.enumerated() where !parameter.isFrozen {
      guard let gradient = parameter.gradient else { continue }
      let square = squares[index] ?? Storage(zeros: gradient.elementCount)
      squares[index] = square
      if momentum != 0 && velocities[index] == nil {
        velocities[index] = Storage(zeros: gradient.elementCount)
      }
      parameter.update { old, new in
        constants.apply(
          to: old, gradient: gradient.storage, square: square, velocity: velocities[index], into: new)
      }
    }
    zeroGradients()
  }
}
