internal import Kernels

/// Gradient descent, optionally with momentum.
///
///     v ← μ·v + g + λ·w        w ← w − η·v          (Nesterov: w ← w − η·(g + μ·v))
///
/// η is the learning rate, μ the momentum and λ the weight decay; the first velocity is the first gradient, as in
/// PyTorch. References: Polyak (1964); Sutskever et al. (2013).
public final class SGD: Optimizer {
  public var parameters: [Parameter] { grouped.all }
  /// The groups with settings of their own, if the parameters were given in groups.
  public var parameterGroups: [ParameterGroup] { grouped.groups }
  private let grouped: GroupedParameters
  public var learningRate: Float {
    didSet { OptimizerChecks.check("SGD", nonNegative: [("learning rate", learningRate)]) }
  }
  /// The share of the last step's direction that is kept; 0 for none.
  public var momentum: Float {
    didSet { checkMomentum() }
  }
  /// Whether the step is Nesterov's, which looks ahead along the velocity.
  public let nesterov: Bool
  /// λ: λ·w is added to the gradient.
  public var weightDecay: Float {
    didSet { OptimizerChecks.check("SGD", nonNegative: [("weight decay", weightDecay)]) }
  }
  private var velocities: [Storage?]

  /// Learns the parameters of a model, or those of a list.
  public init(
    _ source: some ParameterSource, learningRate: Float, momentum: Float = 0, nesterov: Bool = false,
    weightDecay: Float = 0
  ) {
    grouped = GroupedParameters(source)
    OptimizerChecks.check(
      "SGD", grouped.all,
      nonNegative: [("learning rate", learningRate), ("weight decay", weightDecay)])
    self.learningRate = learningRate
    self.momentum = momentum
    self.nesterov = nesterov
    self.weightDecay = weightDecay
    velocities = Array(repeating: nil, count: grouped.all.count)
    checkMomentum()
  }

  private func checkMomentum() {
    OptimizerChecks.check("SGD", nonNegative: [("momentum", momentum)])
    precondition(!nesterov || momentum > 0, "SGD expects a momentum above 0 for Nesterov's step")
  }

  public func step() {
    var constants = SGDStep(
      learningRate: learningRate, momentum: momentum, weightDecay: weightDecay, gradientScale: 1,
      nesterov: nesterov)
    for (index, parameter) in parameters.enumerated() where !parameter.isFrozen {
      guard let gradient = parameter.gradient else { continue }
      let first = velocities[index] == nil
      if momentum != 0 && first { velocities[index] = Storage(uninitialized: gradient.elementCount) }
      (constants.learningRate, constants.weightDecay) = grouped.constants(index, learningRate, weightDecay)
      parameter.update { old, new in
        constants.apply(
          to: old, gradient: gradient.storage, velocity: momentum == 0 ? nil : velocities[index],
          first: first,
          into: new)
      }
    }
    zeroGradients()
  }

  public var state: OptimizerState {
    get {
      let own = ["learningRate": learningRate, "momentum": momentum, "weightDecay": weightDecay]
      return OptimizerState(
        method: "SGD", memories: ["momentum_buffer": OptimizerState.copies(velocities, of: parameters)],
        settings: parameterGroups.settings.merging(own) { $1 })
    }
    set {
      newValue.check(self)
      velocities = newValue.storages("momentum_buffer")
      learningRate = newValue.setting("learningRate")
      momentum = newValue.setting("momentum")
      weightDecay = newValue.setting("weightDecay")
      parameterGroups.restore(newValue.settings)
    }
  }
}
