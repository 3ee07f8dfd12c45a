internal import Kernels

/// Divides steps by the root of the sum of all squared gradients so far: weights of rare features keep taking long steps.
///
///     s ← s + g²        w ← w − η · g / (√s + ε)
///
/// Reference: Duchi, Hazan & Singer (2011).
public final class Adagrad: Optimizer {
  public var parameters: [Parameter] { grouped.all }
  /// The groups with settings of their own, if the parameters were given in groups.
  public var parameterGroups: [ParameterGroup] { grouped.groups }
  private let grouped: GroupedParameters
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
    grouped = GroupedParameters(source)
    OptimizerChecks.check(
      "Adagrad", grouped.all,
      nonNegative: [("learning rate", learningRate), ("epsilon", epsilon), ("weight decay", weightDecay)])
    self.learningRate = learningRate
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    squares = Array(repeating: nil, count: grouped.all.count)
  }

  public func step() {
    for (index, parameter) in parameters.enumerated() where !parameter.isFrozen {
      guard let gradient = parameter.gradient else { continue }
      let square = squares[index] ?? Storage(zeros: gradient.elementCount)
      squares[index] = square
      let (rate, decay) = grouped.constants(index, learningRate, weightDecay)
      parameter.update { old, new in
        Kernel.adagradStep(
          learningRate: rate, epsilon: epsilon, weightDecay: decay, weights: old,
          gradient: gradient.storage, square: square, into: new)
      }
    }
    zeroGradients()
  }

  public var state: OptimizerState {
    get {
      OptimizerState(
        method: "Adagrad", memories: ["sum": OptimizerState.copies(squares, of: parameters)],
        settings: parameterGroups.settings.merging(["learningRate": learningRate]) { $1 })
    }
    set {
      newValue.check(self)
      squares = newValue.storages("sum")
      learningRate = newValue.setting("learningRate")
      parameterGroups.restore(newValue.settings)
    }
  }
}
