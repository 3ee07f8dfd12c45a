internal import CKernels

/// The constants of one step of Adam or AdamW.
public struct AdamStep: Sendable {
  /// The constants of the equations.
  public var learningRate, beta1, beta2, epsilon, weightDecay: Float
  /// 1 − β₁ᵗ and 1 − β₂ᵗ, which correct the moments' bias towards their start at zero.
  public var correction1, correction2: Float
  /// A factor on the gradient.
  public var gradientScale: Float
  /// Whether weight decay is applied to the weights (AdamW) instead of to the gradient.
  public var decoupled: Bool

  /// The constants of a step.
  public init(
    learningRate: Float, beta1: Float, beta2: Float, epsilon: Float, weightDecay: Float, correction1: Float,
    correction2: Float, gradientScale: Float, decoupled: Bool
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.correction1 = correction1
    self.correction2 = correction2
    self.gradientScale = gradientScale
    self.decoupled = decoupled
  }

  /// Updates both moments in place and writes the new weights to `out`, which may be `weights`.
  public func apply(to weights: Storage, gradient: Storage, mean: Storage, square: Storage, into out: Storage)
  {
    let count = weights.count
    precondition(
      gradient.count == count && mean.count == count && square.count == count && out.count == count)
    let constants = ck_adam(
      learning_rate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, weight_decay: weightDecay,
      correction1: correction1, correction2: correction2, gradient_scale: gradientScale, decoupled: decoupled)
    Kernel.share(count, each: 4) { range in
      let start = range.lowerBound
      var step = constants
      ck_adam_step(
        &step, weights.pointer + start, gradient.pointer + start, mean.pointer + start,
        square.pointer + start,
        out.pointer + start, Int64(range.count))
    }
  }
}

/// The constants of one step of gradient descent.
public struct SGDStep: Sendable {
  /// The constants of the equations.
  public var learningRate, momentum, weightDecay: Float
  /// A factor on the gradient.
  public var gradientScale: Float
  /// Whether the step looks ahead along the velocity.
  public var nesterov: Bool

  /// The constants of a step.
  public init(
    learningRate: Float, momentum: Float, weightDecay: Float, gradientScale: Float, nesterov: Bool
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.gradientScale = gradientScale
    self.nesterov = nesterov
  }

  /// Updates the velocity in place and writes the new weights to `out`, which may be `weights`.
  public func apply(
    to weights: Storage, gradient: Storage, velocity: Storage?, first: Bool, into out: Storage
  ) {
    let count = weights.count
    precondition(gradient.count == count && out.count == count && velocity?.count ?? count == count)
    var step = ck_sgd(
      learning_rate: learningRate, momentum: momentum, weight_decay: weightDecay,
      gradient_scale: gradientScale, nesterov: nesterov, first: first)
    ck_sgd_step(&step, weights.pointer, gradient.pointer, velocity?.pointer, out.pointer, Int64(count))
  }
}

/// The constants of one step of RMSprop.
public struct RMSpropStep: Sendable {
  /// The constants of the equations.
  public var learningRate, decay, epsilon, momentum, weightDecay: Float

  /// The constants of a step.
  public init(learningRate: Float, decay: Float, epsilon: Float, momentum: Float, weightDecay: Float) {
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
    self.momentum = momentum
    self.weightDecay = weightDecay
  }

  /// Updates the mean square and the velocity in place and writes the new weights to `out`, which may be `weights`.
  public func apply(
    to weights: Storage, gradient: Storage, square: Storage, velocity: Storage?, into out: Storage
  ) {
    let count = weights.count
    precondition(gradient.count == count && square.count == count && out.count == count)
    precondition(velocity?.count ?? count == count)
    var step = ck_rmsprop(
      learning_rate: learningRate, decay: decay, epsilon: epsilon, momentum: momentum,
      weight_decay: weightDecay)
    ck_rmsprop_step(
      &step, weights.pointer, gradient.pointer, square.pointer, velocity?.pointer, out.pointer, Int64(count))
  }
}

extension Kernel {
  /// square += g², out = w − rate · g / (√square + ε)
  public static func adagradStep(
    learningRate: Float, epsilon: Float, weightDecay: Float, weights: Storage, gradient: Storage,
    square: Storage,
    into out: Storage
  ) {
    let count = weights.count
    precondition(gradient.count == count && square.count == count && out.count == count)
    ck_adagrad_step(
      learningRate, epsilon, weightDecay, weights.pointer, gradient.pointer, square.pointer, out.pointer,
      Int64(count))
  }
}
