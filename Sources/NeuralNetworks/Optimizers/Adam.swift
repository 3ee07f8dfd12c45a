internal import Kernels

/// Steps of about the same length for every weight: the running mean of the gradient divided by the root of that of its
/// square, both corrected for their start at zero.
///
///     m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²      w ← w − η · m̂ / (√v̂ + ε)
///     m̂ = m / (1 − β₁ᵗ)      v̂ = v / (1 − β₂ᵗ)
///
/// `weightDecay` λ adds λ·w to the gradient, as the paper's L2 penalty would; `AdamW` shrinks the weights
/// directly instead. Reference: Kingma & Ba (2015).
public class Adam: Optimizer {
  public var parameters: [Parameter] { grouped.all }
  /// The groups with settings of their own, if the parameters were given in groups.
  public var parameterGroups: [ParameterGroup] { grouped.groups }
  private let grouped: GroupedParameters
  public var learningRate: Float {
    didSet { OptimizerChecks.check("\(type(of: self))", nonNegative: [("learning rate", learningRate)]) }
  }
  /// β₁ and β₂: the shares of the running means that a step keeps.
  public let betas: (Float, Float)
  /// ε: keeps a step finite when gradients are 0.
  public let epsilon: Float
  /// λ: how strongly weights are pulled to 0.
  public var weightDecay: Float {
    didSet { OptimizerChecks.check("\(type(of: self))", nonNegative: [("weight decay", weightDecay)]) }
  }
  /// Whether weight decay shrinks the weights directly, as in `AdamW`.
  var isDecoupled: Bool { false }
  @exclusivity(unchecked) private var states: [Moments?]

  /// The running means of a parameter's gradient.
  private struct Moments {
    let mean: Storage
    let square: Storage
    var steps = 0
    // β₁ᵗ and β₂ᵗ, in double precision because they are products over many steps.
    var powers = (1.0, 1.0)

    init(count: Int) {
      mean = Storage(zeros: count)
      square = Storage(zeros: count)
    }

    /// Moments after a number of steps. The powers are multiplied step by step, which gives the same bits.
    init(mean: Storage, square: Storage, steps: Int, _ betas: (Float, Float)) {
      (self.mean, self.square) = (mean, square)
      while self.steps < steps, powers != (0, 0) { count(betas) }
      self.steps = steps
    }

    mutating func count(_ betas: (Float, Float)) {
      steps += 1
      powers = (powers.0 * Double(betas.0), powers.1 * Double(betas.1))
    }
  }

  /// Learns the parameters of a model, or those of a list; the defaults are the paper's.
  public init(
    _ source: some ParameterSource, learningRate: Float = 1e-3, betas: (Float, Float) = (0.9, 0.999),
    epsilon: Float = 1e-8, weightDecay: Float = 0
  ) {
    grouped = GroupedParameters(source)
    self.learningRate = learningRate
    self.betas = betas
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    states = Array(repeating: nil, count: grouped.all.count)
    OptimizerChecks.check(
      "\(type(of: self))", grouped.all,
      nonNegative: [("learning rate", learningRate), ("epsilon", epsilon), ("weight decay", weightDecay)],
      fractions: [("first beta", betas.0), ("second beta", betas.1)])
  }

  public func step() {
    for (index, parameter) in parameters.enumerated() where !parameter.isFrozen {
      guard let gradient = parameter.gradient else { continue }
      var state = states[index] ?? Moments(count: gradient.elementCount)
      state.count(betas)
      states[index] = state
      let (rate, decay) = grouped.constants(index, learningRate, weightDecay)
      let constants = AdamStep(
        learningRate: rate, beta1: betas.0, beta2: betas.1, epsilon: epsilon, weightDecay: decay,
        correction1: Float(1 - state.powers.0), correction2: Float(1 - state.powers.1), gradientScale: 1,
        decoupled: isDecoupled)
      parameter.update { old, new in
        constants.apply(
          to: old, gradient: gradient.storage, mean: state.mean, square: state.square, into: new)
      }
    }
    zeroGradients()
  }

  public var state: OptimizerState {
    get {
      let own = ["learningRate": learningRate, "weightDecay": weightDecay]
      return OptimizerState(
        method: "\(type(of: self))",
        memories: [
          "exp_avg": OptimizerState.copies(states.map { $0?.mean }, of: parameters),
          "exp_avg_sq": OptimizerState.copies(states.map { $0?.square }, of: parameters),
        ], steps: states.map { $0?.steps ?? 0 }, settings: parameterGroups.settings.merging(own) { $1 })
    }
    set {
      newValue.check(self)
      let (means, squares) = (newValue.storages("exp_avg"), newValue.storages("exp_avg_sq"))
      states = zip(zip(means, squares), newValue.steps).map { storages, steps in
        guard let mean = storages.0, let square = storages.1 else { return nil }
        return Moments(mean: mean, square: square, steps: steps, betas)
      }
      learningRate = newValue.setting("learningRate")
      weightDecay = newValue.setting("weightDecay")
      parameterGroups.restore(newValue.settings)
    }
  }
}

/// Adam with decoupled weight decay: w ← w − η·λ·w, not scaled by the gradients' size.
///
/// Reference: Loshchilov & Hutter (2019).
public final class AdamW: Adam {
  override var isDecoupled: Bool { true }

  /// Learns the parameters of a model, or those of a list; the defaults are PyTorch's.
  public override init(
    _ source: some ParameterSource, learningRate: Float = 1e-3, betas: (Float, Float) = (0.9, 0.999),
    epsilon: Float = 1e-8, weightDecay: Float = 0.01
  ) {
    super.init(
      source, learningRate: learningRate, betas: betas, epsilon: epsilon, weightDecay: weightDecay)
  }
}
