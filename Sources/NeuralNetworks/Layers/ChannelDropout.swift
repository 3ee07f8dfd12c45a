/// In training each channel of each sample is zeroed as a whole with probability `rate`, and the others are scaled by
/// 1 / (1 − rate); in inference it is the identity.
///
/// Neighbouring pixels of a channel say nearly the same, so dropping single ones hides little. Shapes: `[batch, channels,
/// …]`, images or sequences; PyTorch's `Dropout1d` to `Dropout3d`. The layer draws from a stream of its own, as `Dropout`
/// does. Reference: Tompson et al. (2015).
public struct ChannelDropout: ModeDependentLayer {
  /// The probability that a channel is zeroed.
  public let rate: Float
  private let stream: RandomStream

  /// Drops with probability `rate`; the seed of the layer's own stream is drawn from `generator`.
  public init(rate: Float, using generator: inout some RandomNumberGenerator) {
    self.rate = rate
    stream = RandomStream(of: "ChannelDropout", dropping: rate, using: &generator)
  }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    precondition(x.rank > 2, "ChannelDropout expects [batch, channels, …] but got \(x.shape)")
    guard mode == .training else { return x }
    let kept = Tensor.ones([x.shape[0], x.shape[1]]).dropout(rate: rate, seed: stream.nextSeed())
    return x * kept.reshaped(to: Shape([x.shape[0], x.shape[1]] + Array(repeating: 1, count: x.rank - 2)))
  }
}
