/// Each group of channels of each sample with mean 0 and variance 1, then each channel scaled and shifted: the same in
/// training and inference, and independent of the batch.
///
///     y = (x − mean) / √(variance + ε) · weight + bias
///
/// Shapes: `x` is `[batch, channels, …]`, `weight` and `bias` `[channels]`, which start at 1 and 0. With as many groups as
/// channels it is instance normalization. Reference: Wu & He (2018).
public struct GroupNorm: Layer {
  /// The number of groups, and of channels, which it divides.
  public let groups, channels: Int
  /// Is added to the variance, so that a constant group is not divided by 0.
  public let epsilon: Float
  /// The scale, `[channels]`.
  @Parameter public var weight: Tensor
  /// The shift, if the layer has one.
  public let bias: Parameter?

  /// A layer whose scale starts at 1 and whose shift, if it has one, starts at 0.
  public init(groups: Int, channels: Int, epsilon: Float = 1e-5, bias: Bool = true) {
    precondition(
      groups > 0 && channels > 0 && channels % groups == 0,
      "GroupNorm expects channels in groups of equal size but got \(channels) in \(groups) groups")
    (self.groups, self.channels, self.epsilon) = (groups, channels, epsilon)
    _weight = Parameter(.ones([channels]))
    self.bias = bias ? Parameter(.zeros([channels])) : nil
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(
      x.rank >= 2 && x.shape[1] == channels, "GroupNorm expects [batch, \(channels), …] but got \(x.shape)")
    return x.groupNorm(groups: groups, gain: weight, shift: bias?.value, epsilon: epsilon)
  }
}
