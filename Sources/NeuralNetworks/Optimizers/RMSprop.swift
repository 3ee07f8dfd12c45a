internal import Kernels

/// Divides steps by the root of a running mean of squared gradients.
///
///     v ← αv + (1−α)g²        w ← w − η · g / (√v + ε)
///
/// With momentum μ the step is b ← μb + g / (√v + ε). Defaults are PyTorch's. Reference: Tieleman & Hinton (2012).
public final class RMSprop: Optimizer {
  public var parameters: [Parameter] { grouped.all }
  /// The groups with settings of their own, if the parameters were given in groups.
  public var parameterGroups: [ParameterGroup] { grouped.groups }
  private let grouped: GroupedParameters
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
    grouped = GroupedParameters(source)
    OptimizerChecks.check(
      "RMSprop", grouped.all,
      nonNegative: [
        ("learning rate", learningRate), ("epsilon", epsilon), ("momentum", momentum),
        ("weight decay", weightDecay),
      ], fractions: [("decay", decay)])
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
    self.momentum = momentum
    self.weightDecay = weightDecay
    squares = Array(repeating: nil, count: grouped.all.count)
    velocities = squares
  }

  public func step() {
    var constants = RMSpropStep(
      learningRate: learningRate, decay: decay, epsilon: epsilon, momentum: momentum, weightDecay: weightDecay
    )
    for (index, parameter) in parameters.enumerated() where !parameter.isFrozen {
      guard let gradient = parameter.gradient else { continue }
      let square = squares[index] ?? Storage(zeros: gradient.elementCount)
      squares[index] = square
      if momentum != 0 && velocities[index] == nil {
        velocities[index] = Storage(zeros: gradient.elementCount)
      }
      (constants.learningRate, constants.weightDecay) = grouped.constants(index, learningRate, weightDecay)
      parameter.update { old, new in
        constants.apply(
          to: old, gradient: gradient.storage, square: square, velocity: velocities[index], into: new)
      }
    }
    zeroGradients()
  }

  public var state: OptimizerState {
    get {
      OptimizerState(
        method: "RMSprop",
        memories: [
          "square_avg": OptimizerState.copies(squares, of: parameters),
          "momentum_buffer": OptimizerState.copies(velocities, of: parameters),
        ], settings: parameterGroups.settings.merging(["learningRate": learningRate]) { $1 })
    }
    set {
      newValue.check(self)
      squares = newValue.storages("square_avg")
      velocities = newValue.storages("momentum_buffer")
      learningRate = newValue.setting("learningRate")
      parameterGroups.restore(newValue.settings)
    }
  }
}
