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
  public let parameters: [Parameter]
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
  @exclusivity(unchecked) private var states: [State?]

  private struct State {
    let mean: Storage
    let square: Storage
    var steps = 0
    // β₁ᵗ and β₂ᵗ, in double precision because they are products over many steps.
    var powers = (1.0, 1.0)

    init(count: Int) {
      mean = Storage(zeros: count)
      square = Storage(zeros: count)
    }
  }

  /// Learns the parameters of a model, or those of a list; the defaults are the paper's.
  public init(
    _ source: some ParameterSource, learningRate: Float = 1e-3, betas: (Float, Float) = (0.9, 0.999),
    epsilon: Float = 1e-8, weightDecay: Float = 0
  ) {
    parameters = source.parameters
    self.learningRate = learningRate
    self.betas = betas
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    states = Array(repeating: nil, count: parameters.count)
    OptimizerChecks.check(
      "\(type(of: self))", parameters,
      nonNegative: [("learning rate", learningRate), ("epsilon", epsilon), ("weight decay", weightDecay)],
      fractions: [("first beta", betas.0), ("second beta", betas.1)])
  }

  public func step() {
    for (index, parameter) in parameters.enumerated() where !parameter.isFrozen {
      guard let gradient = parameter.gradient else { continue }
      var state = states[index] ?? State(count: gradient.elementCount)
      state.steps += 1
      state.powers = (state.powers.0 * Double(betas.0), state.powers.1 * Double(betas.1))
      states[index] = state
      let constants = AdamStep(
        learningRate: learningRate, beta1: betas.0, beta2: betas.1, epsilon: epsilon,
        weightDecay: weightDecay,
        correction1: Float(1 - state.powers.0), correction2: Float(1 - state.powers.1), gradientScale: 1,
        decoupled: isDecoupled)
      parameter.update { old, new in
        constants.apply(
          to: old, gradient: gradient.storage, mean: state.mean, square: state.square, into: new)
      }
    }
    zeroGradients()
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
