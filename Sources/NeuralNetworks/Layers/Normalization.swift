/// Each sample's features with mean 0 and variance 1, then scaled and shifted: the same in training and inference.
///
///     y = (x − mean) / √(variance + ε) · weight + bias
///
/// Shapes: `x` is `[…, features]`, `weight` and `bias` `[features]`, which start at 1 and 0.
/// Reference: Ba, Kiros & Hinton (2016).
public struct LayerNorm: Layer {
  /// The width of a sample.
  public let features: Int
  /// Is added to the variance, so that a constant sample is not divided by 0.
  public let epsilon: Float
  /// The scale, `[features]`.
  @Parameter public var weight: Tensor
  /// The shift, `[features]`; zeros that are no parameter in a layer without one.
  @Parameter public var bias: Tensor
  /// Whether the layer learns a shift.
  public let hasBias: Bool

  /// A layer whose scale starts at 1 and whose shift, if it has one, starts at 0.
  public init(features: Int, epsilon: Float = 1e-5, bias: Bool = true) {
    self.features = features
    self.epsilon = epsilon
    hasBias = bias
    _weight = Parameter(.ones([features]))
    _bias = Parameter(.zeros([features]))
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(x.shape.last == features, "LayerNorm expects […, \(features)] but got \(x.shape)")
    return x.layerNorm(gain: weight, shift: hasBias ? bias : nil, epsilon: epsilon)
  }

  public var components: [Component] {
    [Component("weight", $weight)] + (hasBias ? [Component("bias", $bias)] : [])
  }
}

/// Each sample's features divided by their root mean square, then scaled: y = x / √(mean x² + ε) · weight.
///
/// Reference: Zhang & Sennrich (2019).
public struct RMSNorm: Layer {
  /// The width of a sample.
  public let features: Int
  /// Is added to the mean square, so that zeros are not divided by 0.
  public let epsilon: Float
  /// The scale, `[features]`.
  @Parameter public var weight: Tensor

  /// A layer whose scale starts at 1.
  public init(features: Int, epsilon: Float = 1e-5) {
    self.features = features
    self.epsilon = epsilon
    _weight = Parameter(.ones([features]))
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(x.shape.last == features, "RMSNorm expects […, \(features)] but got \(x.shape)")
    return x.rmsNorm(gain: weight, epsilon: epsilon)
  }
}

/// Each channel with mean 0 and variance 1 over the batch, then scaled and shifted.
///
///     y = (x − mean) / √(variance + ε) · weight + bias
///
/// Shapes: `x` is `[batch, channels]` or `[batch, channels, …]`. In training the moments are the batch's, and the
/// running ones move towards them by `momentum` (the variance divided by n − 1, as in PyTorch); in inference the
/// running ones are used, so that a sample's result does not depend on the others. The names of its tensors are
/// PyTorch's: `weight`, `bias`, `running_mean`, `running_var`.
/// Reference: Ioffe & Szegedy (2015).
public struct BatchNorm: ModeDependentLayer {
  /// The number of channels.
  public let channels: Int
  /// Is added to the variance, so that a constant channel is not divided by 0.
  public let epsilon: Float
  /// How far the running moments move towards the batch's in each step.
  public let momentum: Float
  /// The scale, `[channels]`.
  @Parameter public var weight: Tensor
  /// The shift, `[channels]`.
  @Parameter public var bias: Tensor
  /// The channels' means over training's batches, `[channels]`, which inference uses. They begin at 0.
  @Buffer public var runningMean: Tensor
  /// The channels' variances over training's batches, `[channels]`, which inference uses. They begin at 1.
  @Buffer public var runningVariance: Tensor

  /// A layer whose scale starts at 1 and whose shift starts at 0.
  public init(channels: Int, epsilon: Float = 1e-5, momentum: Float = 0.1) {
    self.channels = channels
    self.epsilon = epsilon
    self.momentum = momentum
    _weight = Parameter(.ones([channels]))
    _bias = Parameter(.zeros([channels]))
    _runningMean = Buffer(.zeros([channels]))
    _runningVariance = Buffer(.ones([channels]))
  }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    precondition(
      x.rank >= 2 && x.shape[1] == channels, "BatchNorm expects [batch, \(channels), …] but got \(x.shape)")
    guard mode == .training else {
      return x.channelNorm(
        mean: runningMean, variance: runningVariance, gain: weight, shift: bias, epsilon: epsilon,
        momentsAreOfBatch: false)
    }
    let count = x.elementCount / channels
    precondition(count > 1, "BatchNorm expects more than one value a channel in training but got \(x.shape)")
    let (mean, variance) = x.channelMoments()
    let unbiased = variance * (Float(count) / Float(count - 1))
    runningMean = runningMean * (1 - momentum) + mean * momentum
    runningVariance = runningVariance * (1 - momentum) + unbiased * momentum
    return x.channelNorm(
      mean: mean, variance: variance, gain: weight, shift: bias, epsilon: epsilon, momentsAreOfBatch: true)
  }

  public var components: [Component] {
    [
      Component("weight", $weight), Component("bias", $bias),
      Component(name: "running_mean", part: .buffer($runningMean)),
      Component(name: "running_var", part: .buffer($runningVariance)),
    ]
  }
}
